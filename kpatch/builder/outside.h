/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The source of an out-of-tree module. It is compiled in a copy, so that nothing
 * is ever written to the folder that the user named.
 */
#ifndef KPATCH_BUILDER_OUTSIDE_H
#define KPATCH_BUILDER_OUTSIDE_H

#include "kpatch/file.h"

/* pb_outside_close() frees it. */
struct pb_outside {
	char *file; /* the module, as it is loaded */
	char *name; /* the module's */
	char *source; /* the folder that it was built from; absolute */
	struct kp_path copy; /* of the folder */
};

/*
 * Read the module in @file, which must be one for the kernel @release, and copy
 * @source to the folder module/ of @work. 0, or -1 with @err and nothing to
 * close.
 */
int pb_outside_open(struct pb_outside *outside, const char *file,
		    const char *source, const char *release, const char *work,
		    struct sc_error *err);
/* Leaves the copy. Nothing happens if it is all zeros. */
void pb_outside_close(struct pb_outside *outside);

#endif
