/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Branches that the kernel wants as no-ops. It patches them when they are needed.
 * All of this is done before an object is analysed, so that the analysis sees
 * the code as it will be.
 */
#ifndef STACKCHECK_SITES_MAKE_NOPS_H
#define STACKCHECK_SITES_MAKE_NOPS_H

#include "stackcheck/sites/site_names.h"
#include "stackcheck/sites/sites.h"

/* Jumps of labels whose entry says that a no-op is meant. 0, or -1 with @err. */
int sc_nops_jump_labels(struct sc_image *img, struct sc_error *err);

/* A compiler's own calls in code that must not be instrumented. Likewise. */
int sc_nops_profiling(const struct sc_site_names *names, struct sc_image *img,
		      struct sc_error *err);

/*
 * Fill the table of tracing calls. @nops: the calls become no-ops. 0, or -1 with
 * @err.
 */
int sc_nops_tracing(const struct sc_site_names *names, struct sc_image *img,
		    bool nops, struct sc_sites *sites, struct sc_error *err);

#endif
