/* SPDX-License-Identifier: GPL-2.0-only */
/* Calls and jumps that the kernel has tables of. */
#ifndef STACKCHECK_SITES_FIND_SITES_H
#define STACKCHECK_SITES_FIND_SITES_H

#include "stackcheck/sites/site_names.h"
#include "stackcheck/sites/sites.h"

struct sc_sites_wanted {
	bool module; /* a part of one: code of .init.text is no exception */
	bool tracing; /* tracing calls have a table of their own */
	bool replacements; /* list also what is in replacements of alternatives */
};

/*
 * Fill the tables of static calls, thunks and direct calls. In each, jumps come
 * first, and all are in the order of the code. 0, or -1 when out of memory.
 */
int sc_sites_find(const struct sc_object *obj,
		  const struct sc_site_names *names,
		  const struct sc_sites_wanted *wanted, struct sc_sites *sites);

#endif
