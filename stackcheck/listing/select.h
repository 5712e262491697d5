/* SPDX-License-Identifier: GPL-2.0-only */
/* From names to functions, and from a wrong name to a likely one. */
#ifndef STACKCHECK_LISTING_SELECT_H
#define STACKCHECK_LISTING_SELECT_H

#include "stackcheck/listing/listing.h"

/*
 * Set wanted[i] for each function i that has the name, an alias or a label of
 * that name in it, and for the cold parts of those. Returns how many.
 */
size_t sc_listing_select(const struct sc_object *obj, const char *name,
			 uint8_t *wanted);

/* The name of code that is most like @name, or NULL. */
const char *sc_listing_nearest(const struct sc_object *obj, const char *name);

#endif
