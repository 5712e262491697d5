// SPDX-License-Identifier: GPL-2.0-only
/* The patches that are loaded, read from their folders. */
#include <stdlib.h>
#include <string.h>

#include "kpatch/patches.h"
#include "kpatch/sysfs.h"
#include "stackcheck/util/json.h"

/* An address, or NULL where it is zero: not known, or hidden by the kernel. */
static char *read_address(const struct kp_ctx *ctx, const char *object,
			  const char *folder, const char *file)
{
	char *line = kp_sysfs_line(ctx, "%s/%s/%s", object, folder, file);

	if (line && !strtoull(line, NULL, 16)) {
		free(line);
		return NULL;
	}
	return line;
}

/* "NAME,POS"; a name may have commas, its position has none. */
static int read_function(const struct kp_ctx *ctx, const char *object,
			 const char *folder, struct kp_function *fn)
{
	const char *comma = strrchr(folder, ',');

	fn->name = comma ? strndup(folder, (size_t)(comma - folder)) : NULL;
	if (!fn->name)
		return -1;
	fn->pos = strtoul(comma + 1, NULL, 10);
	fn->old_addr = read_address(ctx, object, folder, "old_addr");
	fn->new_addr = read_address(ctx, object, folder, "new_addr");
	return 0;
}

static int read_object(const struct kp_ctx *ctx, const char *patch,
		       const char *name, struct kp_object *obj,
		       struct sc_error *err)
{
	struct kp_names folders;
	struct kp_path path, here;
	int bad = 0;

	obj->name = strdup(name);
	if (!obj->name)
		return sc_fail(err, "out of memory");
	obj->patched = kp_sysfs_flag(ctx, "%s/%s/patched", patch, name);
	if (kp_path(&here, err, "%s/%s", patch, name) ||
	    kp_sysfs_path(ctx, &path, err, "%s", here.s) ||
	    kp_list_folders(path.s, &folders, err))
		return -1;
	obj->functions = calloc(folders.n + 1, sizeof(*obj->functions));
	for (size_t i = 0; obj->functions && !bad && i < folders.n; i++) {
		bad = read_function(ctx, here.s, folders.items[i],
				    &obj->functions[obj->nfunctions]);
		if (!bad)
			obj->nfunctions++;
		else
			sc_fail(err, "%.256s/%.128s: not NAME,POSITION", path.s,
				folders.items[i]);
	}
	kp_names_free(&folders);
	return obj->functions ? bad : sc_fail(err, "out of memory");
}

static unsigned long read_order(const struct kp_ctx *ctx, const char *patch)
{
	char *line = kp_sysfs_line(ctx, "%s/stack_order", patch);
	unsigned long order = line ? strtoul(line, NULL, 10) : 0;

	free(line);
	return order;
}

static int read_patch(const struct kp_ctx *ctx, const char *name,
		      struct kp_patch *patch, struct sc_error *err)
{
	struct kp_names folders;
	struct kp_path path;
	int bad = 0;

	patch->name = strdup(name);
	patch->checksum = kp_sysfs_line(ctx, "%s/checksum", name);
	if (!patch->checksum)
		patch->checksum = strdup("-");
	if (!patch->name || !patch->checksum)
		return sc_fail(err, "out of memory");
	patch->replace = kp_sysfs_flag(ctx, "%s/replace", name);
	patch->forced = kp_sysfs_flag(ctx, "%s/forced", name);
	patch->enabled = kp_sysfs_flag(ctx, "%s/enabled", name);
	patch->order = patch->enabled ? read_order(ctx, name) : 0;
	if (kp_sysfs_path(ctx, &path, err, "%s", name) ||
	    kp_list_folders(path.s, &folders, err))
		return -1;
	patch->objects = calloc(folders.n + 1, sizeof(*patch->objects));
	if (!patch->objects)
		bad = sc_fail(err, "out of memory");
	for (size_t i = 0; !bad && i < folders.n; i++)
		bad = read_object(ctx, name, folders.items[i],
				  &patch->objects[patch->nobjects++], err);
	kp_names_free(&folders);
	return bad;
}

