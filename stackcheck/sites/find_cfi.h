/* SPDX-License-Identifier: GPL-2.0-only */
/* Places where a compiler has put the hash of a function's type (kCFI). */
#ifndef STACKCHECK_SITES_FIND_CFI_H
#define STACKCHECK_SITES_FIND_CFI_H

#include "stackcheck/sites/sites.h"

struct sc_edit;

/* Is it the symbol of the code before a function that holds its hash? */
bool sc_is_cfi_preamble(const struct sc_object *obj, const struct sc_symbol *s);

/* Fill SC_SITES_CFI. 0, or -1 when out of memory. */
int sc_cfi_find(const struct sc_object *obj, struct sc_sites *sites);

/*
 * Have the symbols of preambles reach over the @room bytes of no-ops behind
 * them, up to their functions. 0, or -1 with @err: out of memory.
 */
int sc_cfi_grow_symbols(const struct sc_object *obj, unsigned int room,
			struct sc_edit *edit, struct sc_error *err);

#endif
