/* SPDX-License-Identifier: GPL-2.0-only */
/* Symbols for the room that a build leaves before functions. */
#ifndef STACKCHECK_SITES_PREFIX_SYMBOLS_H
#define STACKCHECK_SITES_PREFIX_SYMBOLS_H

#include "stackcheck/cfg/cfg.h"

/*
 * Are the @room bytes before @off of section @sec whole no-ops, and nothing
 * else?
 */
bool sc_has_room(const struct sc_object *obj, uint32_t sec, uint64_t off,
		 unsigned int room);

struct sc_edit;

/*
 * Add a symbol __pfx_NAME for the @room bytes before each function that has
 * them. 0, or -1 with @err.
 */
int sc_prefix_symbols_add(const struct sc_object *obj, unsigned int room,
			  struct sc_edit *edit, struct sc_error *err);

/*
 * The same for room that a section __patchable_function_entries lists, and one
 * symbol for a function of several names, after the last of the symbol table.
 */
int sc_prefix_symbols_add_listed(const struct sc_object *obj, unsigned int room,
				 struct sc_edit *edit, struct sc_error *err);

#endif
