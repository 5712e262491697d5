/* SPDX-License-Identifier: GPL-2.0-only */
/* Where a package of a name, and maybe a version, is to be had. */
#ifndef KPATCH_BUILDER_LOCATE_H
#define KPATCH_BUILDER_LOCATE_H

#include "kpatch/builder/packages.h"

/*
 * Fill @package, whose name is set. An empty version: any, the newest; else this
 * one. Nothing is wrong if it is found nowhere: @package->where tells. 0, or -1
 * with @err. The caller frees its texts.
 */
int pb_package_locate(struct pb_package *package, const char *folder,
		      struct sc_error *err);

/*
 * What apt tells of a package of this version; an empty version: of the newest.
 * The caller frees it. NULL: apt cannot download it.
 */
char *pb_apt_show(const char *name, const char *version);

#endif
