// SPDX-License-Identifier: GPL-2.0-only
/* Patches that cannot be in use together. */
#include <string.h>

#include "kpatch/output.h"
#include "kpatch/overlap.h"
#include "kpatch/patches.h"
#include "kpatch/sources.h"

static const char *common_name(const struct kp_names *a,
			       const struct kp_names *b)
{
	for (size_t i = 0; i < a->n; i++)
		for (size_t k = 0; k < b->n; k++)
			if (!strcmp(a->items[i], b->items[k]))
				return a->items[i];
	return NULL;
}

static const struct kp_function *common_function(const struct kp_object *a,
						 const struct kp_object *b)
{
	for (size_t i = 0; i < a->nfunctions; i++)
		for (size_t k = 0; k < b->nfunctions; k++)
			if (a->functions[i].pos == b->functions[k].pos &&
			    !strcmp(a->functions[i].name, b->functions[k].name))
				return &a->functions[i];
	return NULL;
}

/* The first function that both change, and what it is part of. */
static const struct kp_function *find_function(const struct kp_file *file,
					       const struct kp_patch *other,
					       const char **object_ret)
{
	const struct kp_function *fn = NULL;

	for (size_t i = 0; !fn && i < file->nobjects; i++)
		for (size_t k = 0; !fn && k < other->nobjects; k++) {
			*object_ret = file->objects[i].name;
			if (!strcmp(*object_ret, other->objects[k].name))
				fn = common_function(&file->objects[i],
						     &other->objects[k]);
		}
	return fn;
}

static enum kp_exit refuse_source(const struct kp_ctx *ctx,
				  const struct kp_file *file, const char *other,
				  const char *source)
{
	kp_error(
		ctx, KP_NEVER,
		"%s: cannot be enabled beside %s, which is in use: both change %s, and it was built without the change of the other; nothing changed",
		file->name, other, source);
	kp_hint(ctx,
		"build the diffs of both into one patch, and load it with `kpatch replace`");
	return KP_NEVER;
}

static enum kp_exit refuse_function(const struct kp_ctx *ctx,
				    const struct kp_file *file,
				    const char *other, const char *object,
				    const char *function)
{
	kp_error(
		ctx, KP_NEVER,
		"%s: cannot be enabled beside %s, which is in use: both change %s of %s, and it was built without the change of the other; nothing changed",
		file->name, other, function, object);
	kp_hint(ctx, "unload %s, or use `kpatch replace`, which does that",
		other);
	return KP_NEVER;
}

static enum kp_exit check_other(const struct kp_ctx *ctx,
				const struct kp_file *file,
				const struct kp_patch *other)
{
	const struct kp_function *fn;
	const char *source, *object;
	enum kp_exit code = KP_DONE;
	struct kp_names theirs;

	if (kp_sources_of_loaded(ctx, other->name, &theirs))
		code = kp_error(ctx, KP_SYSTEM, "out of memory");
	source = common_name(&file->built.sources, &theirs);
	if (!code && source)
		code = refuse_source(ctx, file, other->name, source);
	fn = code ? NULL : find_function(file, other, &object);
	if (fn)
		code = refuse_function(ctx, file, other->name, object,
				       fn->name);
	kp_names_free(&theirs);
	return code;
}

enum kp_exit kp_overlap_check(const struct kp_ctx *ctx,
			      const struct kp_file *file)
{
	enum kp_exit code = KP_DONE;
	struct kp_patches patches;
	struct sc_error err;

	if (!file->built.kernel)
		return KP_DONE;
	if (kp_patches_read(ctx, &patches, &err))
		return kp_error(ctx, KP_SYSTEM, "%s", err.text);
	for (size_t i = 0; !code && i < patches.n; i++)
		if (patches.items[i].enabled &&
		    strcmp(patches.items[i].name, file->name) != 0)
			code = check_other(ctx, file, &patches.items[i]);
	kp_patches_free(&patches);
	return code;
}
