// SPDX-License-Identifier: GPL-2.0-only
/* kpatch info: of a file, of a loaded patch, or of kpatch.ko itself. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "kpatch/loaded.h"
#include "kpatch/movement.h"
#include "kpatch/output.h"
#include "kpatch/patches.h"
#include "kpatch/refusal.h"
#include "stackcheck/util/json.h"
#include "kpatch/refusal_json.h"

/* --- a file */

static void say_target(const struct kp_ctx *ctx, const struct kp_file *file,
		       const char *object, const struct kp_function *fn)
{
	const struct kp_built_function *built =
		kp_build_record_find(&file->built, object, fn->name, fn->pos);
	char pos[48] = "", old[80] = "";

	if (fn->pos > 1)
		snprintf(pos, sizeof(pos), " (number %lu of the name)",
			 fn->pos);
	if (built)
		snprintf(old, sizeof(old),
			 ": at 0x%" PRIx64 ", %" PRIu64 " bytes",
			 built->old_addr, built->old_size);
	kp_print(ctx, "  %s%s%s", fn->name, pos, old);
}

static void say_targets(const struct kp_ctx *ctx, const struct kp_file *file)
{
	for (size_t i = 0; i < file->nobjects; i++) {
		const struct kp_object *obj = &file->objects[i];

		kp_print(ctx, "changes in %s:", obj->name);
		for (size_t k = 0; k < obj->nfunctions; k++)
			say_target(ctx, file, obj->name, &obj->functions[k]);
	}
	if (!file->all_told)
		kp_print(ctx, "%s cannot be told from the file",
			 file->nobjects ? "what else it changes"
					: "what it changes");
}

static const char *state_of(const struct kp_ctx *ctx,
			    const struct kp_file *file)
{
	const char *name = file->name;

	if (!kp_patch_loaded(ctx, name) && !kp_livepatch_owns(ctx, name))
		return "not loaded";
	if (!kp_same_build(ctx, file))
		return "another build of it is loaded";
	return kp_sysfs_flag(ctx, "%s/enabled", name) ||
			       kp_sysfs_flag(ctx, KP_LIVEPATCH_DIR "%s/enabled",
					     name)
		       ? "in use"
		       : "loaded, not in use";
}

static void say_pair(const struct kp_ctx *ctx, const char *key,
		     const char *value)
{
	if (value)
		kp_print(ctx, "%-12s %s", key, value);
}

/* That `kpatch load` takes; NULL: none, as it is no patch. */
static const char *engine_of(const struct kp_file *file)
{
	if (file->is_livepatch)
		return kp_engine_name(KP_ENGINE_LIVEPATCH);
	return file->is_patch ? kp_engine_name(KP_ENGINE_KPATCH) : NULL;
}

static void show_file(const struct kp_ctx *ctx, const struct kp_file *file)
{
	bool fits = !strcmp(file->release, ctx->release);

	say_pair(ctx, "file:", file->path);
	say_pair(ctx, "module:", file->name);
	say_pair(ctx, "engine:", engine_of(file));
	say_pair(ctx, "description:", file->description);
	say_pair(ctx, "kernel:", file->release);
	say_pair(ctx, "vermagic:", file->vermagic);
	say_pair(ctx, "srcversion:", file->srcversion);
	say_pair(ctx, "build-id:", file->build_id);
	say_pair(ctx, "for kernel:", file->built.kernel);
	say_pair(ctx, "diff:", file->built.diff);
	for (size_t i = 0; i < file->built.sources.n; i++)
		say_pair(ctx, "source:", file->built.sources.items[i]);
	kp_print(ctx, "%-12s %s%s",
		 "this kernel:", fits ? "fits" : "does not fit ",
		 fits ? "" : ctx->release);
	say_pair(ctx, "state:", state_of(ctx, file));
	if (file->is_patch || file->is_livepatch)
		say_targets(ctx, file);
	else
		kp_print(ctx, "%s", KP_NO_PATCH);
	kp_put(ctx, "file",
	       json_pack("{so so so so so so so so sb sb sb so so sb so}",
			 "path", sc_json_text(file->path), "engine",
			 sc_json_text_or_null(engine_of(file)), "name",
			 sc_json_text(file->name), "description",
			 sc_json_text_or_null(file->description), "kernel",
			 sc_json_text(file->release), "vermagic",
			 sc_json_text(file->vermagic), "srcversion",
			 sc_json_text_or_null(file->srcversion), "build_id",
			 sc_json_text_or_null(file->build_id), "fits", fits,
			 "is_patch", file->is_patch, "is_livepatch",
			 file->is_livepatch, "state",
			 sc_json_text(state_of(ctx, file)), "objects",
			 kp_objects_json(file->objects, file->nobjects),
			 "all_objects_known", file->all_told, "built",
			 kp_build_record_json(&file->built)));
}

static enum kp_exit info_file(const struct kp_ctx *ctx, const char *path)
{
	struct sc_error err = { "" };
	struct kp_file file;

	if (kp_file_open(&file, path, &err))
		return kp_error(ctx, KP_USAGE, "%s", err.text);
	show_file(ctx, &file);
	kp_file_close(&file);
	return KP_DONE;
}

/* --- a loaded patch */

/* "moving" of the patch: who has not moved yet, if tasks move and it can be read. */
static json_t *show_movement(const struct kp_ctx *ctx,
			     const struct kp_patch *patch)
{
	struct kp_movement_text text = { "" };
	struct kp_movement m;
	json_t *out;

	if (!patch->moving)
		return json_null();
	if (kp_movement_read(ctx, patch, &m, NULL)) {
		say_pair(ctx, "transition:", KP_TASKS_MOVE);
		return json_null();
	}
	say_pair(ctx, "transition:", kp_movement_say(&m, &text));
	if (!ctx->opt.json)
		kp_blockers_print(stdout, &m.rec);
	out = kp_movement_json(&m);
	kp_movement_free(&m);
	return out;
}

