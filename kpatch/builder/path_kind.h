/* SPDX-License-Identifier: GPL-2.0-only */
/* What a file of the source is for, by its name. */
#ifndef KPATCH_BUILDER_PATH_KIND_H
#define KPATCH_BUILDER_PATH_KIND_H

#include <stdbool.h>

enum pb_path_kind {
	PB_PATH_CODE, /* C, or anything else that the kernel is made from */
	PB_PATH_RULES, /* of the build: Makefile, Kbuild */
	PB_PATH_CHOICES, /* of the configuration: Kconfig */
	PB_PATH_OTHER_ARCH, /* below arch/, for another processor */
	PB_PATH_ASIDE, /* no part of the kernel: documents, programs */
};

/*
 * The kind of @path, from the top of the source: of the kernel, or of an
 * out-of-tree module, whose folders have no known meaning.
 */
enum pb_path_kind pb_path_kind(const char *path, bool of_kernel);

#endif
