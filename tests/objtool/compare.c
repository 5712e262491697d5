// SPDX-License-Identifier: GPL-2.0-only
/*
 * Compare what two tools made of one object, table by table and entry by entry:
 *
 *   compare [--any-order] ONE.o OTHER.o
 *
 * A line for each table: its name, `equal` with the number of entries, or
 * `differs` with the first difference. Exit code 1 if any differs. With
 * --any-order the entries of a table may stand in any: a link has put the
 * sections that they are about in another one.
 */
#include <elf.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "stackcheck/image/input.h"
#include "stackcheck/util/affix.h"
#include "tests/objtool/compare.h"

static int failed;

void tell(const char *what, size_t n)
{
	printf("%s equal %zu\n", what, n);
}

void tell_differs(const char *what, const char *format, ...)
{
	va_list args;

	printf("%s differs: ", what);
	va_start(args, format);
	vprintf(format, args);
	va_end(args);
	putchar('\n');
	failed = 1;
}

void words_of(const struct sc_image *img, const struct sc_reloc *r, char *buf,
	      size_t size)
{
	const struct sc_symbol *s = &img->syms[r->sym];
	long long at = (long long)s->off + r->addend;

	if (s->sec == SC_SEC_UNDEF || s->sec >= img->nsecs)
		snprintf(buf, size, "%s%+lld", s->name, (long long)r->addend);
	else
		snprintf(buf, size, "%s%+lld", img->secs[s->sec].name, at);
}

bool same_reloc(const struct sc_image *a, const struct sc_reloc *ra,
		const struct sc_image *b, const struct sc_reloc *rb)
{
	char wa[512], wb[512];

	words_of(a, ra, wa, sizeof(wa));
	words_of(b, rb, wb, sizeof(wb));
	if (ra->off == rb->off && ra->type == rb->type && !strcmp(wa, wb))
		return true;
	printf("  0x%llx type %u to %s, and 0x%llx type %u to %s\n",
	       (unsigned long long)ra->off, ra->type, wa,
	       (unsigned long long)rb->off, rb->type, wb);
	return false;
}

/*
 * For each section of @b the one of @a with its name, the first for the first
 * of that name and so on, or 0. A table that was there before may be gone, so
 * their numbers differ. The caller frees it; NULL: out of memory.
 */
static uint32_t *match_sections(const struct sc_image *a,
				const struct sc_image *b)
{
	uint32_t *in_a = calloc(b->nsecs + 1, sizeof(*in_a));
	bool *used = calloc(a->nsecs + 1, sizeof(*used));

	for (uint32_t i = 1; in_a && used && i < b->nsecs; i++)
		for (uint32_t k = 1; k < a->nsecs && !in_a[i]; k++)
			if (!used[k] &&
			    !strcmp(a->secs[k].name, b->secs[i].name)) {
				used[k] = true;
				in_a[i] = k;
			}
	free(used);
	return in_a;
}

/* All code, with its relocations: what one has made a no-op, the other has. */
static void compare_code(const struct sc_image *a, const struct sc_image *b,
			 const uint32_t *in_a)
{
	size_t n = 0;

	for (uint32_t i = 1; i < b->nsecs; i++) {
		const struct sc_section *sa = &a->secs[in_a[i]];
		const struct sc_section *sb = &b->secs[i];

		if (!in_a[i] || !(sb->flags & SHF_EXECINSTR))
			continue;
		if (sa->size != sb->size || sa->nrelocs != sb->nrelocs ||
		    memcmp(sa->data, sb->data, sa->size)) {
			tell_differs(sa->name, "bytes");
			return;
		}
		for (size_t k = 0; k < sa->nrelocs; k++)
			if (!same_reloc(a, &sa->relocs[k], b, &sb->relocs[k])) {
				tell_differs(sa->name, "relocation, at %zu", k);
				return;
			}
		n++;
	}
	tell("code", n);
}

/* --- symbols before functions */

static int compare_words(const void *pa, const void *pb)
{
	return strcmp(*(char *const *)pa, *(char *const *)pb);
}

static char **list_prefixes(const struct sc_image *img, size_t *n_ret)
{
	char **list = calloc(img->nsyms + 1, sizeof(*list));
	size_t n = 0;

	for (uint32_t i = 1; list && i < img->nsyms; i++) {
		const struct sc_symbol *s = &img->syms[i];

		if (sc_starts_with(s->name, "__pfx_") &&
		    asprintf(&list[n], "%s %s+%llu %llu %u %u", s->name,
			     img->secs[s->sec].name, (unsigned long long)s->off,
			     (unsigned long long)s->size, s->type,
			     s->bind) >= 0)
			n++;
	}
	if (list)
		qsort(list, n, sizeof(*list), compare_words);
	*n_ret = n;
	return list;
}

static void free_list(char **list, size_t n)
{
	for (size_t i = 0; i < n; i++)
		free(list[i]);
	free(list);
}

static void compare_prefixes(const struct sc_image *a, const struct sc_image *b)
{
	size_t na = 0, nb = 0, i = 0;
	char **la = list_prefixes(a, &na), **lb = list_prefixes(b, &nb);

	while (i < na && i < nb && !strcmp(la[i], lb[i]))
		i++;
	if (i < na || i < nb) {
		printf("  %s and %s\n", i < na ? la[i] : "none",
		       i < nb ? lb[i] : "none");
		tell_differs("prefixes", "symbol, at %zu", i);
	} else {
		tell("prefixes", na);
	}
	free_list(la, na);
	free_list(lb, nb);
}

static struct sc_image *load(char *path)
{
	struct sc_input input = { .path = path, .file = path };
	struct sc_error err = { "" };
	struct sc_image *img = sc_input_load(&input, NULL, &err);

	if (!img)
		fprintf(stderr, "%s\n", err.text);
	return img;
}

int main(int argc, char **argv)
{
	static const char *const tables[] = {
		".static_call_sites", ".retpoline_sites", ".cfi_sites",
		".return_sites",      ".call_sites",	  "__mcount_loc",
		".ibt_endbr_seal",    ".orc_header"
	};
	bool any_order = argc > 1 && !strcmp(argv[1], "--any-order");
	struct sc_image *a, *b;
	uint32_t *in_a;

	argv += any_order;
	if (argc - any_order != 3)
		return 2;
	a = load(argv[1]);
	b = load(argv[2]);
	in_a = a && b ? match_sections(a, b) : NULL;
	if (!in_a)
		return 2;
	for (size_t i = 0; i < sizeof(tables) / sizeof(tables[0]); i++)
		compare_table(a, b, tables[i], any_order);
	compare_prefixes(a, b);
	compare_code(a, b, in_a);
	compare_orc(a, b, in_a);
	free(in_a);
	sc_image_free(a);
	sc_image_free(b);
	return failed;
}
