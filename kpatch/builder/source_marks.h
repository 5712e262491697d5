/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The marks of a kernel's source. One for each part that is there, whose time tells
 * when it was needed last. And one that tells that files are being added: if it is
 * left, some may not be whole.
 */
#ifndef KPATCH_BUILDER_SOURCE_MARKS_H
#define KPATCH_BUILDER_SOURCE_MARKS_H

#include "kpatch/builder/kernel.h"
#include "kpatch/builder/source_part.h"

/* The mark of a part. 0, or -1 with @err. */
int pb_mark_of(const struct pb_kernel *kernel,
	       const struct pb_source_part *part, struct kp_path *path,
	       struct sc_error *err);

/* Make a mark, or set its time to now. 0, or -1 with @err. */
int pb_mark_touch(const char *path, struct sc_error *err);

/* The mark of files that are being added. 0, or -1 with @err. */
int pb_mark_broken(const struct pb_kernel *kernel, struct kp_path *path,
		   struct sc_error *err);

/*
 * Take away the marks of all parts, or of the half that was not needed for longer;
 * of one part, too. Returns their number, or -1 with @err.
 */
int pb_marks_drop_all(const struct pb_kernel *kernel, struct sc_error *err);
int pb_marks_drop_half(const struct pb_kernel *kernel, struct sc_error *err);

#endif
