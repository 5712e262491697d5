// SPDX-License-Identifier: GPL-2.0-only
/*
 * Items with the same unique key are a pair. Where several have the same key,
 * as static variables of functions do, those that the same functions use are
 * paired in their order, if there are as many in both objects. One that no function
 * uses as before may be another of that name.
 */
#include <stdlib.h>
#include <string.h>

#include "kpatch/builder/pair.h"
#include "stackcheck/util/affix.h"

/* Which functions use an item, as a sum of their keys' hashes. */
static uint64_t hash_key(const char *key)
{
	uint64_t hash = 0xcbf29ce484222325;

	for (; *key; key++)
		hash = (hash ^ (unsigned char)*key) * 0x100000001b3;
	return hash;
}

/* Add what item @from uses. @last tells who was the last to use each item. */
static void add_uses(const struct pb_items *items, uint32_t from,
		     uint64_t *users, uint32_t *last)
{
	const struct pb_item *item = &items->items[from];
	const struct pb_section *s = &items->obj->secs[item->sec];
	uint64_t hash = hash_key(item->key);
	size_t i = pb_object_reloc_at(items->obj, item->sec, item->off);

	for (; i < s->nrelocs && s->relocs[i].off < item->off + item->size;
	     i++) {
		struct pb_ref ref = pb_items_resolve(items, item->sec, i);

		if (ref.kind != PB_REF_ITEM || last[ref.item] == from)
			continue;
		last[ref.item] = from;
		users[ref.item] += hash;
	}
}

static uint64_t *find_users(const struct pb_items *items)
{
	uint64_t *users = calloc(items->n + 1, sizeof(*users));
	uint32_t *last = malloc((items->n + 1) * sizeof(*last));

	if (users && last) {
		memset(last, 0xff, (items->n + 1) * sizeof(*last));
		for (uint32_t i = 0; i < items->n; i++)
			add_uses(items, i, users, last);
	} else {
		free(users);
		users = NULL;
	}
	free(last);
	return users;
}

static void join_items(struct pb_pair *pair, uint32_t old, uint32_t new)
{
	pair->new_of[old] = new;
	pair->old_of[new] = old;
}

/* Items of one key, in one of the objects. */
struct bunch {
	const uint32_t *items;
	size_t n;
	const uint64_t *users;
};

static size_t count_users(const struct bunch *b, uint64_t users)
{
	size_t n = 0;

	for (size_t i = 0; i < b->n; i++)
		n += b->users[b->items[i]] == users;
	return n;
}

/* The first one from *@at on with these users. */
static uint32_t next_with(const struct bunch *b, size_t *at, uint64_t users)
{
	while (b->users[b->items[*at]] != users)
		++*at;
	return b->items[(*at)++];
}

/* Join those with the same users as the old item @first, if as many. */
static void join_users(struct pb_pair *pair, const struct bunch *old,
		       const struct bunch *new, size_t first)
{
	uint64_t users = old->users[old->items[first]];
	size_t n = count_users(old, users), at = 0, from = first;

	if (pair->new_of[old->items[first]] != PB_NO_ITEM ||
	    n != count_users(new, users))
		return;
	for (; n; n--) {
		uint32_t a = next_with(old, &from, users);

		join_items(pair, a, next_with(new, &at, users));
	}
}

static bool is_user(const struct pb_items *items, uint32_t from, uint32_t to)
{
	const struct pb_item *item = &items->items[from];
	const struct pb_section *s = &items->obj->secs[item->sec];
	size_t i = pb_object_reloc_at(items->obj, item->sec, item->off);

	for (; i < s->nrelocs && s->relocs[i].off < item->off + item->size;
	     i++) {
		struct pb_ref ref = pb_items_resolve(items, item->sec, i);

		if (ref.kind == PB_REF_ITEM && ref.item == to)
			return true;
	}
	return false;
}

/*
 * Are they the same function? gcc cuts pieces off functions, and puts what they are
 * behind their names: "f.part.0", "f.cold".
 */
static bool is_same_function(const char *a, const char *b)
{
	size_t len = strcspn(a, ".");

	return len == strcspn(b, ".") && !memcmp(a, b, len);
}

/* Does a function of that name use the variable? */
static bool has_user(const struct pb_items *items, const char *name,
		     uint32_t variable)
{
	for (uint32_t i = 0; i < items->n; i++)
		if (is_same_function(items->items[i].key, name) &&
		    is_user(items, i, variable))
			return true;
	return false;
}

/* Does any function use the old variable in one object, and the new in the other? */
static bool share_user(const struct pb_pair *pair, uint32_t old, uint32_t new)
{
	for (uint32_t i = 0; i < pair->new->n; i++)
		if (is_user(pair->new, i, new) &&
		    has_user(pair->old, pair->new->items[i].key, old))
			return true;
	return false;
}

