// SPDX-License-Identifier: GPL-2.0-only
/* System.map and /proc/kallsyms: lines of address, letter and name. */
#include <ctype.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "stackcheck/image/image.h"
#include "stackcheck/image/image_priv.h"
#include "stackcheck/image/linked.h"
#include "stackcheck/image/section_index.h"
#include "stackcheck/image/system_map.h"

struct reader {
	const char *file;
	size_t line;
	size_t zeros; /* symbols at address 0 */
};

static int add_line(struct reader *r, struct sc_named_list *list, char *line)
{
	char *end, *name, letter;
	uint64_t addr;
	size_t len;

	errno = 0;
	addr = strtoull(line, &end, 16);
	if (errno || end == line || end[0] != ' ' ||
	    !isgraph((unsigned char)end[1]) || end[2] != ' ')
		return 1;
	letter = end[1];
	name = end + 3;
	len = strcspn(name, " \t\n");
	if (!len || len >= SC_NAME_MAX)
		return 1;
	/* A module's symbol is not the image's. */
	if (strchr(name + len, '['))
		return 0;
	r->zeros += !addr;
	return sc_named_add(list, addr, letter, name, len);
}

/* One line, of any length, is held at a time. */
static int read_lines(const struct sc_image *img, struct reader *r, FILE *in,
		      struct sc_named_list *list, struct sc_error *err)
{
	char line[SC_NAME_MAX + 256];
	int ret = 0;

	while (!ret && fgets(line, sizeof(line), in)) {
		r->line++;
		ret = line[0] == '\n' ? 0 : add_line(r, list, line);
	}
	if (ret < 0)
		return sc_image_fail(
			img, err,
			"%.128s: out of memory, or far too many symbols",
			r->file);
	if (ret)
		return sc_image_fail(
			img, err,
			"%.128s: line %zu is not \"address letter name\"; give a System.map or a copy of /proc/kallsyms",
			r->file, r->line);
	if (ferror(in))
		return sc_image_fail(img, err, "%.128s: cannot read: %s",
				     r->file, strerror(errno));
	return 0;
}

static int check_list(const struct sc_image *img, const struct reader *r,
		      const struct sc_named_list *list, struct sc_error *err)
{
	if (!list->count)
		return sc_image_fail(
			img, err,
			"%.128s: no symbols in it; give a System.map or a copy of /proc/kallsyms",
			r->file);
	if (r->zeros > list->count / 2)
		return sc_image_fail(
			img, err,
			"%.128s: its addresses are zero; copy /proc/kallsyms as root (kernel.kptr_restrict hides them)",
			r->file);
	return 0;
}

/*
 * A running kernel has moved (KASLR), and its kallsyms with it: _text tells
 * how far. Per-CPU symbols, at small addresses, have not moved.
 */
static void undo_kaslr(const struct sc_image *img, struct sc_named_list *list)
{
	const struct sc_section *text = sc_image_section(img, ".text");
	uint64_t start = 0;
	size_t i;

	for (i = 0; i < list->count && !start; i++) {
		if (!strcmp(list->pool + list->items[i].name, "_text"))
			start = list->items[i].addr;
	}
	if (!text || !start || start == text->addr)
		return;
	for (i = 0; i < list->count; i++) {
		if (list->items[i].addr >= start)
			list->items[i].addr -= start - text->addr;
	}
}

int sc_symfile_read(const struct sc_image *img, const char *file,
		    struct sc_named_list *list, struct sc_error *err)
{
	struct reader r = { .file = file };
	FILE *in = fopen(file, "re");
	int ret;

	if (!in)
		return sc_image_fail(img, err,
				     "symbols in %.128s: cannot open: %s", file,
				     strerror(errno));
	ret = read_lines(img, &r, in, list, err);
	fclose(in);
	if (ret || check_list(img, &r, list, err))
		return -1;
	undo_kaslr(img, list);
	return 0;
}
