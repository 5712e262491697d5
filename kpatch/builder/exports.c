// SPDX-License-Identifier: GPL-2.0-only
/*
 * A line of Module.symvers has these fields, with tabs between them: CRC, name,
 * module, kind of export, namespace. Older kernels leave the last one out.
 */
#include <stdlib.h>
#include <string.h>

#include "kpatch/builder/exports.h"
#include "kpatch/file.h"
#include "stackcheck/util/search.h"
#include "stackcheck/util/vec.h"

/* The field at *@at, which moves behind it; NULL at the end. */
static char *next_field(char **at)
{
	char *field = *at;

	if (!field)
		return NULL;
	*at = strchr(field, '\t');
	if (*at)
		*(*at)++ = '\0';
	return field;
}

static int add_line(struct pb_exports *e, char *line)
{
	struct pb_export export = { .namespace = "" };
	const char *kind, *namespace;

	next_field(&line);
	export.name = next_field(&line);
	export.module = next_field(&line);
	kind = next_field(&line);
	namespace = next_field(&line);
	if (!kind)
		return 1;
	if (namespace)
		export.namespace = namespace;
	return SC_VEC_PUSH(e->list, e->n, export);
}

static int by_name(const void *pa, const void *pb)
{
	const struct pb_export *a = pa, *b = pb;

	return strcmp(a->name, b->name);
}

static int parse_text(struct pb_exports *e, const char *path,
		      struct sc_error *err)
{
	char *line = e->text;
	size_t number = 1;

	for (; line && *line; number++) {
		char *end = strchr(line, '\n');
		int ret;

		if (end)
			*end++ = '\0';
		ret = add_line(e, line);
		if (ret)
			return ret < 0 ? sc_fail(err, "out of memory")
				       : sc_fail(err,
						 "%.256s:%zu: not a line of Module.symvers",
						 path, number);
		line = end;
	}
	if (e->n)
		qsort(e->list, e->n, sizeof(*e->list), by_name);
	return 0;
}

struct pb_exports *pb_exports_read(const char *path, struct sc_error *err)
{
	struct pb_exports *e = calloc(1, sizeof(*e));
	size_t len;

	if (!e) {
		sc_fail(err, "out of memory");
		return NULL;
	}
	e->text = kp_read_file(path, &len, err);
	if (!e->text || parse_text(e, path, err)) {
		pb_exports_free(e);
		return NULL;
	}
	return e;
}

void pb_exports_free(struct pb_exports *e)
{
	if (!e)
		return;
	free(e->list);
	free(e->text);
	free(e);
}

const struct pb_export *pb_exports_find(const struct pb_exports *e,
					const char *name)
{
	size_t at = SC_FIRST_NOT(i, 0, e->n, strcmp(e->list[i].name, name) < 0);

	return at < e->n && !strcmp(e->list[at].name, name) ? &e->list[at]
							    : NULL;
}
