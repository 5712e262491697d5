/* SPDX-License-Identifier: GPL-2.0-only */
/* How the code of an object uses a table of constants. */
#ifndef KPATCH_BUILDER_TABLE_LOADS_H
#define KPATCH_BUILDER_TABLE_LOADS_H

#include "kpatch/builder/items_resolve.h"

/*
 * Does the object only load from an item, so that its address gets nowhere? It
 * must be read-only and local, and each relocation that leads to it must be in
 * the memory operand of an instruction that reads. Then nobody can notice which
 * copy of it a function reads. 1: yes; 0: no; -1 with @err filled.
 */
int pb_table_is_loaded(const struct pb_items *items, uint32_t item,
		       struct sc_error *err);

#endif
