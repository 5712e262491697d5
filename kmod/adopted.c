// SPDX-License-Identifier: GPL-2.0-only
/*
 * adopted.c - tables of livepatch's as tables of kpatch.h
 *
 * Names, functions and callbacks stay where they are, in the patch module.
 */
#include <linux/livepatch.h>
#include <linux/mutex.h>
#include <linux/slab.h>
#include <linux/string.h>

#include "adopted.h"
#include "symbols.h"

static LIST_HEAD(adopted_patches);
/* Guards the list alone. Innermost. */
static DEFINE_MUTEX(adopted_lock);

static bool has_object(const struct kpatch_adopted *adopted,
		       const struct kpatch_object *obj)
{
	const struct kpatch_module *kpmod = &adopted->kpmod;

	return obj >= kpmod->objects &&
	       obj < kpmod->objects + kpmod->nr_objects;
}

/* --- callbacks -------------------------------------------------------------- */

/* What the callbacks of @obj are given: the object that it was made from. */
static struct klp_object *find_original(struct kpatch_object *obj)
{
	struct kpatch_adopted *adopted;
	struct klp_object *klp = NULL;

	mutex_lock(&adopted_lock);
	list_for_each_entry(adopted, &adopted_patches, list)
		if (has_object(adopted, obj))
			klp = adopted->klp->objs +
			      (obj - adopted->kpmod.objects);
	mutex_unlock(&adopted_lock);
	/* A request that calls callbacks is about a patch that is in the list. */
	klp->mod = obj->mod;
	return klp;
}

static int call_pre_patch(struct kpatch_object *obj)
{
	struct klp_object *klp = find_original(obj);

	return klp->callbacks.pre_patch(klp);
}

static void call_post_patch(struct kpatch_object *obj)
{
	struct klp_object *klp = find_original(obj);

	klp->callbacks.post_patch(klp);
}

static void call_pre_unpatch(struct kpatch_object *obj)
{
	struct klp_object *klp = find_original(obj);

	klp->callbacks.pre_unpatch(klp);
}

static void call_post_unpatch(struct kpatch_object *obj)
{
	struct klp_object *klp = find_original(obj);

	klp->callbacks.post_unpatch(klp);
}

/* --- tables ----------------------------------------------------------------- */

static unsigned int count_functions(struct klp_object *klp)
{
	struct klp_func *func;
	unsigned int n = 0;

	if (klp->funcs)
		klp_for_each_func_static(klp, func)
			n++;
	return n;
}

static void fill_object(struct kpatch_object *obj, struct klp_object *klp,
			struct kpatch_func *funcs)
{
	unsigned int i;

	obj->name = klp->name;
	obj->funcs = funcs;
	obj->nr_funcs = count_functions(klp);
	for (i = 0; i < obj->nr_funcs; i++) {
		funcs[i].name = klp->funcs[i].old_name;
		funcs[i].new_addr = (unsigned long)klp->funcs[i].new_func;
		funcs[i].sympos = klp->funcs[i].old_sympos;
	}
	if (klp->callbacks.pre_patch)
		obj->pre_patch = call_pre_patch;
	if (klp->callbacks.post_patch)
		obj->post_patch = call_post_patch;
	if (klp->callbacks.pre_unpatch)
		obj->pre_unpatch = call_pre_unpatch;
	if (klp->callbacks.post_unpatch)
		obj->post_unpatch = call_post_unpatch;
}

/* Both are made of what klp_for_each_object_static() finds. */
static int make_tables(struct kpatch_adopted *adopted)
{
	struct kpatch_module *kpmod = &adopted->kpmod;
	struct klp_patch *klp = adopted->klp;
	struct kpatch_object *obj;
	struct kpatch_func *funcs;
	struct klp_object *from;
	unsigned int n = 0;

	klp_for_each_object_static(klp, from) {
		kpmod->nr_objects++;
		n += count_functions(from);
	}
	kpmod->objects = kcalloc(kpmod->nr_objects, sizeof(*obj), GFP_KERNEL);
	adopted->funcs = kcalloc(n, sizeof(*funcs), GFP_KERNEL);
	if (!kpmod->objects || !adopted->funcs)
		return -ENOMEM;
	kpmod->mod = klp->mod;
	obj = kpmod->objects;
	funcs = adopted->funcs;
	klp_for_each_object_static(klp, from) {
		fill_object(obj, from, funcs);
		funcs += obj->nr_funcs;
		obj++;
	}
	return 0;
}

static void free_adopted(struct kpatch_adopted *adopted)
{
	kfree(adopted->kpmod.objects);
	kfree(adopted->funcs);
	kfree(adopted);
}

struct kpatch_adopted *kpatch_adopted_create(struct klp_patch *klp)
{
	struct kpatch_adopted *adopted;

	adopted = kzalloc(sizeof(*adopted), GFP_KERNEL);
	if (!adopted)
		return NULL;
	adopted->klp = klp;
	if (make_tables(adopted)) {
		free_adopted(adopted);
		return NULL;
	}
	mutex_lock(&adopted_lock);
	list_add(&adopted->list, &adopted_patches);
	mutex_unlock(&adopted_lock);
	return adopted;
}

void kpatch_adopted_destroy(struct kpatch_adopted *adopted)
{
	mutex_lock(&adopted_lock);
	list_del(&adopted->list);
	mutex_unlock(&adopted_lock);
	free_adopted(adopted);
}

struct kpatch_adopted *kpatch_adopted_find(const struct module *mod)
{
	struct kpatch_adopted *adopted, *found = NULL;

	mutex_lock(&adopted_lock);
	list_for_each_entry(adopted, &adopted_patches, list)
		if (adopted->kpmod.mod == mod)
			found = adopted;
	mutex_unlock(&adopted_lock);
	return found;
}

/* --- what has no counterpart ------------------------------------------------ */

/* Patches that livepatch has in use. It may have others a moment later. */
static bool livepatch_is_used(void)
{
	const struct list_head *patches;

	patches = (const struct list_head *)kpatch_lookup_data("klp_patches");
	return !patches || !list_empty(patches);
}

const char *kpatch_adopted_lacks(const struct kpatch_module *kpmod)
{
	const struct kpatch_adopted *adopted = kpatch_adopted_find(kpmod->mod);
	const struct klp_patch *klp = adopted ? adopted->klp : NULL;

	if (!klp)
		return NULL;
	if (klp->states && klp->states->id)
		return "it uses system states of livepatch (klp_state)";
	if (klp->replace && livepatch_is_used())
		return "it replaces others, and livepatch has patches in use";
	return NULL;
}