/* Has the compiler put a number behind its name, as for what is in a function? */
static bool has_number(const struct pb_items *items, uint32_t i)
{
	return strcmp(pb_item_name(items, i), items->items[i].key) != 0;
}

/* A variable of a function that is not private. */
static bool is_of_function(const struct pb_items *items, uint32_t i)
{
	return !items->items[i].is_code && !pb_item_is_private(items, i) &&
	       has_number(items, i);
}

/* The only one of that key in both. */
static void join_only(struct pb_pair *pair, const struct bunch *old,
		      const struct bunch *new)
{
	uint32_t a = *old->items, b = *new->items;

	join_items(pair, a, b);
	if (old->users[a] != new->users[b] && is_of_function(pair->new, b))
		pair->unclear[b] = !share_user(pair, a, b);
}

static void join_bunch(struct pb_pair *pair, const struct bunch *old,
		       const struct bunch *new)
{
	bool left = false;

	if (old->n == 1 && new->n == 1) {
		join_only(pair, old, new);
		return;
	}
	for (size_t i = 0; i < old->n; i++)
		join_users(pair, old, new, i);
	for (size_t i = 0; i < old->n; i++)
		left |= pair->new_of[old->items[i]] == PB_NO_ITEM;
	for (size_t i = 0; left && i < new->n; i++)
		if (pair->old_of[new->items[i]] == PB_NO_ITEM)
			pair->unclear[new->items[i]] = true;
}

static void join_all(struct pb_pair *pair, const uint64_t *old_users,
		     const uint64_t *new_users)
{
	const struct pb_items *items = pair->new;
	size_t n;

	for (uint32_t i = 0; i < items->n; i += (uint32_t)n) {
		struct bunch old = { .users = old_users };
		struct bunch new = { .users = new_users };
		const char *key = items->items[items->by_key[i]].key;

		n = new.n = pb_items_find(items, key, &new.items);
		old.n = pb_items_find(pair->old, key, &old.items);
		if (old.n)
			join_bunch(pair, &old, &new);
	}
}

static int allocate_pair(struct pb_pair *pair)
{
	size_t old = pair->old->n + 1, new = pair->new->n + 1;

	pair->new_of = malloc(old * sizeof(*pair->new_of));
	pair->old_of = malloc(new * sizeof(*pair->old_of));
	pair->unclear = calloc(new, sizeof(*pair->unclear));
	if (!pair->new_of || !pair->old_of || !pair->unclear)
		return -1;
	memset(pair->new_of, 0xff, old * sizeof(*pair->new_of));
	memset(pair->old_of, 0xff, new * sizeof(*pair->old_of));
	return 0;
}

struct pb_pair *pb_pair_new(const struct pb_items *old,
			    const struct pb_items *new, struct sc_error *err)
{
	struct pb_pair *pair = calloc(1, sizeof(*pair));
	uint64_t *old_users = find_users(old), *new_users = find_users(new);

	if (pair) {
		pair->old = old;
		pair->new = new;
	}
	if (!pair || !old_users || !new_users || allocate_pair(pair)) {
		sc_fail(err, "out of memory");
		pb_pair_free(pair);
		pair = NULL;
	} else {
		join_all(pair, old_users, new_users);
	}
	free(old_users);
	free(new_users);
	return pair;
}

void pb_pair_free(struct pb_pair *pair)
{
	if (!pair)
		return;
	free(pair->new_of);
	free(pair->old_of);
	free(pair->unclear);
	free(pair);
}

static bool is_one_of(const char *key, const char *const *keys)
{
	for (; *keys; keys++)
		if (!strcmp(key, *keys))
			return true;
	return false;
}

bool pb_item_is_private(const struct pb_items *items, uint32_t i)
{
	static const char *const keys[] = {
		"__already_done",
		"__warned",
		"__func__",
		"__FUNCTION__",
		"__print_once",
		"__PRETTY_FUNCTION__",
		"_rs",
		"__key",
		"__msg",
		"CSWTCH",
		NULL,
	};

	return pb_item_has_line(items, i) ||
	       (has_number(items, i) && !items->items[i].is_code &&
		is_one_of(items->items[i].key, keys));
}

bool pb_item_has_line(const struct pb_items *items, uint32_t i)
{
	static const char *const keys[] = {
		"ubsan_data", "ubsan_type", "_entry", "_entry_ptr", NULL,
	};
	const struct pb_item *item = &items->items[i];

	if (!has_number(items, i) || item->is_code)
		return false;
	return is_one_of(item->key, keys) ||
	       sc_starts_with(item->key, "__UNIQUE_ID_ddebug") ||
	       !strcmp(items->obj->secs[item->sec].name, "__dyndbg");
}
