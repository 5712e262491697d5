/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Names inside functions, in images whose symbols tell neither types nor sizes.
 * objtool knew both when it made the image's ORC: where that has a caller's
 * frame, and not the one that a call leaves, no function begins.
 */
#ifndef STACKCHECK_CFG_INNER_NAMES_H
#define STACKCHECK_CFG_INNER_NAMES_H

#include "stackcheck/cfg/cfg.h"

/*
 * By symbol: is it a name inside the function before it? NULL goes to
 * *@inner_ret if the image's symbols tell that, or nothing does; else it is
 * the caller's to free. 0, or -1 when out of memory.
 */
int sc_inner_find(const struct sc_image *img, uint8_t **inner_ret);

#endif
