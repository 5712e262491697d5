// SPDX-License-Identifier: GPL-2.0-only
/* From a package that was found to its file. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "kpatch/builder/archive.h"
#include "kpatch/builder/fetch.h"
#include "kpatch/builder/locate.h"
#include "kpatch/builder/run_command.h"
#include "kpatch/builder/tree.h"
#include "stackcheck/util/affix.h"

/* The file's name in our folders. */
static int package_path(const struct pb_package *package, const char *folder,
			struct kp_path *path, struct sc_error *err)
{
	return kp_path(path, err, "%s/%s_%s.deb", folder, package->name,
		       package->version);
}

static int cached_path(const struct pb_package *package,
		       const struct pb_cache *cache, struct kp_path *path,
		       struct sc_error *err)
{
	struct kp_path folder;

	if (kp_path(&folder, err, "%s/packages", cache->folder))
		return -1;
	return package_path(package, folder.s, path, err);
}

/* By the hash that apt knows, if it knows this version. */
static int check_package(const struct pb_package *package, const char *file,
			 struct sc_error *err)
{
	char *control = pb_apt_show(package->name, package->version);
	char *hash = control ? pb_control_field(control, "SHA256") : NULL;
	int bad = pb_archive_check(file, hash, err);

	free(hash);
	free(control);
	return bad;
}

/* Move the only package in @folder to @file. */
static int take_download(const char *folder, const char *file,
			 struct sc_error *err)
{
	int dir = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC), bad = -1;
	struct kp_names names = { 0 };

	if (dir >= 0 && !kp_names_read(dir, &names) && names.n == 1 &&
	    sc_ends_with(names.items[0], ".deb"))
		bad = renameat(dir, names.items[0], AT_FDCWD, file);
	kp_names_free(&names);
	if (dir >= 0)
		close(dir);
	if (bad)
		return sc_fail(err, "apt-get: it left no package in %.256s",
			       folder);
	return pb_tree_remove(folder, err);
}

/* apt chooses the file's name, so it gets a folder of its own. */
static int download_file(const struct pb_package *package, const char *file,
			 struct sc_error *err)
{
	char wanted[2 * PB_NAME + 1];
	const char *const argv[] = { "apt-get", "-q",	"download",
				     "--",	wanted, NULL };
	const char *const as_root[] = {
		"apt-get", "-q", "-oAPT::Sandbox::User=root", "download", "--",
		wanted,	   NULL
	};
	struct pb_command command = { .argv = geteuid() ? argv : as_root };
	struct sc_error why;
	struct kp_path folder;

	snprintf(wanted, sizeof(wanted), "%s=%s", package->name,
		 package->version);
	if (kp_path(&folder, err, "%s.get", file) ||
	    kp_make_folder(folder.s, err))
		return -1;
	command.folder = folder.s;
	if (pb_run_commands(&(struct pb_run){ .commands = &command, .n = 1 },
			    NULL, &why))
		return sc_fail(err, "%.150s could not be downloaded; %.300s",
			       wanted, why.text);
	return take_download(folder.s, file, err);
}

/* What was downloaded before, if it is whole. */
static bool take_cached(const struct pb_package *package, const char *cached,
			const char *file)
{
	if (link(cached, file))
		return false;
	if (!check_package(package, file, NULL))
		return true;
	unlink(file);
	unlink(cached);
	return false;
}

static int get_from_apt(const struct pb_package *package,
			const struct pb_cache *cache, const char *file,
			struct sc_error *err)
{
	struct kp_path cached;

	if (cached_path(package, cache, &cached, err))
		return -1;
	if (take_cached(package, cached.s, file))
		return 0;
	if (download_file(package, file, err) ||
	    check_package(package, file, err))
		return -1;
	if (link(file, cached.s) && errno != EEXIST)
		return sc_fail(err, "%.256s: %s", cached.s, strerror(errno));
	return 0;
}

/* A copy: who owns the user's folder must not be able to change it later. */
static int copy_from_folder(const struct pb_package *package, const char *file,
			    struct sc_error *err)
{
	const char *const argv[] = { "cp", "--", package->file, file, NULL };

	if (pb_run_program(argv, NULL, err))
		return -1;
	return check_package(package, file, err);
}

int pb_package_fetch(const struct pb_package *package,
		     const struct pb_cache *cache, const char *to,
		     struct kp_path *file_ret, struct sc_error *err)
{
	if (package_path(package, to, file_ret, err))
		return -1;
	if (package->where == PB_IN_FOLDER)
		return copy_from_folder(package, file_ret->s, err);
	return get_from_apt(package, cache, file_ret->s, err);
}

void pb_package_forget(const struct pb_package *package,
		       const struct pb_cache *cache)
{
	struct kp_path cached;

	if (package->where == PB_AT_APT &&
	    !cached_path(package, cache, &cached, NULL))
		unlink(cached.s);
}
