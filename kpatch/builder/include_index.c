// SPDX-License-Identifier: GPL-2.0-only
/* The text of the index, as include_walk.c makes it, with tables for look-ups. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "kpatch/builder/include_index.h"
#include "kpatch/builder/include_walk.h"
#include "stackcheck/util/search.h"
#include "stackcheck/util/vec.h"

static const char *last_part(const char *name)
{
	const char *slash = strrchr(name, '/');

	return slash ? slash + 1 : name;
}

const char *pb_include_end(const char *name)
{
	const char *at = name, *part = name;

	while (*part) {
		size_t len = strcspn(part, "/");

		if ((len == 1 && part[0] == '.') ||
		    (len == 2 && !memcmp(part, "..", 2)) || !len)
			at = part + len + (part[len] == '/');
		part += len + (part[len] == '/');
	}
	return at;
}

/* "Fpath" begins a file; the lines behind it are its directives. */
static int take_line(struct pb_includes *in, char *line)
{
	struct pb_include include = { .file = in->nfiles - 1,
				      .name = pb_include_end(line + 1),
				      .quoted = *line == '"' ? line + 1
							     : NULL };

	if (*line == 'F')
		return SC_VEC_PUSH(in->files, in->nfiles, line + 1);
	if (!in->nfiles || !*include.name)
		return 0;
	return SC_VEC_PUSH(in->list, in->n, include);
}

/* The text has its files in order. */
static int read_lines(struct pb_includes *in)
{
	char *at = in->text, *line;

	while ((line = strsep(&at, "\n")))
		if (*line && take_line(in, line))
			return -1;
	return 0;
}

static int by_end(const void *pa, const void *pb, void *ctx)
{
	const struct pb_include *list = ctx;
	uint32_t a = *(const uint32_t *)pa, b = *(const uint32_t *)pb;
	int order = strcmp(last_part(list[a].name), last_part(list[b].name));

	return order ? order : a < b ? -1 : a > b;
}

static int make_tables(struct pb_includes *in)
{
	in->first = calloc(in->nfiles + 1, sizeof(*in->first));
	in->by_end = calloc(in->n + 1, sizeof(*in->by_end));
	if (!in->first || !in->by_end)
		return -1;
	for (uint32_t i = 0; i < in->n; i++) {
		in->first[in->list[i].file + 1] = i + 1;
		in->by_end[i] = i;
	}
	for (uint32_t i = 0; i < in->nfiles; i++)
		if (in->first[i + 1] < in->first[i])
			in->first[i + 1] = in->first[i];
	qsort_r(in->by_end, in->n, sizeof(*in->by_end), by_end, in->list);
	return 0;
}

int pb_includes_open(const struct pb_kernel *kernel,
		     const struct pb_progress *progress,
		     struct pb_includes *includes, struct sc_error *err)
{
	*includes = (struct pb_includes){ .text = pb_includes_text(
						  kernel, progress, err) };
	if (!includes->text)
		return -1;
	if (!read_lines(includes) && !make_tables(includes))
		return 0;
	pb_includes_free(includes);
	return sc_fail(err, "out of memory");
}

void pb_includes_free(struct pb_includes *includes)
{
	free(includes->text);
	free(includes->files);
	free(includes->list);
	free(includes->first);
	free(includes->by_end);
	*includes = (struct pb_includes){ 0 };
}

uint32_t pb_includes_find(const struct pb_includes *in, const char *path)
{
	size_t at =
		SC_FIRST_NOT(i, 0, in->nfiles, strcmp(in->files[i], path) < 0);

	return at < in->nfiles && !strcmp(in->files[at], path) ? (uint32_t)at
							       : UINT32_MAX;
}

uint32_t pb_includes_named(const struct pb_includes *in, const char *end,
			   const uint32_t **first)
{
	size_t at = SC_FIRST_NOT(i, 0, in->n,
				 strcmp(last_part(in->list[in->by_end[i]].name),
					end) < 0);
	uint32_t n = 0;

	*first = in->by_end + at;
	while (at + n < in->n &&
	       !strcmp(last_part(in->list[in->by_end[at + n]].name), end))
		n++;
	return n;
}

bool pb_include_is_end(const char *path, const char *name)
{
	size_t n = strlen(path), m = strlen(name);
	const char *percent = strchr(name, '%');

	if (percent) {
		const char *folder = last_part(path);
		size_t len = (size_t)(percent - name);

		return (size_t)(folder - path) >= len &&
		       !memcmp(folder - len, name, len);
	}
	return n >= m && !strcmp(path + n - m, name) &&
	       (n == m || path[n - m - 1] == '/');
}

/* Put one part of a name behind a path of @n bytes; ".." takes one away. */
static int add_part(struct kp_path *path, size_t *n, const char *part,
		    size_t len)
{
	if (!len || (len == 1 && *part == '.'))
		return 0;
	if (len == 2 && !memcmp(part, "..", 2)) {
		const char *slash = memrchr(path->s, '/', *n);

		if (!*n)
			return -1;
		*n = slash ? (size_t)(slash - path->s) : 0;
		return 0;
	}
	if (*n + len + 2 > sizeof(path->s))
		return -1;
	if (*n)
		path->s[(*n)++] = '/';
	memcpy(path->s + *n, part, len);
	*n += len;
	return 0;
}

int pb_include_beside(const char *file, size_t len, const char *name,
		      struct kp_path *path)
{
	const char *slash = memrchr(file, '/', len);
	size_t n = slash ? (size_t)(slash - file) : 0;

	if (n >= sizeof(path->s))
		return -1;
	memcpy(path->s, file, n);
	while (*name) {
		size_t part = strcspn(name, "/");

		if (add_part(path, &n, name, part))
			return -1;
		name += part + (name[part] == '/');
	}
	path->s[n] = '\0';
	return 0;
}

/* The file of that name, from the folder of the directive. */
static uint32_t find_beside(const struct pb_includes *in,
			    const struct pb_include *include)
{
	const char *file = in->files[include->file];
	struct kp_path path;

	return pb_include_beside(file, strlen(file), include->quoted, &path)
		       ? UINT32_MAX
		       : pb_includes_find(in, path.s);
}

bool pb_include_means(const struct pb_includes *in,
		      const struct pb_include *include, const char *path)
{
	uint32_t beside;

	if (!pb_include_is_end(path, include->name))
		return false;
	if (!include->quoted)
		return true;
	beside = find_beside(in, include);
	return beside == UINT32_MAX || !strcmp(in->files[beside], path);
}
