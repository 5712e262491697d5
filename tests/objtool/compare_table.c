// SPDX-License-Identifier: GPL-2.0-only
/* A table of places, entry by entry. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "stackcheck/image/section_index.h"
#include "tests/objtool/compare.h"

/* objtool writes an empty table of hashes; nobody reads it. */
static bool is_empty(const struct sc_section *s)
{
	return !s || !s->size;
}

/* --- in order */

static void compare_in_order(const struct sc_image *a,
			     const struct sc_section *sa,
			     const struct sc_image *b,
			     const struct sc_section *sb)
{
	for (size_t i = 0; i < sa->nrelocs; i++)
		if (!same_reloc(a, &sa->relocs[i], b, &sb->relocs[i])) {
			tell_differs(sa->name, "relocation, at %zu", i);
			return;
		}
	tell(sa->name, sa->nrelocs);
}

/* --- in any order */

/* Bytes of an entry: one place, two, or an address. */
static size_t entry_size(const char *name)
{
	return !strcmp(name, ".static_call_sites") ||
			       !strcmp(name, "__mcount_loc")
		       ? 8
		       : 4;
}

static void free_texts(char **texts, size_t n)
{
	for (size_t i = 0; texts && i < n; i++)
		free(texts[i]);
	free(texts);
}

static int append_reloc(char **text, const struct sc_image *img,
			const struct sc_reloc *r, size_t at)
{
	char words[512], *longer;

	words_of(img, r, words, sizeof(words));
	if (asprintf(&longer, "%s %zu:%u:%s", *text ? *text : "", at, r->type,
		     words) < 0)
		return -1;
	free(*text);
	*text = longer;
	return 0;
}

/* Each of @n entries as text: where its relocations lead. The caller frees. */
static char **entry_texts(const struct sc_image *img,
			  const struct sc_section *s, size_t n, size_t size)
{
	char **texts = calloc(n + 1, sizeof(*texts));
	bool bad = !texts;

	for (size_t i = 0; !bad && i < s->nrelocs; i++) {
		size_t entry = s->relocs[i].off / size;

		bad = entry >= n ||
		      append_reloc(&texts[entry], img, &s->relocs[i],
				   s->relocs[i].off % size);
	}
	for (size_t i = 0; !bad && i < n; i++)
		bad = !texts[i];
	if (!bad)
		return texts;
	free_texts(texts, n);
	return NULL;
}

static int compare_texts(const void *pa, const void *pb)
{
	return strcmp(*(char *const *)pa, *(char *const *)pb);
}

static void compare_unordered(const struct sc_image *a,
			      const struct sc_section *sa,
			      const struct sc_image *b,
			      const struct sc_section *sb)
{
	size_t size = entry_size(sa->name), n = sa->size / size, i = 0;
	char **ta = entry_texts(a, sa, n, size);
	char **tb = entry_texts(b, sb, n, size);

	if (ta && tb) {
		qsort(ta, n, sizeof(*ta), compare_texts);
		qsort(tb, n, sizeof(*tb), compare_texts);
		while (i < n && !strcmp(ta[i], tb[i]))
			i++;
		if (i < n)
			printf(" %s, and%s\n", ta[i], tb[i]);
	}
	if (!ta || !tb || i < n)
		tell_differs(sa->name, "entry, at %zu", i);
	else
		tell(sa->name, sa->nrelocs);
	free_texts(ta, n);
	free_texts(tb, n);
}

void compare_table(const struct sc_image *a, const struct sc_image *b,
		   const char *name, bool any_order)
{
	const struct sc_section *sa = sc_image_section(a, name);
	const struct sc_section *sb = sc_image_section(b, name);

	if (is_empty(sa) && is_empty(sb))
		return;
	if (!sa || !sb || sa->size != sb->size || sa->nrelocs != sb->nrelocs) {
		printf("  %zu and %zu relocations\n", sa ? sa->nrelocs : 0,
		       sb ? sb->nrelocs : 0);
		tell_differs(name, "size");
	} else if (sa->flags != sb->flags ||
		   memcmp(sa->data, sb->data, sa->size)) {
		tell_differs(name, "flags or bytes");
	} else if (any_order && sa->nrelocs) {
		compare_unordered(a, sa, b, sb);
	} else {
		compare_in_order(a, sa, b, sb);
	}
}
