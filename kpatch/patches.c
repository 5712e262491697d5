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

static unsigned long read_order(const struct kp_ctx *ctx, const char *folder)
{
	char *line = kp_sysfs_line(ctx, "%s/stack_order", folder);
	unsigned long order = line ? strtoul(line, NULL, 10) : 0;

	free(line);
	return order;
}

static int read_objects(const struct kp_ctx *ctx, const char *folder,
			struct kp_patch *patch, struct sc_error *err)
{
	struct kp_names names;
	struct kp_path path;
	int bad = 0;

	if (kp_sysfs_path(ctx, &path, err, "%s", folder) ||
	    kp_list_folders(path.s, &names, err))
		return -1;
	patch->objects = calloc(names.n + 1, sizeof(*patch->objects));
	if (!patch->objects)
		bad = sc_fail(err, "out of memory");
	for (size_t i = 0; !bad && i < names.n; i++)
		bad = read_object(ctx, folder, names.items[i],
				  &patch->objects[patch->nobjects++], err);
	kp_names_free(&names);
	return bad;
}

/* As kpatch.ko shows it of a patch that has none of its own. */
static char *read_checksum(const struct kp_ctx *ctx,
			   const struct kp_patch *patch, const char *folder)
{
	char *line = patch->engine == KP_ENGINE_KPATCH
			     ? kp_sysfs_line(ctx, "%s/checksum", folder)
			     : kp_sysfs_line(ctx, "/module/%s/srcversion",
					     patch->name);

	return line ? line : strdup("-");
}

/* Whether there is such a patch, and where. */
static bool find_folder(const struct kp_ctx *ctx, enum kp_engine engine,
			const char *name, struct kp_path *folder)
{
	bool livepatch = engine == KP_ENGINE_LIVEPATCH;

	return !kp_path(folder, NULL, "%s%s", livepatch ? KP_LIVEPATCH_DIR : "",
			name) &&
	       (livepatch ? kp_livepatch_loaded(ctx, name)
			  : kp_patch_loaded(ctx, name));
}

/* A file that an engine does not have reads as 0. */
static int read_patch(const struct kp_ctx *ctx, const char *name,
		      const char *folder, struct kp_patch *patch,
		      struct sc_error *err)
{
	char *replace = kp_sysfs_line(ctx, "%s/replace", folder);

	patch->tells_replace = replace != NULL;
	patch->replace = replace && *replace == '1';
	free(replace);
	patch->name = strdup(name);
	if (patch->name)
		patch->checksum = read_checksum(ctx, patch, folder);
	if (!patch->name || !patch->checksum)
		return sc_fail(err, "out of memory");
	patch->forced = kp_sysfs_flag(ctx, "%s/forced", folder);
	patch->enabled = kp_sysfs_flag(ctx, "%s/enabled", folder);
	patch->moving = kp_sysfs_flag(ctx, "%s/transition", folder);
	patch->order = patch->enabled ? read_order(ctx, folder) : 0;
	return read_objects(ctx, folder, patch, err);
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

	if (pa->engine != pb->engine)
		return pa->engine < pb->engine ? -1 : 1;
	if (pa->enabled != pb->enabled)
		return pa->enabled ? -1 : 1;
	if (pa->order != pb->order)
		return pa->order < pb->order ? -1 : 1;
	return strcmp(pa->name, pb->name);
}

/* Those that have gone meanwhile are left out. */
static int add_patch(const struct kp_ctx *ctx, enum kp_engine engine,
		     const char *name, struct kp_patches *patches,
		     struct sc_error *err)
{
	struct kp_patch *patch = &patches->items[patches->n];
	struct kp_path folder;

	/* A folder without `enabled`, such as trust/, is no patch. */
	if (!find_folder(ctx, engine, name, &folder))
		return 0;
	patch->engine = engine;
	patches->n++;
	if (!read_patch(ctx, name, folder.s, patch, err))
		return 0;
	if (find_folder(ctx, engine, name, &folder))
		return -1;
	free_patch(patch);
	patches->n--;
	return 0;
}

/* Those of one engine; @dir has their folders. */
static int add_patches(const struct kp_ctx *ctx, enum kp_engine engine,
		       const char *dir, struct kp_patches *patches,
		       struct sc_error *err)
{
	struct kp_patch *grown;
	struct kp_names folders;
	struct kp_path path;
	int bad = 0;

	if (kp_sysfs_path(ctx, &path, err, "%s", dir))
		return -1;
	if (!kp_exists(path.s))
		return 0;
	if (kp_list_folders(path.s, &folders, err))
		return -1;
	grown = reallocarray(patches->items, patches->n + folders.n + 1,
			     sizeof(*grown));
	if (grown) {
		patches->items = grown;
		memset(grown + patches->n, 0, (folders.n + 1) * sizeof(*grown));
	} else {
		bad = sc_fail(err, "out of memory");
	}
	for (size_t i = 0; !bad && i < folders.n; i++)
		bad = add_patch(ctx, engine, folders.items[i], patches, err);
	kp_names_free(&folders);
	return bad;
}

int kp_patches_read(const struct kp_ctx *ctx, struct kp_patches *patches,
		    struct sc_error *err)
{
	int bad = 0;

	*patches = (struct kp_patches){ 0 };
	if (kp_core_loaded(ctx))
		bad = add_patches(ctx, KP_ENGINE_KPATCH, "", patches, err);
	if (!bad)
		bad = add_patches(ctx, KP_ENGINE_LIVEPATCH, KP_LIVEPATCH_DIR,
				  patches, err);
	if (bad)
		kp_patches_free(patches);
	else if (patches->n)
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

/* What livepatch does not tell is null. */
json_t *kp_patch_json(const struct kp_patch *patch)
{
	bool livepatch = patch->engine == KP_ENGINE_LIVEPATCH;

	return json_pack("{so ss so sb sb so so sI so}", "name",
			 sc_json_text(patch->name), "engine",
			 kp_engine_name(patch->engine), "checksum",
			 sc_json_text(patch->checksum), "enabled",
			 patch->enabled, "transition", patch->moving, "replace",
			 patch->tells_replace || !livepatch
				 ? json_boolean(patch->replace)
				 : json_null(),
			 "forced",
			 livepatch ? json_null() : json_boolean(patch->forced),
			 "stack_order", (json_int_t)patch->order, "objects",
			 kp_objects_json(patch->objects, patch->nobjects));
}
