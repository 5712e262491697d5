// SPDX-License-Identifier: GPL-2.0-only
/* Symbols become items: sorted ranges with a key. */
#include <ctype.h>
#include <elf.h>
#include <stdlib.h>
#include <string.h>

#include "kpatch/builder/arch.h"
#include "kpatch/builder/items.h"
#include "kpatch/builder/tails.h"
#include "stackcheck/util/affix.h"
#include "stackcheck/util/search.h"

/*
 * The kernel's macros count what they make in a file, and put the number at the
 * end of the name. A line more changes the numbers behind it.
 */
static char *drop_count(const char *key, char *end)
{
	if (!sc_starts_with(key, "__UNIQUE_ID_") &&
	    !sc_starts_with(key, "__BTF_ID__"))
		return end;
	while (end > key && isdigit((unsigned char)end[-1]))
		end--;
	return end;
}

/*
 * Copy @name without the parts that are a dot and digits. Returns the end of
 * the copy.
 */
static char *copy_key(char *to, const char *name)
{
	const char *key = to;

	while (*name) {
		const char *end = name + 1;

		if (*name == '.')
			while (isdigit((unsigned char)*end))
				end++;
		if (*name == '.' && end > name + 1 && (*end == '.' || !*end)) {
			name = end;
			continue;
		}
		*to++ = *name++;
	}
	to = drop_count(key, to);
	*to = '\0';
	return to + 1;
}

/* The kernel's macros for lists and sets of BTF ids give them just a label. */
static bool is_btf_ids(const struct pb_section *sec)
{
	return !strcmp(sec->name, ".BTF_ids");
}

static bool is_item(const struct pb_object *obj, const struct pb_symbol *s)
{
	const struct pb_section *sec;

	if (s->dead || !s->sec || s->sec >= obj->nsecs || !*s->name)
		return false;
	sec = &obj->secs[s->sec];
	if (sec->dead || !(sec->flags & SHF_ALLOC))
		return false;
	return s->type == STT_FUNC || s->type == STT_OBJECT ||
	       (s->type == STT_NOTYPE && is_btf_ids(sec));
}

static int by_place(const void *pa, const void *pb)
{
	const struct pb_item *a = pa, *b = pb;

	if (a->sec != b->sec)
		return a->sec < b->sec ? -1 : 1;
	if (a->off != b->off)
		return a->off < b->off ? -1 : 1;
	return a->sym < b->sym ? -1 : a->sym > b->sym;
}

static int compare_keys(const void *pa, const void *pb, void *ctx)
{
	const struct pb_item *items = ctx;
	uint32_t a = *(const uint32_t *)pa, b = *(const uint32_t *)pb;
	int order = strcmp(items[a].key, items[b].key);

	return order ? order : a < b ? -1 : a > b;
}

/* What an empty variable shares its place with has the bytes, and the name. */
static void join_alias(struct pb_item *item, const struct pb_item *alias)
{
	if (!item->size) {
		item->sym = alias->sym;
		item->key = alias->key;
	}
	if (alias->size > item->size)
		item->size = alias->size;
}

/* Aliases become one item, the longest of them. */
static void merge_aliases(struct pb_items *items)
{
	struct pb_item *list = items->items;
	uint32_t n = 0;

	for (uint32_t i = 0; i < items->n; i++) {
		if (n && list[n - 1].sec == list[i].sec &&
		    list[n - 1].off == list[i].off) {
			join_alias(&list[n - 1], &list[i]);
			items->of_sym[list[i].sym] = n - 1;
			continue;
		}
		items->of_sym[list[i].sym] = n;
		list[n++] = list[i];
	}
	items->n = n;
}

static int collect_items(struct pb_items *items)
{
	const struct pb_object *obj = items->obj;
	size_t room = 1;
	char *key;

	for (uint32_t i = 1; i < obj->nsyms; i++)
		room += strlen(obj->syms[i].name) + 1;
	items->items = calloc(obj->nsyms, sizeof(*items->items));
	items->by_key = calloc(obj->nsyms, sizeof(*items->by_key));
	items->of_sym = calloc(obj->nsyms, sizeof(*items->of_sym));
	items->keys = key = malloc(room);
	if (!items->items || !items->by_key || !items->of_sym || !key)
		return -1;
	for (uint32_t i = 0; i < obj->nsyms; i++) {
		const struct pb_symbol *s = &obj->syms[i];
		struct pb_item *item = &items->items[items->n];

		items->of_sym[i] = PB_NO_ITEM;
		if (!is_item(obj, s))
			continue;
		item->sym = i;
		item->sec = s->sec;
		item->off = s->value;
		item->size = s->size;
		item->is_code = obj->secs[s->sec].flags & SHF_EXECINSTR;
		item->key = key;
		key = copy_key(key, s->name);
		items->n++;
	}
	return 0;
}

