// SPDX-License-Identifier: GPL-2.0-only
/*
 * Folders become real from the top down. The subtree of a folder with a changed
 * header stays links, unless pb_shadow_open() was told of a file in it: "../x.h"
 * from there would lead out of the shadow, which pb_shadow_check() notices.
 */
#include <dirent.h>
#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "kpatch/builder/shadow.h"
#include "kpatch/file.h"
#include "stackcheck/util/affix.h"
#include "stackcheck/util/output.h"

static int fail_path(struct sc_error *err, const char *path)
{
	return sc_fail(err, "%.400s: %s", path, strerror(errno));
}

static bool is_changed(const struct pb_shadow *shadow, const char *name)
{
	for (size_t i = 0; i < shadow->changed.n; i++)
		if (!strcmp(shadow->changed.list[i], name))
			return true;
	return false;
}

/* The link for one file of the tree, unless it is there or the file changes. */
static int link_entry(const struct pb_shadow *shadow, const char *folder,
		      const char *entry, struct sc_error *err)
{
	struct kp_path target, place, name;

	if (kp_path(&name, err, "%s%s%s", folder, *folder ? "/" : "", entry) ||
	    kp_path(&target, err, "%s/%s", shadow->source, name.s) ||
	    kp_path(&place, err, "%s/%s", shadow->top, name.s))
		return -1;
	if (is_changed(shadow, name.s) || !symlink(target.s, place.s) ||
	    errno == EEXIST)
		return 0;
	return fail_path(err, place.s);
}

/* Links in the folder @name of the shadow for all that the tree has there. */
static int link_entries(const struct pb_shadow *shadow, const char *name,
			struct sc_error *err)
{
	struct kp_path from;
	struct dirent *e;
	int ret = 0;
	DIR *dir;

	if (kp_path(&from, err, "%s/%s", shadow->source, name))
		return -1;
	dir = opendir(from.s);
	if (!dir)
		return errno == ENOENT ? 0 : fail_path(err, from.s);
	while (!ret && (e = readdir(dir)))
		if (strcmp(e->d_name, ".") != 0 && strcmp(e->d_name, "..") != 0)
			ret = link_entry(shadow, name, e->d_name, err);
	closedir(dir);
	return ret;
}

/* Make folder @name of the shadow a real one; its parent is one. */
static int make_real(const struct pb_shadow *shadow, const char *name,
		     struct sc_error *err)
{
	struct kp_path to;
	struct stat st;

	if (kp_path(&to, err, "%s/%s", shadow->top, name))
		return -1;
	if (!lstat(to.s, &st)) {
		if (S_ISDIR(st.st_mode))
			return 0;
		if (unlink(to.s))
			return fail_path(err, to.s);
	}
	if (mkdir(to.s, 0700))
		return fail_path(err, to.s);
	return link_entries(shadow, name, err);
}

/* All folders that @name is in become real. */
static int make_parents(const struct pb_shadow *shadow, const char *name,
			struct sc_error *err)
{
	const char *slash = name;
	char folder[PATH_MAX];

	while ((slash = strchr(slash, '/'))) {
		size_t len = (size_t)(slash - name);

		if (len >= sizeof(folder))
			return sc_fail(err, "%.100s: the name is too long",
				       name);
		memcpy(folder, name, len);
		folder[len] = '\0';
		if (make_real(shadow, folder, err))
			return -1;
		slash++;
	}
	return 0;
}

int pb_shadow_make(const char *source, const char *top,
		   struct pb_shadow *shadow, struct sc_error *err)
{
	*shadow = (struct pb_shadow){ .source = realpath(source, NULL) };
	if (!shadow->source)
		return fail_path(err, source);
	if (mkdir(top, 0700)) {
		pb_shadow_free(shadow);
		return fail_path(err, top);
	}
	shadow->top = realpath(top, NULL);
	if (!shadow->top || link_entries(shadow, "", err)) {
		if (!shadow->top)
			fail_path(err, top);
		pb_shadow_free(shadow);
		return -1;
	}
	return 0;
}

void pb_shadow_free(struct pb_shadow *shadow)
{
	pb_words_free(&shadow->changed);
	free(shadow->source);
	free(shadow->top);
	*shadow = (struct pb_shadow){ 0 };
}

/* Note the name, and take away what the shadow has of it. */
static int open_place(struct pb_shadow *shadow, const char *name,
		      struct kp_path *path, struct sc_error *err)
{
	if (pb_words_add(&shadow->changed, name))
		return sc_fail(err, "out of memory");
	if (make_parents(shadow, name, err) ||
	    kp_path(path, err, "%s/%s", shadow->top, name))
		return -1;
	return unlink(path->s) && errno != ENOENT ? fail_path(err, path->s) : 0;
}

int pb_shadow_put(struct pb_shadow *shadow, const char *name, const char *text,
		  size_t size, struct sc_error *err)
{
	struct kp_path path;

	return open_place(shadow, name, &path, err) ||
			       sc_output_put(path.s, text, size, err)
		       ? -1
		       : 0;
}

int pb_shadow_delete(struct pb_shadow *shadow, const char *name,
		     struct sc_error *err)
{
	struct kp_path path;

	return open_place(shadow, name, &path, err);
}

int pb_shadow_open(struct pb_shadow *shadow, const char *name,
		   struct sc_error *err)
{
	const char *slash = strrchr(name, '/');
	struct kp_path folder;

	if (make_parents(shadow, name, err) ||
	    kp_path(&folder, err, "%.*s", slash ? (int)(slash - name) : 0,
		    name))
		return -1;
	return link_entries(shadow, folder.s, err);
}

/* Is this dependency, a path, the tree's own copy of a changed file? */
static int check_dep(const struct pb_shadow *shadow, const char *folder,
		     const char *dep, struct sc_error *err)
{
	size_t len = strlen(shadow->source);
	struct kp_path path;
	char *real;
	int ret = 0;

	if (kp_path(&path, err, "%s%s%s", *dep == '/' ? "" : folder,
		    *dep == '/' ? "" : "/", dep))
		return -1;
	real = realpath(path.s, NULL);
	for (size_t i = 0; real && !ret && i < shadow->changed.n; i++)
		if (!strncmp(real, shadow->source, len) && real[len] == '/' &&
		    !strcmp(real + len + 1, shadow->changed.list[i]))
			ret = sc_fail(
				err,
				"%.200s is included by a path that leads around the change (%.200s); this is not supported",
				shadow->changed.list[i], dep);
	free(real);
	return ret;
}

int pb_shadow_check(const struct pb_shadow *shadow, const char *deps,
		    const char *folder, struct sc_error *err)
{
	char *text = kp_read_file(deps, NULL, err), *at = text, *word;
	int ret = 0;

	if (!text)
		return -1;
	while (!ret && (word = strsep(&at, " \n\\")))
		if (*word && !sc_ends_with(word, ":"))
			ret = check_dep(shadow, folder, word, err);
	free(text);
	return ret;
}
