/* SPDX-License-Identifier: GPL-2.0-only */
/* Which files of the source use what a header changes. */
#ifndef KPATCH_BUILDER_NAME_USES_H
#define KPATCH_BUILDER_NAME_USES_H

#include "kpatch/builder/include_graph.h"
#include "kpatch/builder/kernel.h"
#include "kpatch/builder/progress.h"
#include "kpatch/builder/words.h"

/*
 * @users are files that include a header in which @names change: functions and
 * macros that have an effect only where they are named. Add to @kept those of
 * @users that may use one of them, through other functions, macros and headers as
 * well. *@all_ret: there are too many ways, and all do. 0, or -1 with @err.
 */
int pb_names_find_uses(const struct pb_kernel *kernel,
		       const struct pb_progress *progress,
		       const struct pb_includes *includes,
		       const struct pb_words *names,
		       const struct pb_file_set *users,
		       struct pb_file_set *kept, bool *all_ret,
		       struct sc_error *err);

#endif
