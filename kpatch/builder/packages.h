/* SPDX-License-Identifier: GPL-2.0-only */
/* Which packages a kernel release needs, and where they are. */
#ifndef KPATCH_BUILDER_PACKAGES_H
#define KPATCH_BUILDER_PACKAGES_H

#include <stdbool.h>

#include "kpatch/builder/names.h"
#include "stackcheck/util/error.h"

enum pb_role {
	PB_ROLE_IMAGE,
	PB_ROLE_MODULES, /* since 7.0; else the image has them */
	PB_ROLE_HEADERS,
	PB_ROLE_COMMON,
	PB_ROLE_KBUILD,
	PB_ROLE_SOURCE,
	PB_ROLES
};

enum pb_where {
	PB_NOWHERE, /* not needed */
	PB_IN_FOLDER, /* a file in the user's folder */
	PB_INSTALLED,
	PB_AT_APT,
};

/* One package. Owned by struct pb_packages. */
struct pb_package {
	char name[PB_NAME];
	char version[PB_NAME];
	enum pb_where where;
	char *control; /* its fields, as text */
	char *file; /* if it is in the folder */
};

struct pb_packages {
	struct pb_package items[PB_ROLES]; /* by role */
};

/*
 * Find the packages of @release, and of the source with exactly their version
 * unless @own_source. Each is looked for in @folder (may be NULL), among the
 * installed packages, and at apt, in this order; nothing is downloaded. 0, or -1
 * with @err, which names what is missing, and nothing to free.
 */
int pb_packages_find(const char *release, const char *folder, bool own_source,
		     struct pb_packages *packages, struct sc_error *err);
void pb_packages_free(struct pb_packages *packages);

#endif
