/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The folder that one build works in. A build that was killed leaves it behind,
 * and the next one of the same user takes it away.
 */
#ifndef KPATCH_BUILDER_WORK_FOLDER_H
#define KPATCH_BUILDER_WORK_FOLDER_H

#include <stdbool.h>

#include "kpatch/file.h"

struct pb_work_folder {
	struct kp_path path; /* absolute, without links */
	bool kept; /* it is the user's, and stays */
	int lock; /* held while it is in use, also by programs that run; or -1 */
	char *outer; /* $TMPDIR as it was before; NULL: there was none */
};

/*
 * Make a folder below $TMPDIR, or use @keep, which is made or must be empty.
 * What others left is removed first. Until pb_work_close() it is the $TMPDIR of
 * programs that are run. 0, or -1 with @err and nothing to close.
 */
int pb_work_open(const char *keep, struct pb_work_folder *work,
		 struct sc_error *err);
/* Remove the folder, unless it is the user's. */
void pb_work_close(struct pb_work_folder *work);

#endif
