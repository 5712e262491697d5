/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A kernel release with everything that compiling single objects of it needs.
 * In the cache it is a folder:
 *	kernel		what it is, as lines NAME=VALUE
 *	unpacked/usr/	headers and kbuild, as the packages have them
 *	source/		the source, but for what source.h gets later
 *	parts/		which of that is there: see source_marks.h
 *	debs/		the package of the source
 *	includes-1	which file of the source includes which; see include_walk.h
 *	vmlinuz, modules/
 *	forms-FORMAT/	objects that were compiled before: see kept_forms.h
 */
#ifndef KPATCH_BUILDER_KERNEL_H
#define KPATCH_BUILDER_KERNEL_H

#include <stdbool.h>

#include "stackcheck/util/error.h"

/* All paths are absolute. Owned by who opened it; pb_kernel_free() frees it. */
struct pb_kernel {
	char *release; /* "6.12.117+deb12-amd64" */
	char *version; /* of its packages; NULL: given by hand, not known */
	char *build_id; /* of vmlinuz, hex */
	char *folder; /* in the cache; NULL: given by hand */
	/* top folder of the source: see pb_source_get(); or NULL, if it was
	 * opened without */
	char *source;
	char *headers; /* the folder for `make -C`, as of linux-headers-* */
	char *vmlinuz;
	char *modules; /* what /lib/modules/RELEASE has; files may be packed */
	char *compiler; /* CONFIG_CC_VERSION_TEXT */
	char *linker; /* CONFIG_LD_VERSION: "24000" is 2.40 */
};

/*
 * Read the description of a kernel from its folder of the cache. @folder is
 * absolute. 0, or -1 with @err and nothing to free.
 */
int pb_kernel_read(const char *folder, struct pb_kernel *kernel,
		   struct sc_error *err);

/*
 * The prepared kernel of @release in the cache at @cache, with packages of this
 * version; NULL: of the newest. Returns 0, or -1 with @err.
 */
int pb_kernel_find(const char *cache, const char *release, const char *version,
		   struct pb_kernel *kernel, struct sc_error *err);

/* Fill in what the configuration in its headers says. 0, or -1 with @err. */
int pb_kernel_read_config(struct pb_kernel *kernel, struct sc_error *err);

void pb_kernel_free(struct pb_kernel *kernel);

#endif
