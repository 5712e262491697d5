// SPDX-License-Identifier: GPL-2.0-only
/* kpatch list: the patches that are loaded. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

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

static void say_patch(const struct kp_ctx *ctx, const struct kp_patch *patch)
{
	char order[48] = "";

	if (patch->order)
		snprintf(order, sizeof(order), ", stack order %lu",
			 patch->order);
	kp_print(ctx, "%s: %s%s%s%s%s%s", patch->name,
		 patch->enabled ? "in use" : "not in use", order,
		 patch->replace ? ", replaced others" : "",
		 patch->forced ? ", forced" : "",
		 patch->engine == KP_ENGINE_LIVEPATCH ? ", by livepatch" : "",
		 patch->moving ? ", not all tasks have changed over" : "");
	for (size_t i = 0; i < patch->nobjects; i++)
		say_object(ctx, &patch->objects[i]);
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
	for (size_t i = 0; i < patches.n; i++) {
		say_patch(ctx, &patches.items[i]);
		json_array_append_new(list, kp_patch_json(&patches.items[i]));
	}
	if (!patches.n)
		kp_print(ctx, "no patch is loaded%s",
			 core ? "" : ", and kpatch.ko is not loaded");
	kp_put(ctx, "kpatch_loaded", json_boolean(core));
	kp_put(ctx, "patches", list);
	kp_patches_free(&patches);
	return KP_DONE;
}
