/* SPDX-License-Identifier: GPL-2.0-only */
/* The new objects and the glue become a module, through the kernel's kbuild. */
#ifndef KPATCH_BUILDER_LINK_H
#define KPATCH_BUILDER_LINK_H

#include "kpatch/builder/plan.h"
#include "kpatch/file.h"
#include "stackcheck/util/error.h"

/* All strings are the caller's. */
struct pb_link {
	const char *headers; /* the kernel's build folder */
	const char *work; /* a folder; what is made goes to link/ in it */
	/*
	 * kpatch.ko, or a Module.symvers that has its exports. NULL: none. A
	 * kernel with CONFIG_MODVERSIONS loads no module for kpatch.ko that was
	 * made without it.
	 */
	const char *symvers;
	const char *header; /* kpatch.h; NULL: found by pb_find_header() */
	const char *step; /* stackcheck-kbuild; NULL: found by pb_find_step() */
	const char *cc; /* CC of make; NULL: as the headers have it */
	const char *ld; /* LD of make; the same */
	const char *cross_compile; /* CROSS_COMPILE of make; or NULL */
	unsigned int jobs; /* of make; 0: one */
};

/*
 * Link the module of @plan. @ko_ret gets its path, below link->work. Its
 * references are plain undefined symbols: it is for pb_post_link(), and cannot be
 * loaded. The same plan and objects give the same bytes, wherever the work folder
 * is. What make and its programs said is in link/log. Returns 0, or -1 with @err.
 */
int pb_link_module(const struct pb_plan *plan, const struct pb_link *link,
		   struct kp_path *ko_ret, struct sc_error *err);

#endif
