// SPDX-License-Identifier: GPL-2.0-only
/*
 * diff_objects OLD.o NEW.o: which functions and variables of two objects from
 * one source differ, a line for each.
 */
#include <stdio.h>

#include "kpatch/builder/arch.h"
#include "kpatch/builder/compare.h"
#include "kpatch/builder/constructors.h"
#include "kpatch/builder/near_branches.h"
#include "kpatch/builder/object_read.h"
#include "stackcheck/core/arch.h"

struct form {
	struct pb_object *obj;
	struct pb_items *items;
	struct pb_entries *entries;
};

/* The newest format: what is tried here is the same in all. */
static int read_form(struct form *f, const char *path, struct sc_error *err)
{
	const struct sc_arch *arch = sc_arch_find(pb_arch_x86_64.machine);

	f->obj = pb_object_read(path, err);
	if (!f->obj)
		return -1;
	pb_constructors_drop(f->obj);
	if (pb_near_branches_relocate(f->obj, err))
		return -1;
	f->items = pb_items_new(f->obj, err);
	f->entries = f->items ? pb_entries_new(f->items, arch->formats, err)
			      : NULL;
	return f->entries ? 0 : -1;
}

static void free_form(struct form *f)
{
	pb_entries_free(f->entries);
	pb_items_free(f->items);
	pb_object_free(f->obj);
}

static void print_new(const struct pb_comparison *c, uint32_t i)
{
	uint32_t old = c->pair->old_of[i];
	const char *key = c->pair->new->items[i].key;
	char why[128];

	if (c->pair->unclear[i])
		printf("unclear %s\n", key);
	else if (old == PB_NO_ITEM)
		printf("new %s\n", key);
	else if (!pb_items_are_same(c, old, i, why, sizeof(why)))
		printf("differs %s: %s\n", key, why);
}

static void print_all(const struct pb_comparison *c)
{
	for (uint32_t i = 0; i < c->pair->new->n; i++)
		print_new(c, i);
	for (uint32_t i = 0; i < c->pair->old->n; i++)
		if (c->pair->new_of[i] == PB_NO_ITEM)
			printf("gone %s\n", c->pair->old->items[i].key);
}

int main(int argc, char **argv)
{
	struct form old = { NULL }, new = { NULL };
	struct sc_error err = { "" };
	struct pb_comparison c;
	struct pb_pair *pair = NULL;

	if (argc != 3)
		return 2;
	if (!read_form(&old, argv[1], &err) && !read_form(&new, argv[2], &err))
		pair = pb_pair_new(old.items, new.items, &err);
	if (pair) {
		c = (struct pb_comparison){ pair, old.entries, new.entries };
		print_all(&c);
	} else {
		fprintf(stderr, "%s\n", err.text);
	}
	pb_pair_free(pair);
	free_form(&old);
	free_form(&new);
	return pair ? 0 : 1;
}
