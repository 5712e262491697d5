// SPDX-License-Identifier: GPL-2.0-only
/*
 * orc-compare [-l] SHIPPED OURS [SHIPPED OURS]...
 * orc-compare [-l] -s IMAGE...
 *
 * With -s, ours is made in memory: for linked images, which cannot be given
 * another table. Compares the ORC tables of pairs of images, function by function: a
 * function agrees when both tables say the same at each of its addresses.
 * With -l, each function that does not is listed with its first difference.
 */
#include <elf.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "stackcheck/analysis/open_one.h"
#include "stackcheck/orc/compare.h"
#include "stackcheck/orc/generate.h"

struct side {
	struct sc_image *img;
	struct sc_orc_entry *entries;
	size_t n;
};

static struct {
	unsigned long functions, agree, images;
} total;

static int open_side(char *path, struct side *side)
{
	struct sc_input in = { .path = path, .file = path };
	struct sc_image_options how = { 0 };
	struct sc_error err = { "" };

	side->img = sc_input_load(&in, &how, &err);
	if (side->img &&
	    !sc_orc_read(side->img, &side->entries, &side->n, &err))
		return 0;
	fprintf(stderr, "orc-compare: %s\n", err.text);
	return -1;
}

/* The analysis reads of the image's own tables only that there are some. */
static int make_side(char *path, struct side *side, struct sc_opened *o)
{
	struct sc_check_options opt = { .mode = SC_MODE_TABLE };
	struct sc_error err = { "" };

	if (sc_opened_open(o, path, &opt, &err)) {
		fprintf(stderr, "orc-compare: %s\n", err.text);
		return -1;
	}
	return sc_orc_make(o->analysis, &side->entries, &side->n);
}

static void close_side(struct side *side)
{
	free(side->entries);
	if (side->img)
		sc_image_free(side->img);
}

static int same(const struct sc_orc_entry *a, const struct sc_orc_entry *b)
{
	if (!a || !b)
		return a == b || (a ? !a->type : !b->type);
	if (!a->type && !b->type)
		return 1;
	return a->type == b->type && a->sp_reg == b->sp_reg &&
	       a->sp_offset == b->sp_offset && a->bp_reg == b->bp_reg &&
	       (!a->bp_reg || a->bp_offset == b->bp_offset) &&
	       a->signal == b->signal;
}

static void list(const struct side *s, const struct sc_symbol *f, uint64_t off,
		 const struct sc_orc_entry *a, const struct sc_orc_entry *b)
{
	char ours[64] = "none", theirs[64] = "none";

	if (a)
		sc_orc_words(a, &sc_arch_x86_64, theirs, sizeof(theirs));
	if (b)
		sc_orc_words(b, &sc_arch_x86_64, ours, sizeof(ours));
	printf("%s %s+0x%llx shipped %s ours %s\n", s->img->path, f->name,
	       (unsigned long long)(off - f->off), theirs, ours);
}

/*
 * The section of @b that is @sec of @a, or 0. Where the tables were removed from
 * before it, its number is another.
 */
static uint32_t section_of_other(const struct sc_image *a,
				 const struct sc_image *b, uint32_t sec)
{
	const char *name = a->secs[sec].name;
	unsigned int nth = 0;

	for (uint32_t i = 1; i <= sec; i++)
		nth += !strcmp(a->secs[i].name, name);
	for (uint32_t i = 1; i < b->nsecs; i++)
		if (!strcmp(b->secs[i].name, name) && !--nth)
			return i;
	return 0;
}

static int agrees(const struct side *a, const struct side *b,
		  const struct sc_symbol *f, int verbose)
{
	/* What was made without a file is of the same image. */
	uint32_t other = b->img ? section_of_other(a->img, b->img, f->sec)
				: f->sec;

	for (uint64_t off = f->off; off < f->off + f->size; off++) {
		const struct sc_orc_entry *ea =
			sc_orc_find(a->entries, a->n, f->sec, off);
		const struct sc_orc_entry *eb =
			sc_orc_find(b->entries, b->n, other, off);

		if (same(ea, eb))
			continue;
		if (verbose)
			list(a, f, off, ea, eb);
		return 0;
	}
	return 1;
}

static void compare(const struct side *a, const struct side *b, int verbose)
{
	total.images++;
	for (uint32_t i = 1; i < a->img->nsyms; i++) {
		const struct sc_symbol *f = &a->img->syms[i];

		if (f->type != STT_FUNC || !f->size || !f->sec ||
		    f->sec >= a->img->nsecs)
			continue;
		total.functions++;
		total.agree += agrees(a, b, f, verbose);
	}
}

static int compare_self(char *path, int verbose)
{
	struct side a = { 0 }, b = { 0 };
	struct sc_opened o;
	int bad = open_side(path, &a) || make_side(path, &b, &o);

	if (!bad)
		compare(&a, &b, verbose);
	close_side(&a);
	close_side(&b);
	sc_opened_close(&o);
	return bad;
}

int main(int argc, char **argv)
{
	int verbose = argc > 1 && !strcmp(argv[1], "-l"), bad = 0;
	int first = 1 + verbose;
	int self = argc > first && !strcmp(argv[first], "-s");

	for (int i = first + 1; self && i < argc; i++)
		bad |= compare_self(argv[i], verbose);
	for (int i = first; !self && i + 1 < argc; i += 2) {
		struct side a = { 0 }, b = { 0 };

		if (open_side(argv[i], &a) || open_side(argv[i + 1], &b))
			bad = 1;
		else
			compare(&a, &b, verbose);
		close_side(&a);
		close_side(&b);
	}
	printf("%lu images, %lu functions, %lu agree (%.3f %%)\n", total.images,
	       total.functions, total.agree,
	       total.functions ? 100.0 * total.agree / total.functions : 0.0);
	return bad;
}