static json_t *show_patch(const struct kp_ctx *ctx,
			  const struct kp_patch *patch)
{
	json_t *out = kp_patch_json(patch);

	say_pair(ctx, "module:", patch->name);
	say_pair(ctx, "engine:", kp_engine_name(patch->engine));
	say_pair(ctx, "checksum:", patch->checksum);
	say_pair(ctx, "state:", patch->enabled ? "in use" : "not in use");
	json_object_set_new(out, "moving", show_movement(ctx, patch));
	if (patch->order)
		kp_print(ctx, "%-12s %lu", "stack order:", patch->order);
	if (patch->tells_replace)
		say_pair(ctx, "replace:",
			 patch->replace ? "it replaced others" : "no");
	if (patch->engine == KP_ENGINE_KPATCH)
		say_pair(ctx, "forced:",
			 patch->forced ? "its module can never be unloaded"
				       : "no");
	for (size_t i = 0; i < patch->nobjects; i++) {
		const struct kp_object *obj = &patch->objects[i];

		kp_print(ctx, "%s: %s", obj->name,
			 obj->patched ? "patched" : "not patched");
		for (size_t k = 0; k < obj->nfunctions; k++) {
			const struct kp_function *fn = &obj->functions[k];

			kp_print(ctx, "  %s,%lu  %s -> %s", fn->name, fn->pos,
				 fn->old_addr ? fn->old_addr : "?",
				 fn->new_addr ? fn->new_addr : "?");
		}
	}
	return out;
}

static enum kp_exit info_loaded(const struct kp_ctx *ctx, const char *arg)
{
	struct sc_error err = { "" };
	struct kp_patches patches;
	const struct kp_patch *patch;
	enum kp_exit code;
	char *name;

	code = kp_name_of_loaded(ctx, arg, &name);
	if (!code && kp_patches_read(ctx, &patches, &err)) {
		code = kp_error(ctx, KP_SYSTEM, "%s", err.text);
	} else if (!code) {
		patch = kp_patches_find(&patches, name);
		if (patch) {
			kp_put(ctx, "loaded", show_patch(ctx, patch));
		} else {
			code = kp_error(ctx, KP_LATER,
					"%s: has just been unloaded", name);
		}
		kp_patches_free(&patches);
	}
	free(name);
	return code;
}

/* --- kpatch.ko */

/* A record of kpatch.ko; those that are for root only may not be readable. */
static void show_record(const struct kp_ctx *ctx, const char *name,
			const char *title, bool change)
{
	struct sc_error err = { "" };
	struct kp_record rec;
	struct kp_time gather, time;
	const char *what;

	if (kp_sysfs_record(ctx, name, &rec, &err)) {
		kp_print(ctx, "%s: %s", title, err.text);
		kp_put(ctx, name, json_null());
		return;
	}
	what = kp_record_get(&rec, "action");
	if (!rec.n)
		kp_print(ctx, "%s: none", title);
	else if (change)
		kp_print(ctx, "%s: %s: %s, CPUs gathered in %s, stopped for %s",
			 title, kp_record_get(&rec, "patch"), what ? what : "?",
			 kp_time(&gather, kp_record_number(&rec, "gather_ns")),
			 kp_time(&time, kp_record_number(&rec, "stopped_ns")));
	else
		kp_print(ctx, "%s:", title);
	if (!change)
		kp_refusal_print(ctx, &rec);
	kp_put(ctx, name,
	       change ? kp_change_json(&rec) : kp_refusal_json(&rec));
	kp_record_free(&rec);
}

/* The change that is under way task by task; nothing, if there is none. */
static void show_moving(const struct kp_ctx *ctx)
{
	struct kp_movement_text text = { "" };
	struct kp_movement m;

	if (kp_movement_read_any(ctx, &m, NULL))
		return;
	kp_print(ctx, "%-12s %s: %s", "transition:", m.change,
		 kp_movement_say(&m, &text));
	if (!ctx->opt.json)
		kp_blockers_print(stdout, &m.rec);
	kp_put(ctx, "moving", kp_movement_json(&m));
	kp_movement_free(&m);
}

static enum kp_exit info_core(const struct kp_ctx *ctx)
{
	bool loaded = kp_core_loaded(ctx);
	char *timeout, *policy;

	kp_put(ctx, "kernel", sc_json_text(ctx->release));
	kp_put(ctx, "kpatch_loaded", json_boolean(loaded));
	say_pair(ctx, "kernel:", ctx->release);
	say_pair(ctx, "kpatch.ko:", loaded ? "loaded" : "not loaded");
	if (!loaded)
		return KP_DONE;
	timeout = kp_sysfs_line(ctx, "timeout_ms");
	policy = kp_sysfs_line(ctx, "trust/policy");
	kp_print(ctx, "%-12s %s ms", "time-out:", timeout ? timeout : "?");
	kp_put(ctx, "timeout_ms", json_integer(timeout ? atoll(timeout) : 0));
	say_pair(ctx, "trust:", policy);
	kp_put(ctx, "trust_policy", sc_json_text_or_null(policy));
	show_moving(ctx);
	show_record(ctx, "last_change", "last change", true);
	show_record(ctx, "last_refusal", "last refusal", false);
	show_record(ctx, "last_check", "last check", false);
	free(timeout);
	free(policy);
	return KP_DONE;
}

enum kp_exit kp_cmd_info(struct kp_ctx *ctx, int argc, char **argv)
{
	if (!argc)
		return info_core(ctx);
	return kp_is_file(argv[0]) ? info_file(ctx, argv[0])
				   : info_loaded(ctx, argv[0]);
}
