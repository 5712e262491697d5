// SPDX-License-Identifier: GPL-2.0-only
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "kpatch/file.h"

/* Nothing that is read whole is larger; a module is mapped. */
#define LARGEST ((size_t)64 << 20)

int kp_path(struct kp_path *path, struct sc_error *err, const char *fmt, ...)
{
	va_list args;
	int len;

	path->s[0] = '\0';
	va_start(args, fmt);
	len = vsnprintf(path->s, sizeof(path->s), fmt, args);
	va_end(args);
	if (len < 0 || (size_t)len >= sizeof(path->s))
		return sc_fail(err, "%.200s...: the path is too long", path->s);
	return 0;
}

bool kp_exists(const char *path)
{
	return !access(path, F_OK);
}

/* Files of sysfs do not tell their size. */
char *kp_read_fd(int fd, size_t *len_ret)
{
	size_t len = 0, cap = 8192;
	char *text = malloc(cap);

	while (text) {
		ssize_t n = read(fd, text + len, cap - len - 1);
		char *grown;

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			break;
		len += (size_t)n;
		if (!n) {
			text[len] = '\0';
			if (len_ret)
				*len_ret = len;
			return text;
		}
		if (cap - len > 1)
			continue;
		errno = EFBIG;
		grown = cap < LARGEST ? realloc(text, cap * 2) : NULL;
		if (!grown)
			break;
		text = grown;
		cap *= 2;
	}
	free(text);
	return NULL;
}

char *kp_read_file(const char *path, size_t *len_ret, struct sc_error *err)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
	char *text = fd < 0 ? NULL : kp_read_fd(fd, len_ret);
	int why = errno;

	if (fd >= 0)
		close(fd);
	if (!text) {
		sc_fail(err, "%.256s: %s%s", path, strerror(why),
			why == EACCES ? "; it is for root only" : "");
		errno = why;
	}
	return text;
}

char *kp_read_line(const char *path)
{
	size_t len;
	char *text = kp_read_file(path, &len, NULL);

	if (text)
		text[strcspn(text, "\n")] = '\0';
	return text;
}

int kp_make_folder(const char *path, struct sc_error *err)
{
	struct kp_path part;
	char *slash;

	if (kp_path(&part, err, "%s", path))
		return -1;
	for (slash = part.s; slash; *slash = '/') {
		slash = strchr(slash + 1, '/');
		if (slash)
			*slash = '\0';
		if (mkdir(part.s, 0755) && errno != EEXIST)
			return sc_fail(err, "%.256s: cannot be made: %s",
				       part.s, strerror(errno));
		if (!slash)
			break;
	}
	return 0;
}

int kp_make_parent(const char *path, struct kp_path *folder,
		   struct sc_error *err)
{
	if (kp_path(folder, err, "%s", path))
		return -1;
	*strrchr(folder->s, '/') = '\0';
	return kp_make_folder(folder->s, err);
}

static int is_folder(const struct dirent *entry)
{
	return entry->d_name[0] != '.' &&
	       (entry->d_type == DT_DIR || entry->d_type == DT_UNKNOWN);
}

static int is_visible(const struct dirent *entry)
{
	return entry->d_name[0] != '.';
}

static int in_order(const struct dirent **a, const struct dirent **b)
{
	return strcmp((*a)->d_name, (*b)->d_name);
}

/* Take over what scandir() found: @n entries, or -1 and errno. */
static int take_names(struct dirent **entries, int n, struct kp_names *names)
{
	bool bad = false;

	*names = (struct kp_names){ 0 };
	if (n < 0)
		return -1;
	names->items = calloc(n ? (size_t)n : 1, sizeof(*names->items));
	for (int i = 0; i < n; i++) {
		char *name = names->items ? strdup(entries[i]->d_name) : NULL;

		free(entries[i]);
		if (name)
			names->items[names->n++] = name;
		else
			bad = true;
	}
	free(entries);
	if (!bad && names->items)
		return 0;
	kp_names_free(names);
	errno = ENOMEM;
	return -1;
}

int kp_list_folders(const char *path, struct kp_names *names,
		    struct sc_error *err)
{
	struct dirent **entries = NULL;
	int n = scandir(path, &entries, is_folder, in_order);

	if (!take_names(entries, n, names))
		return 0;
	return sc_fail(err, "%.256s: %s", path, strerror(errno));
}

int kp_names_read(int dir, struct kp_names *names)
{
	struct dirent **entries = NULL;
	int n = scandirat(dir, ".", &entries, is_visible, in_order);

	return take_names(entries, n, names);
}

void kp_names_free(struct kp_names *names)
{
	for (size_t i = 0; names->items && i < names->n; i++)
		free(names->items[i]);
	free(names->items);
	*names = (struct kp_names){ 0 };
}
