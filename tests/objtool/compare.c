// SPDX-License-Identifier: GPL-2.0-only
/*
 * Compare what two tools made of one object, table by table and entry by entry:
 *
 *   compare ONE.o OTHER.o
 *
 * A line for each table: its name, `equal` with the number of entries, or
 * `differs` with the first difference. Exit code 1 if any differs.
 */
#include <elf.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "stackcheck/image/format.h"
#include "stackcheck/image/input.h"
#include "stackcheck/image/orc_table.h"
#include "stackcheck/image/section_index.h"
#include "stackcheck/util/affix.h"

static int failed;

static void tell(const char *what, size_t n)
{
	printf("%s equal %zu\n", what, n);
}

static void tell_differs(const char *what, const char *how, size_t i)
{
	printf("%s differs: %s, at %zu\n", what, how, i);
	failed = 1;
}

/* Where a relocation leads: a name, or a section and an offset. */
static void words_of(const struct sc_image *img, const struct sc_reloc *r,
		     char *buf, size_t size)
{
	const struct sc_symbol *s = &img->syms[r->sym];
	long long at = (long long)s->off + r->addend;

	if (s->sec == SC_SEC_UNDEF || s->sec >= img->nsecs)
		snprintf(buf, size, "%s%+lld", s->name, (long long)r->addend);
	else
		snprintf(buf, size, "%s%+lld", img->secs[s->sec].name, at);
}

static bool same_reloc(const struct sc_image *a, const struct sc_reloc *ra,
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

/* objtool writes an empty table of hashes; nobody reads it. */
static bool is_empty(const struct sc_section *s)
{
	return !s || !s->size;
}

static void compare_section(const struct sc_image *a, const struct sc_image *b,
			    const char *name)
{
	const struct sc_section *sa = sc_image_section(a, name);
	const struct sc_section *sb = sc_image_section(b, name);

	if (is_empty(sa) && is_empty(sb))
		return;
	if (!sa || !sb || sa->size != sb->size || sa->nrelocs != sb->nrelocs) {
		printf("  %zu and %zu relocations\n", sa ? sa->nrelocs : 0,
		       sb ? sb->nrelocs : 0);
		tell_differs(name, "size", 0);
		return;
	}
	if (sa->flags != sb->flags || memcmp(sa->data, sb->data, sa->size)) {
		tell_differs(name, "flags or bytes", 0);
		return;
	}
	for (size_t i = 0; i < sa->nrelocs; i++)
		if (!same_reloc(a, &sa->relocs[i], b, &sb->relocs[i])) {
			tell_differs(name, "relocation", i);
			return;
		}
	tell(name, sa->nrelocs);
}

/* All code, with its relocations: what one has made a no-op, the other has. */
static void compare_code(const struct sc_image *a, const struct sc_image *b)
{
	size_t n = 0;

	for (uint32_t i = 1; i < a->nsecs && i < b->nsecs; i++) {
		const struct sc_section *sa = &a->secs[i], *sb = &b->secs[i];

		if (!(sa->flags & SHF_EXECINSTR) || strcmp(sa->name, sb->name))
			continue;
		if (sa->size != sb->size || sa->nrelocs != sb->nrelocs ||
		    memcmp(sa->data, sb->data, sa->size)) {
			tell_differs(sa->name, "bytes", 0);
			return;
		}
		for (size_t k = 0; k < sa->nrelocs; k++)
			if (!same_reloc(a, &sa->relocs[k], b, &sb->relocs[k])) {
				tell_differs(sa->name, "relocation", k);
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
		tell_differs("prefixes", "symbol", i);
	} else {
		tell("prefixes", na);
	}
	free_list(la, na);
	free_list(lb, nb);
}

/* --- ORC: what it says at each place where one of them begins an entry */

static bool same_row(const struct sc_orc_entry *a, const struct sc_orc_entry *b)
{
	if (!a || !b)
		return (!a || !a->type) && (!b || !b->type);
	return a->sp_offset == b->sp_offset && a->bp_offset == b->bp_offset &&
	       a->sp_reg == b->sp_reg && a->bp_reg == b->bp_reg &&
	       a->type == b->type && a->signal == b->signal;
}

static size_t count_other_rows(const struct sc_image *img,
			       const struct sc_orc_entry *a, size_t na,
			       const struct sc_orc_entry *b, size_t nb)
{
	size_t n = 0;

	for (size_t i = 0; i < na; i++)
		if (!same_row(&a[i], sc_orc_find(b, nb, a[i].sec, a[i].off))) {
			if (!n)
				printf("  %s+0x%x: type %u, sp %u%+d\n",
				       img->secs[a[i].sec].name, a[i].off,
				       a[i].type, a[i].sp_reg, a[i].sp_offset);
			n++;
		}
	return n;
}

static void compare_orc(const struct sc_image *a, const struct sc_image *b)
{
	struct sc_orc_entry *ea = NULL, *eb = NULL;
	struct sc_error err = { "" };
	size_t na = 0, nb = 0, n;

	if (sc_orc_read(a, &ea, &na, &err) || sc_orc_read(b, &eb, &nb, &err)) {
		printf("  %s\n", err.text);
		tell_differs("orc", "not read", 0);
	} else {
		n = count_other_rows(a, ea, na, eb, nb) +
		    count_other_rows(b, eb, nb, ea, na);
		if (n)
			tell_differs("orc", "entries", n);
		else
			tell("orc", na);
	}
	free(ea);
	free(eb);
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
	struct sc_image *a, *b;

	if (argc != 3)
		return 2;
	a = load(argv[1]);
	b = load(argv[2]);
	if (!a || !b)
		return 2;
	for (size_t i = 0; i < sizeof(tables) / sizeof(tables[0]); i++)
		compare_section(a, b, tables[i]);
	compare_prefixes(a, b);
	compare_code(a, b);
	compare_orc(a, b);
	sc_image_free(a);
	sc_image_free(b);
	return failed;
}
