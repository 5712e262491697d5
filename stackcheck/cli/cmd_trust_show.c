// SPDX-License-Identifier: GPL-2.0-only
/* Tables that are there already, from wherever they are. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "stackcheck/cli/cmd_trust_show.h"
#include "stackcheck/cli/commands.h"
#include "stackcheck/image/section_index.h"
#include "stackcheck/util/escape.h"
#include "stackcheck/util/plural.h"

/* The whole file; NULL with @err filled. Aligned as a table must be. */
static uint8_t *read_file(const char *path, size_t *size_ret,
			  struct sc_error *err)
{
	FILE *in = fopen(path, "rb");
	uint8_t *data = NULL;
	long size = -1;

	if (in && !fseek(in, 0, SEEK_END))
		size = ftell(in);
	if (size >= 0) {
		rewind(in);
		data = malloc((size_t)size + 1);
	}
	if (!data || fread(data, 1, (size_t)size, in) != (size_t)size) {
		sc_fail(err, "%s: %s", path, strerror(errno));
		free(data);
		data = NULL;
	}
	if (in)
		fclose(in);
	*size_ret = data ? (size_t)size : 0;
	return data;
}

bool sc_trust_is_table_file(const char *path)
{
	uint32_t magic = 0;
	FILE *in = fopen(path, "rb");
	bool is = in && fread(&magic, sizeof(magic), 1, in) == 1 &&
		  magic == SC_TRUST_MAGIC;

	if (in)
		fclose(in);
	return is;
}

static int print_count(const struct sc_trust_count *count)
{
	sc_trust_print(count, stdout);
	return count->ntrusted == count->nfuncs && !count->stale
		       ? SC_EXIT_CLEAN
		       : SC_EXIT_FINDINGS;
}

static void print_header(const struct sc_trust_view *v, const char *path)
{
	const struct sc_trust_header *h = v->table;
	static const char *const rule[] = { "", ", frame rule" };

	sc_escape_put(stdout, path);
	printf(": trust table version %u, %u bytes, %u region%s, %u range%s, %u row%s%s",
	       h->version, h->size, h->nregions, sc_plural(h->nregions),
	       h->nranges, sc_plural(h->nranges), h->nrows, sc_plural(h->nrows),
	       rule[!!(h->flags & SC_TRUST_FRAME_RULE)]);
	if (h->id_len)
		fputs(", build-id ", stdout);
	for (uint32_t i = 0; i < h->id_len; i++)
		printf("%02x", h->id[i]);
	putchar('\n');
}

static uint64_t orc_size(const struct sc_image *img)
{
	static const char *const names[] = { ".orc_unwind", ".orc_unwind_ip" };
	uint64_t size = 0;

	for (int i = 0; img && i < 2; i++) {
		const struct sc_section *s = sc_image_section(img, names[i]);

		size += s ? s->size : 0;
	}
	return size;
}

int sc_trust_dump_bytes(const char *path, bool list, struct sc_trust_view *v,
			const uint8_t *bytes, size_t size, struct sc_error *err)
{
	struct sc_trust_count count = { .orc = orc_size(v->img) };
	size_t tsize = 0;
	int got;

	for (v->at = 0; (got = sc_trust_next(bytes, size, &v->at, &tsize)) > 0;
	     v->at += tsize) {
		v->table = bytes + v->at;
		print_header(v, path);
		sc_trust_count(v, &count, list ? stdout : NULL);
	}
	if (got < 0) {
		sc_fail(err, "%s: %s", path,
			sc_trust_error_text((unsigned int)-got));
		return SC_EXIT_TROUBLE;
	}
	return print_count(&count);
}

int sc_trust_dump_file(const char *path, struct sc_error *err)
{
	struct sc_trust_view view = { 0 };
	size_t size;
	uint8_t *bytes = read_file(path, &size, err);
	int code = SC_EXIT_TROUBLE;

	if (bytes)
		code = sc_trust_dump_bytes(path, false, &view, bytes, size,
					   err);
	free(bytes);
	return code;
}

/* The section of an object, which may lie at any address in the file. */
int sc_trust_dump_section(const char *path, bool list,
			  const struct sc_image *img,
			  const struct sc_section *sec, struct sc_error *err)
{
	struct sc_trust_view view = { .img = img, .sec = sec };
	uint8_t *copy = sec->data ? malloc(sec->size + 1) : NULL;
	int code;

	if (!copy) {
		sc_fail(err, "%s: section %s cannot be read", img->path,
			sec->name);
		return SC_EXIT_TROUBLE;
	}
	memcpy(copy, sec->data, sec->size);
	code = sc_trust_dump_bytes(path, list, &view, copy, sec->size, err);
	free(copy);
	return code;
}
