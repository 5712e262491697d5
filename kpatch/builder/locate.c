// SPDX-License-Identifier: GPL-2.0-only
/* Where a package of a name, and maybe a version, is to be had. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "kpatch/builder/archive.h"
#include "kpatch/builder/locate.h"
#include "kpatch/builder/run_command.h"
#include "kpatch/builder/version.h"
#include "stackcheck/util/affix.h"
#include "stackcheck/util/folder.h"

/* Whether the paragraph has the field with this value. */
static bool has_value(const char *text, const char *field, const char *want)
{
	char *value = pb_control_field(text, field);
	bool same = value && !strcmp(value, want);

	free(value);
	return same;
}

/*
 * Take @control over if it is of this package and version, and newer than what
 * was found. Returns whether it was taken; else it is the caller's.
 */
static bool take_control(struct pb_package *package, const char *wanted,
			 char *control)
{
	char *version = pb_control_field(control, "Version");
	bool fits = version && strlen(version) < PB_NAME &&
		    has_value(control, "Package", package->name);

	if (fits && *wanted)
		fits = !strcmp(version, wanted);
	else if (fits && package->control)
		fits = pb_version_compare(version, package->version) > 0;
	if (fits) {
		snprintf(package->version, PB_NAME, "%s", version);
		free(package->control);
		package->control = control;
	}
	free(version);
	return fits;
}

/* --- the folder */

static int try_file(struct pb_package *package, const char *wanted,
		    const char *path, struct sc_error *err)
{
	char *control = pb_archive_control(path, err);

	if (!control)
		return -1;
	if (!take_control(package, wanted, control)) {
		free(control);
		return 0;
	}
	free(package->file);
	package->file = realpath(path, NULL);
	package->where = PB_IN_FOLDER;
	return package->file ? 0 : sc_fail(err, "%.256s: is gone", path);
}

static bool is_candidate(const struct pb_package *package, const char *file)
{
	size_t n = strlen(package->name);

	return sc_starts_with(file, package->name) && file[n] == '_' &&
	       sc_ends_with(file, ".deb");
}

static int look_in_folder(struct pb_package *package, const char *wanted,
			  const char *folder, struct sc_error *err)
{
	FTS *walk = sc_folder_open(
		folder, FTS_LOGICAL | FTS_NOCHDIR | FTS_NOSTAT, NULL);
	int bad = walk ? 0 : sc_fail(err, "%.256s: it cannot be read", folder);
	FTSENT *e;

	while (!bad && (e = fts_read(walk))) {
		if (e->fts_level == 1 && e->fts_info == FTS_D)
			fts_set(walk, e, FTS_SKIP);
		if (e->fts_level == 1 && is_candidate(package, e->fts_name))
			bad = try_file(package, wanted, e->fts_path, err);
	}
	if (walk)
		fts_close(walk);
	return bad;
}

/* --- installed, and apt */

static void look_at_installed(struct pb_package *package, const char *wanted)
{
	const char *const argv[] = { "dpkg-query", "-s", package->name, NULL };
	char *control;

	if (pb_run_program(argv, &control, NULL))
		return;
	if (has_value(control, "Status", "install ok installed") &&
	    take_control(package, wanted, control))
		package->where = PB_INSTALLED;
	else
		free(control);
}

/* The first paragraph that is of this version and can be downloaded. */
static char *pick_paragraph(const char *text, const char *version)
{
	for (; text; text = pb_control_next(text)) {
		char *file = pb_control_field(text, "Filename");
		bool fits = file &&
			    (!*version || has_value(text, "Version", version));
		const char *end = strstr(text, "\n\n");

		free(file);
		if (fits)
			return strndup(text, end ? (size_t)(end - text) + 1
						 : strlen(text));
	}
	return NULL;
}

char *pb_apt_show(const char *name, const char *version)
{
	char *text, *control;
	const char *const argv[] = { "apt-cache", "show", "--", name, NULL };

	if (pb_run_program(argv, &text, NULL))
		return NULL;
	control = pick_paragraph(text, version);
	free(text);
	return control;
}

static void look_at_apt(struct pb_package *package, const char *wanted)
{
	char *control = pb_apt_show(package->name, wanted);

	if (control && take_control(package, wanted, control))
		package->where = PB_AT_APT;
	else
		free(control);
}

int pb_package_locate(struct pb_package *package, const char *folder,
		      struct sc_error *err)
{
	char wanted[PB_NAME];

	snprintf(wanted, sizeof(wanted), "%s", package->version);
	if (folder && look_in_folder(package, wanted, folder, err))
		return -1;
	if (package->where == PB_NOWHERE)
		look_at_installed(package, wanted);
	if (package->where == PB_NOWHERE)
		look_at_apt(package, wanted);
	return 0;
}
