/* SPDX-License-Identifier: GPL-2.0-only */
/* What is in trust tables, in words. */
#ifndef STACKCHECK_TRUST_DUMP_H
#define STACKCHECK_TRUST_DUMP_H

#include <stdio.h>

#include "stackcheck/image/image.h"
#include "stackcheck/trust.h"

/* A table that sc_trust_check() found good. */
struct sc_trust_view {
	const void *table;
	const struct sc_image *img; /* for names and code; NULL: none */
	/* the section of @img that holds it, for tables that are relocated,
	 * and where in it */
	const struct sc_section *sec;
	size_t at;
};

struct sc_trust_count {
	uint64_t bytes[SC_TRUST_NREASONS]; /* [NONE]: with a row */
	uint32_t ranges[SC_TRUST_NREASONS]; /* functions only */
	uint32_t nfuncs, ntrusted, nframed, nannotated;
	uint64_t by_frame; /* bytes without a row that the frame rule covers */
	uint64_t size, orc; /* bytes; of the image's ORC, if it has that */
	uint32_t stale; /* regions whose code is not what was checked */
};

/* Add what @view holds; functions that are not trusted go to @list. */
void sc_trust_count(const struct sc_trust_view *view,
		    struct sc_trust_count *count, FILE *list);
void sc_trust_print(const struct sc_trust_count *count, FILE *out);

#endif