void kp_objects_free(struct kp_object *objects, size_t n)
{
	for (size_t k = 0; k < n; k++) {
		for (size_t i = 0; i < objects[k].nfunctions; i++) {
			free(objects[k].functions[i].name);
			free(objects[k].functions[i].old_addr);
			free(objects[k].functions[i].new_addr);
		}
		free(objects[k].functions);
		free(objects[k].name);
	}
	free(objects);
}

static void free_patch(struct kp_patch *patch)
{
	kp_objects_free(patch->objects, patch->nobjects);
	free(patch->name);
	free(patch->checksum);
	*patch = (struct kp_patch){ 0 };
}

static int compare_patches(const void *a, const void *b)
{
	const struct kp_patch *pa = a, *pb = b;

	if (pa->enabled != pb->enabled)
		return pa->enabled ? -1 : 1;
	if (pa->order != pb->order)
		return pa->order < pb->order ? -1 : 1;
	return strcmp(pa->name, pb->name);
}

/* A folder without `enabled`, such as trust/, is no patch. */
int kp_patches_read(const struct kp_ctx *ctx, struct kp_patches *patches,
		    struct sc_error *err)
{
	struct kp_names folders;
	struct kp_path path;
	int bad = 0;

	*patches = (struct kp_patches){ 0 };
	if (!kp_core_loaded(ctx))
		return 0;
	if (kp_sysfs_path(ctx, &path, err, "%s", "") ||
	    kp_list_folders(path.s, &folders, err))
		return -1;
	patches->items = calloc(folders.n + 1, sizeof(*patches->items));
	if (!patches->items) {
		kp_names_free(&folders);
		return sc_fail(err, "out of memory");
	}
	for (size_t i = 0; !bad && i < folders.n; i++) {
		const char *name = folders.items[i];

		if (!kp_patch_loaded(ctx, name))
			continue;
		bad = read_patch(ctx, name, &patches->items[patches->n++], err);
		/* It may have been unloaded meanwhile. */
		if (bad && !kp_patch_loaded(ctx, name)) {
			free_patch(&patches->items[--patches->n]);
			bad = 0;
		}
	}
	kp_names_free(&folders);
	if (bad)
		kp_patches_free(patches);
	else
		qsort(patches->items, patches->n, sizeof(*patches->items),
		      compare_patches);
	return bad;
}

void kp_patches_free(struct kp_patches *patches)
{
	for (size_t i = 0; patches->items && i < patches->n; i++)
		free_patch(&patches->items[i]);
	free(patches->items);
	*patches = (struct kp_patches){ 0 };
}

const struct kp_patch *kp_patches_find(const struct kp_patches *patches,
				       const char *name)
{
	for (size_t i = 0; i < patches->n; i++)
		if (!strcmp(patches->items[i].name, name))
			return &patches->items[i];
	return NULL;
}

static json_t *object_json(const struct kp_object *obj)
{
	json_t *fns = json_array();

	for (size_t i = 0; i < obj->nfunctions; i++) {
		const struct kp_function *fn = &obj->functions[i];

		json_array_append_new(
			fns, json_pack("{so sI so so}", "name",
				       sc_json_text(fn->name), "position",
				       (json_int_t)fn->pos, "old_addr",
				       sc_json_text_or_null(fn->old_addr),
				       "new_addr",
				       sc_json_text_or_null(fn->new_addr)));
	}
	return json_pack("{so sb so}", "name", sc_json_text(obj->name),
			 "patched", obj->patched, "functions", fns);
}

json_t *kp_objects_json(const struct kp_object *objects, size_t n)
{
	json_t *list = json_array();

	for (size_t i = 0; i < n; i++)
		json_array_append_new(list, object_json(&objects[i]));
	return list;
}

json_t *kp_patch_json(const struct kp_patch *patch)
{
	return json_pack("{so so sb sb sb sI so}", "name",
			 sc_json_text(patch->name), "checksum",
			 sc_json_text(patch->checksum), "enabled",
			 patch->enabled, "replace", patch->replace, "forced",
			 patch->forced, "stack_order", (json_int_t)patch->order,
			 "objects",
			 kp_objects_json(patch->objects, patch->nobjects));
}
