/* SPDX-License-Identifier: GPL-2.0-only */
/* What a kernel's headers and image say of how it was built. */
#ifndef KPATCH_BUILDER_BUILD_CONFIG_H
#define KPATCH_BUILDER_BUILD_CONFIG_H

#include "stackcheck/util/error.h"

/*
 * Value of the option @name in include/config/auto.conf or .config of the folder
 * @headers, without quotes. The caller frees it. NULL with @err.
 */
char *pb_config_value(const char *headers, const char *name,
		      struct sc_error *err);

/* The build-id of an image in hex. The caller frees it. NULL with @err. */
char *pb_image_build_id(const char *vmlinuz, struct sc_error *err);

/*
 * -1 with @err if the boot image says in its header that it is another release,
 * or of another version of Debian's package.
 */
int pb_image_check_version(const char *vmlinuz, const char *release,
			   const char *version, struct sc_error *err);

#endif
