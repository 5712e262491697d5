// SPDX-License-Identifier: GPL-2.0-only
/* Names of marks are patterns, with a comma for each slash. */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "kpatch/builder/source_marks.h"
#include "stackcheck/util/vec.h"

#define MARKS "parts"
#define BROKEN "broken"

static int fail_at(const char *path, struct sc_error *err)
{
	return sc_fail(err, "%.256s: %s", path, strerror(errno));
}

int pb_mark_of(const struct pb_kernel *kernel,
	       const struct pb_source_part *part, struct kp_path *path,
	       struct sc_error *err)
{
	size_t top;

	if (kp_path(path, err, "%s/" MARKS "/%s", kernel->folder,
		    part->pattern.s))
		return -1;
	top = strlen(path->s) - strlen(part->pattern.s);
	for (char *c = path->s + top; *c; c++)
		if (*c == '/')
			*c = ',';
	return 0;
}

int pb_mark_touch(const char *path, struct sc_error *err)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0644);
	int bad = fd < 0 || futimens(fd, NULL);

	if (bad)
		fail_at(path, err);
	if (fd >= 0)
		close(fd);
	return bad ? -1 : 0;
}

int pb_mark_broken(const struct pb_kernel *kernel, struct kp_path *path,
		   struct sc_error *err)
{
	return kp_path(path, err, "%s/" MARKS "/" BROKEN, kernel->folder);
}

struct marks {
	struct mark {
		char *path;
		struct timespec time;
	} * list;
	size_t n;
};

static void free_marks(struct marks *marks)
{
	for (size_t i = 0; i < marks->n; i++)
		free(marks->list[i].path);
	free(marks->list);
}

static int add_mark(struct marks *marks, const char *path)
{
	struct mark mark = { .path = strdup(path) };
	struct stat st;

	if (mark.path && !lstat(path, &st)) {
		mark.time = st.st_mtim;
		if (!SC_VEC_PUSH(marks->list, marks->n, mark))
			return 0;
	}
	free(mark.path);
	return -1;
}

static int by_time(const void *pa, const void *pb)
{
	const struct mark *a = pa, *b = pb;

	if (a->time.tv_sec != b->time.tv_sec)
		return a->time.tv_sec < b->time.tv_sec ? -1 : 1;
	return a->time.tv_nsec < b->time.tv_nsec
		       ? -1
		       : a->time.tv_nsec > b->time.tv_nsec;
}

/* The oldest first. */
static int list_marks(const struct pb_kernel *kernel, struct marks *marks,
		      struct sc_error *err)
{
	struct kp_path folder, path;
	struct dirent *e;
	DIR *dir;
	int ret = 0;

	if (kp_path(&folder, err, "%s/" MARKS, kernel->folder))
		return -1;
	dir = opendir(folder.s);
	if (!dir)
		return fail_at(folder.s, err);
	while (!ret && (e = readdir(dir)))
		if (*e->d_name != '.' && strcmp(e->d_name, BROKEN) != 0)
			ret = kp_path(&path, err, "%s/%s", folder.s,
				      e->d_name) ||
					      add_mark(marks, path.s)
				      ? -1
				      : 0;
	closedir(dir);
	if (!ret && marks->n)
		qsort(marks->list, marks->n, sizeof(*marks->list), by_time);
	return ret ? fail_at(folder.s, err) : 0;
}

/* All of them, or the half with the older times. */
static int drop_marks(const struct pb_kernel *kernel, bool all,
		      struct sc_error *err)
{
	struct marks marks = { 0 };
	int ret = list_marks(kernel, &marks, err), n = 0;
	size_t most = all ? marks.n : (marks.n + 1) / 2;

	for (size_t i = 0; !ret && i < most; i++, n++)
		if (unlink(marks.list[i].path))
			ret = fail_at(marks.list[i].path, err);
	free_marks(&marks);
	return ret ? -1 : n;
}

int pb_marks_drop_all(const struct pb_kernel *kernel, struct sc_error *err)
{
	return drop_marks(kernel, true, err);
}

int pb_marks_drop_half(const struct pb_kernel *kernel, struct sc_error *err)
{
	return drop_marks(kernel, false, err);
}
