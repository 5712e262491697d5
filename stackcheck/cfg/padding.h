/* SPDX-License-Identifier: GPL-2.0-only */
/* Room before functions. */
#ifndef STACKCHECK_CFG_PADDING_H
#define STACKCHECK_CFG_PADDING_H

#include "stackcheck/cfg/cfg.h"

/*
 * Note in the functions of a module which of them have no room before their
 * first byte, if its kernel writes code there.
 */
void sc_padding_find(struct sc_object *obj);
/*
 * If function @k is room that leads into a function which runs, the index of
 * that one; else UINT32_MAX. Kernels may have calls go there. For an object
 * whose groups were run.
 */
uint32_t sc_entry_padding_of(const struct sc_object *obj, uint32_t k);

#endif
