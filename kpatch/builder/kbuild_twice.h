/* SPDX-License-Identifier: GPL-2.0-only */
/* Sources that two folders compile, each for an object of its own. */
#ifndef KPATCH_BUILDER_KBUILD_TWICE_H
#define KPATCH_BUILDER_KBUILD_TWICE_H

#include "kpatch/builder/kbuild_list.h"

/*
 * Does the makefile of another folder compile one of @sources as well, by a rule
 * for all sources of its folder? Then a patch of one object would leave the other
 * as it is. 0, or -1 with @err, which names both.
 */
int pb_kbuild_check_twice(const struct pb_workshop *shop,
			  const struct pb_words *sources, struct sc_error *err);

/*
 * The same for one source and the makefile of @folder, which names it somehow. What
 * runs before the kernel starts does not count.
 */
int pb_kbuild_check_maker(struct pb_listing *listing, const char *folder,
			  const char *source, struct sc_error *err);

#endif
