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
 * Is function @k room that leads into the next function, which runs? Kernels
 * may have calls go there. For an object whose groups were run.
 */
bool sc_is_entry_padding(const struct sc_object *obj, uint32_t k);

#endif
