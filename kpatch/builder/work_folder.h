/* SPDX-License-Identifier: GPL-2.0-only */
/* The folder that a build works in. */
#ifndef KPATCH_BUILDER_WORK_FOLDER_H
#define KPATCH_BUILDER_WORK_FOLDER_H

#include "kpatch/file.h"

/*
 * Make the folder @keep; NULL: a temporary one, which the caller removes. *@work
 * gets its whole path, as programs run elsewhere. 0, or -1 with @err.
 */
int pb_work_make(const char *keep, struct kp_path *work, struct sc_error *err);

#endif
