/* SPDX-License-Identifier: GPL-2.0-only */
/* The folder that kbuild runs in, and the environment that it needs there. */
#ifndef KPATCH_BUILDER_KBUILD_TOP_H
#define KPATCH_BUILDER_KBUILD_TOP_H

#include "kpatch/builder/compile.h"
#include "kpatch/builder/words.h"

/* Makefiles in the folder: one lists a folder's objects, one builds an object. */
#define PB_LIST_FILE "kpatch-list.mk"
#define PB_BUILD_FILE "kpatch-build.mk"

/* Make the folder for kbuild in the workshop. 0, or -1 with @err. */
int pb_workshop_set_up(const struct pb_workshop *shop, struct sc_error *err);

/*
 * What the kernel's top Makefile gives to the makefiles of folders, as words
 * "NAME=VALUE". The first call of a workshop runs it; the others read what it
 * gave. 0, or -1 with @err and nothing to free; pb_words_free() frees it.
 */
int pb_kbuild_env(const struct pb_workshop *shop, struct pb_words *env,
		  struct sc_error *err);

#endif
