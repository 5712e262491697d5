// SPDX-License-Identifier: GPL-2.0-only
/* Where the parts of this project are that a build uses. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "kpatch/builder/tools.h"

#define STEP "stackcheck-kbuild"

/* The folder of the program that runs. */
static int find_own_folder(struct kp_path *folder, struct sc_error *err)
{
	ssize_t n =
		readlink("/proc/self/exe", folder->s, sizeof(folder->s) - 1);
	char *slash;

	if (n < 0)
		return sc_fail(err, "/proc/self/exe: %s", strerror(errno));
	folder->s[n] = '\0';
	slash = strrchr(folder->s, '/');
	if (slash)
		*slash = '\0';
	return 0;
}

static bool find_in_path(struct kp_path *path)
{
	const char *at = getenv("PATH");

	while (at && *at) {
		size_t n = strcspn(at, ":");

		if (*at == '/' &&
		    !kp_path(path, NULL, "%.*s/" STEP, (int)n, at) &&
		    !access(path->s, X_OK))
			return true;
		at += n + (at[n] == ':');
	}
	return false;
}

int pb_find_step(struct kp_path *path, struct sc_error *err)
{
	struct kp_path folder;

	if (find_own_folder(&folder, err) ||
	    kp_path(path, err, "%s/" STEP, folder.s))
		return -1;
	if (!access(path->s, X_OK) || find_in_path(path))
		return 0;
	return sc_fail(err,
		       STEP ": it is neither in %.256s nor in PATH; install it",
		       folder.s);
}

int pb_find_header(struct kp_path *path, struct sc_error *err)
{
	static const char *const places[] = { "../include/kpatch", "../kmod",
					      "../../kmod" };
	const char *given = getenv("KPATCH_INCLUDE");
	struct kp_path folder;

	if (given && *given) {
		if (kp_path(path, err, "%s/kpatch.h", given))
			return -1;
		return kp_exists(path->s)
			       ? 0
			       : sc_fail(err,
					 "%.256s: not there; KPATCH_INCLUDE must name the folder of kpatch.h",
					 path->s);
	}
	if (find_own_folder(&folder, err))
		return -1;
	for (size_t i = 0; i < sizeof(places) / sizeof(places[0]); i++)
		if (!kp_path(path, NULL, "%s/%s/kpatch.h", folder.s,
			     places[i]) &&
		    kp_exists(path->s))
			return 0;
	return sc_fail(
		err,
		"kpatch.h: neither in ../include/kpatch nor in ../kmod of %.256s; name its folder by KPATCH_INCLUDE",
		folder.s);
}
