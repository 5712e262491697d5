// SPDX-License-Identifier: GPL-2.0-only
/* kpatch list: the patches that are loaded. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "kpatch/movement.h"
#include "kpatch/output.h"
#include "kpatch/patches.h"
#include "kpatch/sysfs.h"

static void say_object(const struct kp_ctx *ctx, const struct kp_object *obj)
{
	kp_print(ctx, "  %s: %s", obj->name,
		 obj->patched ? "patched" : "not patched");
	for (size_t i = 0; i < obj->nfunctions; i++) {
		const struct kp_function *fn = &obj->functions[i];
		const char *name = fn->name;

		if (fn->pos > 1)
			kp_print(ctx, "    %s (number %lu of the name)", name,
				 fn->pos);
		else
			kp_print(ctx, "    %s", name);
	}
}

/* @m: NULL, if that cannot be read. */
static void say_patch(const struct kp_ctx *ctx, const struct kp_patch *patch,
		      const struct kp_movement *m)
{
	struct kp_movement_text text = { "" };
	char order[48] = "";

	if (patch->order)
		snprintf(order, sizeof(order), ", stack order %lu",
			 patch->order);
	kp_print(ctx, "%s: %s%s%s%s%s%s%s", patch->name,
		 patch->enabled ? "in use" : "not in use", order,
		 patch->replace ? ", replaced others" : "",
		 patch->forced ? ", forced" : "",
		 patch->engine == KP_ENGINE_LIVEPATCH ? ", by livepatch" : "",
		 patch->moving ? ", " : "",
		 m		 ? kp_movement_say(m, &text)
		 : patch->moving ? KP_TASKS_MOVE
				 : "");
	for (size_t i = 0; i < patch->nobjects; i++)
		say_object(ctx, &patch->objects[i]);
}

static json_t *show_patch(const struct kp_ctx *ctx,
			  const struct kp_patch *patch)
{
	struct kp_movement m;
	bool told = patch->moving && !kp_movement_read(ctx, patch, &m, NULL);
	json_t *out = kp_patch_json(patch);

	say_patch(ctx, patch, told ? &m : NULL);
	json_object_set_new(out, "moving",
			    told ? kp_movement_json(&m) : json_null());
	if (told)
		kp_movement_free(&m);
	return out;
}

enum kp_exit kp_cmd_list(struct kp_ctx *ctx, int argc, char **argv)
{
	bool core = kp_core_loaded(ctx);
	struct sc_error err = { "" };
	struct kp_patches patches;
	json_t *list;

	(void)argc;
	(void)argv;
	if (kp_patches_read(ctx, &patches, &err))
		return kp_error(ctx, KP_SYSTEM, "%s", err.text);
	list = json_array();
	for (size_t i = 0; i < patches.n; i++)
		json_array_append_new(list, show_patch(ctx, &patches.items[i]));
	if (!patches.n)
		kp_print(ctx, "no patch is loaded%s",
			 core ? "" : ", and kpatch.ko is not loaded");
	kp_put(ctx, "kpatch_loaded", json_boolean(core));
	kp_put(ctx, "patches", list);
	kp_patches_free(&patches);
	return KP_DONE;
}
