/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Distances in code are counted from the end of their instruction, and that may
 * be behind the field: an immediate can follow. Only a decoder knows.
 */
#ifndef KPATCH_BUILDER_TAILS_H
#define KPATCH_BUILDER_TAILS_H

#include "kpatch/builder/items.h"

/*
 * What pb_items.tails says, for @items, of which all else is filled. Returns
 * NULL with @err filled; pb_tails_free() frees it.
 */
uint8_t **pb_tails_new(const struct pb_items *items, struct sc_error *err);
void pb_tails_free(uint8_t **tails, const struct pb_object *obj);

#endif
