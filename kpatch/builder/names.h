/* SPDX-License-Identifier: GPL-2.0-only */
/* Names of kernel releases and packages, and what packages say of themselves. */
#ifndef KPATCH_BUILDER_NAMES_H
#define KPATCH_BUILDER_NAMES_H

#include <stdbool.h>

#include "stackcheck/util/error.h"

/* The longest name of a package or release, with its end. */
#define PB_NAME 128

/* A kernel release as `uname -r` tells it: nothing that leads to another folder. */
bool pb_is_release(const char *release);

/*
 * The source package of a release: "linux-source-6.12" of
 * "6.12.117+deb12-amd64". 0, or -1 with @err.
 */
int pb_source_name(const char *release, char name[PB_NAME],
		   struct sc_error *err);

/*
 * Value of a field of the first paragraph in @text, which is a control file:
 * without spaces around it, on one line. NULL: no such field, or no memory. The
 * caller frees it.
 */
char *pb_control_field(const char *text, const char *field);

/* The next paragraph after the one at @text; NULL: that was the last. */
const char *pb_control_next(const char *text);

/* The two kinds of packages that headers depend on. */
enum pb_dependency { PB_COMMON, PB_KBUILD };

/*
 * The package of that kind among @depends, the field of the headers' package:
 * linux-headers-*-common, also -common-rt; or linux-kbuild-*. 0, or -1 with @err
 * if there is none.
 */
int pb_find_dependency(const char *depends, enum pb_dependency kind,
		       char name[PB_NAME], struct sc_error *err);

#endif
