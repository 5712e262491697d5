/* SPDX-License-Identifier: GPL-2.0-only */
/* The parts of a kernel, from packages or from what is installed. */
#ifndef KPATCH_BUILDER_UNPACK_PARTS_H
#define KPATCH_BUILDER_UNPACK_PARTS_H

#include "kpatch/builder/packages.h"
#include "kpatch/file.h"

/* What is being made. All belongs to the caller. */
struct pb_parts {
	const char *release;
	const struct pb_packages *packages;
	const char *folder; /* where it is made */
	struct kp_path debs[PB_ROLES]; /* files of those not installed */
};

/*
 * FOLDER/vmlinuz and FOLDER/modules. If they are installed, the modules stay
 * where they are. Modules that are not packed are packed by gzip. @modules_ret
 * gets the place of the modules: absolute, or "modules". 0, or -1 with @err.
 */
int pb_parts_image(const struct pb_parts *parts, struct kp_path *modules_ret,
		   struct sc_error *err);

/*
 * FOLDER/unpacked/usr/src/linux-headers-* and usr/lib/linux-kbuild-*, with paths
 * that are right when FOLDER is renamed to @at. 0, or -1 with @err.
 */
int pb_parts_headers(const struct pb_parts *parts, const char *at,
		     struct sc_error *err);

/* FOLDER/source; headers that are the same are stored once. */
int pb_parts_source(const struct pb_parts *parts, struct sc_error *err);

#endif
