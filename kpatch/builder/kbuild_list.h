/* SPDX-License-Identifier: GPL-2.0-only */
/* Which sources the kernel's configuration builds. */
#ifndef KPATCH_BUILDER_KBUILD_LIST_H
#define KPATCH_BUILDER_KBUILD_LIST_H

#include "kpatch/builder/compile.h"

enum pb_built {
	PB_NOT_BUILT, /* no makefile of its folders names what it would give */
	PB_BUILT, /* into an object of vmlinux or of a module */
	PB_BUILT_OTHERWISE, /* into something else, as constants */
	PB_BUILT_EARLY, /* into what runs before the kernel starts, and never again */
};

struct pb_listing;

/* NULL with @err filled. @shop must outlive it. pb_listing_free() frees it. */
struct pb_listing *pb_listing_new(const struct pb_workshop *shop,
				  struct sc_error *err);
void pb_listing_free(struct pb_listing *listing);

/* What becomes of @source, as "fs/readdir.c". 0, or -1 with @err. */
int pb_listing_find(struct pb_listing *listing, const char *source,
		    enum pb_built *built_ret, struct sc_error *err);

/*
 * Does the folder hold what runs before the kernel starts, as the loaders in its
 * image? Patches need not reach that.
 */
bool pb_folder_runs_early(const char *folder);

/*
 * Does the makefile of @folder name an object whose name ends as that of @source
 * would? It builds sources of other folders. 0 or 1, or -1 with @err.
 */
int pb_listing_has_end(struct pb_listing *listing, const char *folder,
		       const char *source, struct sc_error *err);

#endif
