/* SPDX-License-Identifier: GPL-2.0-only */
/* One run of kbuild's make in a folder of the kernel, and what it prints. */
#ifndef KPATCH_BUILDER_KBUILD_RUN_H
#define KPATCH_BUILDER_KBUILD_RUN_H

#include <stdbool.h>

#include "kpatch/builder/compile.h"
#include "kpatch/builder/words.h"

/* All belongs to the caller. */
struct pb_kbuild_run {
	const struct pb_workshop *shop;
	const struct pb_words *env; /* of pb_kbuild_env() */
	const char *folder; /* of the kernel, as "fs/ext4" */
	const char *object; /* "fs/ext4/dir.o"; may be empty, to list */
	const char *makefile; /* PB_LIST_FILE or PB_BUILD_FILE */
	const char *goal;
};

/*
 * Run make. *@text_ret gets its output, which the caller frees; NULL: forget it.
 * 0, or -1 with @err.
 */
int pb_kbuild_run(const struct pb_kbuild_run *run, char **text_ret,
		  struct sc_error *err);

/* What a line of PB_LIST_FILE's output tells. */
#define PB_LISTED "kpatch: " /* an object that is linked */
#define PB_TARGET "kpatch target: " /* a file that is made, for whatever */
#define PB_FOLDER "kpatch folder: " /* a folder that is built as well */
#define PB_LEFT_OUT "kpatch left out: " /* one that the configuration lacks */

/* Does a line of that kind in @text name @object? */
bool pb_kbuild_lists(const char *text, const char *kind, const char *object);

/* Does the kernel's source have a makefile in @folder? */
bool pb_kbuild_has_makefile(const struct pb_workshop *shop, const char *folder);

#endif
