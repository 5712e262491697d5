// SPDX-License-Identifier: GPL-2.0-only
/* The text of the index, as include_walk.c makes it, with tables for look-ups. */
#include <limits.h>
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

/* What comes behind all "." and "..", which is an end of the real path. */
static const char *skip_dots(const char *name)
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
				      .name = skip_dots(line + 1) };

	/* "../x.h" is not beside the file */
	include.quoted = *line == '"' && include.name == line + 1;
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

/* Is @name all of @path, or its end behind a slash? "%" is what a rule has. */
static bool is_end(const char *path, const char *name)
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

/* The file of that name in the folder of the directive. */
static uint32_t find_beside(const struct pb_includes *in,
			    const struct pb_include *include)
{
	const char *file = in->files[include->file];
	char path[PATH_MAX];

	snprintf(path, sizeof(path), "%.*s%s", (int)(last_part(file) - file),
		 file, include->name);
	return pb_includes_find(in, path);
}

bool pb_include_means(const struct pb_includes *in,
		      const struct pb_include *include, const char *path)
{
	uint32_t beside;

	if (!is_end(path, include->name))
		return false;
	if (!include->quoted)
		return true;
	beside = find_beside(in, include);
	return beside == UINT32_MAX || !strcmp(in->files[beside], path);
}
