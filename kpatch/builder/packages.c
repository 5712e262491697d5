// SPDX-License-Identifier: GPL-2.0-only
/* Which packages a kernel release needs, and where they are. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "kpatch/builder/locate.h"
#include "kpatch/builder/packages.h"
#include "stackcheck/util/affix.h"

void pb_packages_free(struct pb_packages *packages)
{
	for (size_t i = 0; i < PB_ROLES; i++) {
		free(packages->items[i].control);
		free(packages->items[i].file);
	}
	*packages = (struct pb_packages){ 0 };
}

/* @form has one %s, for the release. */
static int try_image(struct pb_package *image, const char *prefix,
		     const char *release, const char *suffix,
		     const char *folder, struct sc_error *err)
{
	snprintf(image->name, PB_NAME, "%s%s%s", prefix, release, suffix);
	return pb_package_locate(image, folder, err);
}

/*
 * Since 7.0 the package linux-image-* holds nothing itself, so the other name
 * is tried first.
 */
static int find_image(const char *release, const char *folder,
		      struct pb_package *image, struct sc_error *err)
{
	if (try_image(image, "linux-binary-", release, "", folder, err))
		return -1;
	if (!image->where &&
	    try_image(image, "linux-image-", release, "", folder, err))
		return -1;
	if (!image->where &&
	    try_image(image, "linux-image-", release, "-unsigned", folder, err))
		return -1;
	if (image->where)
		return 0;
	return sc_fail(
		err,
		"linux-image-%.100s: neither apt nor dpkg knows this package; run apt-get update, or give a folder that has it by --packages",
		release);
}

/* One of exactly the image's version. */
static int find_same(struct pb_packages *packages, enum pb_role role,
		     const char *folder, struct sc_error *err)
{
	const struct pb_package *image = &packages->items[PB_ROLE_IMAGE];
	struct pb_package *package = &packages->items[role];

	memcpy(package->version, image->version, PB_NAME);
	if (pb_package_locate(package, folder, err))
		return -1;
	if (package->where)
		return 0;
	return sc_fail(
		err,
		"%.100s in version %.60s: apt does not have it, but %.100s is of this version; nothing was prepared; give %s",
		package->name, package->version, image->name,
		role == PB_ROLE_SOURCE
			? "its unpacked source by --source DIR"
			: "a folder that has it by --packages DIR");
}

static int find_modules(struct pb_packages *packages, const char *release,
			const char *folder, struct sc_error *err)
{
	if (!sc_starts_with(packages->items[PB_ROLE_IMAGE].name,
			    "linux-binary-"))
		return 0;
	snprintf(packages->items[PB_ROLE_MODULES].name, PB_NAME,
		 "linux-modules-%s", release);
	return find_same(packages, PB_ROLE_MODULES, folder, err);
}

static int find_needed(struct pb_packages *packages, enum pb_dependency kind,
		       const char *folder, struct sc_error *err)
{
	const struct pb_package *headers = &packages->items[PB_ROLE_HEADERS];
	enum pb_role role = kind == PB_COMMON ? PB_ROLE_COMMON : PB_ROLE_KBUILD;
	char *depends = pb_control_field(headers->control, "Depends");
	struct sc_error why;
	int bad;

	bad = pb_find_dependency(depends ? depends : "", kind,
				 packages->items[role].name, &why);
	free(depends);
	if (bad)
		return sc_fail(err, "%.100s: it %.200s", headers->name,
			       why.text);
	return find_same(packages, role, folder, err);
}

static int find_headers(struct pb_packages *packages, const char *release,
			const char *folder, struct sc_error *err)
{
	snprintf(packages->items[PB_ROLE_HEADERS].name, PB_NAME,
		 "linux-headers-%s", release);
	if (find_same(packages, PB_ROLE_HEADERS, folder, err) ||
	    find_needed(packages, PB_COMMON, folder, err))
		return -1;
	return find_needed(packages, PB_KBUILD, folder, err);
}

/* A source package is unpacked from its file, so one that is installed is not
 * of use. */
static int find_source(struct pb_packages *packages, const char *release,
		       const char *folder, struct sc_error *err)
{
	struct pb_package *source = &packages->items[PB_ROLE_SOURCE];

	if (pb_source_name(release, source->name, err) ||
	    find_same(packages, PB_ROLE_SOURCE, folder, err))
		return -1;
	if (source->where == PB_INSTALLED)
		source->where = PB_AT_APT;
	return 0;
}

static int find_all(const char *release, const char *folder, bool own_source,
		    struct pb_packages *packages, struct sc_error *err)
{
	if (find_image(release, folder, &packages->items[PB_ROLE_IMAGE], err) ||
	    find_modules(packages, release, folder, err) ||
	    find_headers(packages, release, folder, err))
		return -1;
	return own_source ? 0 : find_source(packages, release, folder, err);
}

int pb_packages_find(const char *release, const char *folder, bool own_source,
		     struct pb_packages *packages, struct sc_error *err)
{
	*packages = (struct pb_packages){ 0 };
	if (!pb_is_release(release))
		return sc_fail(err, "'%.100s' is not a kernel release",
			       release);
	if (!find_all(release, folder, own_source, packages, err))
		return 0;
	pb_packages_free(packages);
	return -1;
}