/* A label of BTF ids has no size: it reaches up to the next symbol. */
static void stretch_labels(struct pb_items *items)
{
	for (uint32_t i = 0; i < items->n; i++) {
		struct pb_item *item = &items->items[i];
		const struct pb_section *sec = &items->obj->secs[item->sec];
		bool is_last = i + 1 == items->n || item[1].sec != item->sec;

		if (!item->size && is_btf_ids(sec))
			item->size =
				(is_last ? sec->size : item[1].off) - item->off;
	}
}

static void index_items(struct pb_items *items)
{
	qsort(items->items, items->n, sizeof(*items->items), by_place);
	merge_aliases(items);
	stretch_labels(items);
	for (uint32_t i = 0; i < items->n; i++)
		items->by_key[i] = i;
	qsort_r(items->by_key, items->n, sizeof(*items->by_key), compare_keys,
		items->items);
}

struct pb_items *pb_items_new(const struct pb_object *obj, struct sc_error *err)
{
	struct pb_items *items = calloc(1, sizeof(*items));

	if (items)
		items->obj = obj;
	if (!items || collect_items(items)) {
		sc_fail(err, "out of memory");
		pb_items_free(items);
		return NULL;
	}
	index_items(items);
	items->tails = pb_tails_new(items, err);
	if (!items->tails) {
		pb_items_free(items);
		return NULL;
	}
	return items;
}

void pb_items_free(struct pb_items *items)
{
	if (!items)
		return;
	pb_tails_free(items->tails, items->obj);
	free(items->items);
	free(items->by_key);
	free(items->of_sym);
	free(items->keys);
	free(items);
}

size_t pb_items_find(const struct pb_items *items, const char *key,
		     const uint32_t **first)
{
	const struct pb_item *list = items->items;
	size_t at = SC_FIRST_NOT(i, 0, items->n,
				 strcmp(list[items->by_key[i]].key, key) < 0);
	size_t n = 0;

	*first = items->by_key + at;
	while (at + n < items->n &&
	       !strcmp(list[items->by_key[at + n]].key, key))
		n++;
	return n;
}

/* Is the item the only one of its section? */
static bool is_alone(const struct pb_items *items, size_t at)
{
	const struct pb_item *list = items->items;

	return (!at || list[at - 1].sec != list[at].sec) &&
	       (at + 1 == items->n || list[at + 1].sec != list[at].sec);
}

uint32_t pb_items_at(const struct pb_items *items, uint32_t sec, uint64_t off)
{
	const struct pb_item *list = items->items;
	size_t next =
		SC_FIRST_NOT(i, 0, items->n, SC_IS_UP_TO(list[i], sec, off));
	bool before = next && list[next - 1].sec == sec;

	if (before && off - list[next - 1].off < list[next - 1].size)
		return (uint32_t)next - 1;
	/* padding belongs to the function that follows it */
	if (next < items->n && list[next].sec == sec &&
	    (list[next].is_code || is_alone(items, next)))
		return (uint32_t)next;
	if (before && (list[next - 1].is_code || is_alone(items, next - 1)))
		return (uint32_t)next - 1;
	return PB_NO_ITEM;
}

const char *pb_item_name(const struct pb_items *items, uint32_t item)
{
	return items->obj->syms[items->items[item].sym].name;
}

bool pb_items_branch(const struct pb_items *items, uint32_t sec, size_t i)
{
	const struct pb_section *s = &items->obj->secs[sec];
	const struct pb_reloc *r = &s->relocs[i];

	return s->flags & SHF_EXECINSTR && s->data &&
	       pb_arch_x86_64.is_branch(r->type, s->data, r->off);
}

bool pb_items_land(const struct pb_items *items, uint32_t i)
{
	const struct pb_item *item = &items->items[i];
	const struct pb_section *sec = &items->obj->secs[item->sec];

	return sec->data && item->off < sec->size &&
	       pb_arch_x86_64.has_landing(sec->data + item->off,
					  sec->size - item->off);
}
