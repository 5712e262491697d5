// SPDX-License-Identifier: GPL-2.0-only
/* kpatch trust: how far code is covered by trust tables, and the policy. */
#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "kpatch/loaded.h"
#include "kpatch/notes.h"
#include "kpatch/output.h"
#include "kpatch/root.h"
#include "kpatch/system.h"
#include "stackcheck/util/json.h"
#include "stackcheck/util/plural.h"

/* Where kpatch.ko looks for the table of the kernel itself. */
#define TABLES "/lib/firmware/stackcheck"

struct trust {
	struct kp_record images;
	struct kp_record uncovered; /* empty unless asked for */
	const char *only; /* this image; NULL: all */
	bool functions;
	size_t shown;
};

static double percent_of(int64_t part, int64_t of)
{
	return part >= 0 && of > 0 ? 100.0 * (double)part / (double)of : 0.0;
}

static bool is_image(const struct kp_line *line, const char *image)
{
	const char *name = kp_line_get(line, "image");

	return name && image && !strcmp(name, image);
}

/* The kernel's own image lacks its table: how to come by it, what it means. */
static void advise_table(const struct kp_ctx *ctx, const struct kp_line *line,
			 const char *policy)
{
	const char *told = kp_line_value(line, "build_id");
	char *id = told ? strdup(told) : kp_running_build_id(ctx, NULL);
	const char *next = policy && strcmp(policy, "off") ? policy : "modules";
	struct kp_path path;
	bool refused = kp_line_value(line, "error") != NULL;

	if (policy && !strcmp(policy, "all"))
		kp_warn(ctx,
			"no table covers the kernel itself; every change will be refused");
	if (!refused && id && !kp_path(&path, NULL, TABLES "/%s.trust", id) &&
	    kp_root_exists(ctx, path.s))
		kp_hint(ctx, "kpatch trust --policy=%s loads %s%s", next,
			ctx->opt.root, path.s);
	else
		kp_hint(ctx,
			"mkdir -p %s; stackcheck trust /boot/vmlinuz-%s -o %s/%s.trust; then kpatch trust --policy=%s",
			TABLES, ctx->release, TABLES, id ? id : "BUILD-ID",
			next);
	free(id);
}

static void say_image(const struct kp_ctx *ctx, const struct kp_line *line)
{
	const char *table = kp_line_get(line, "table");
	const char *error = kp_line_value(line, "error");
	int64_t trusted = kp_line_number(line, "trusted");
	int64_t functions = kp_line_number(line, "functions");
	const char *name = kp_line_get(line, "image");

	if (table && !strcmp(table, "loaded"))
		kp_print(ctx,
			 "%s: %.2f %% of its code, %" PRId64 " of %" PRId64
			 " function%s (%.2f %%)",
			 name,
			 percent_of(kp_line_number(line, "covered"),
				    kp_line_number(line, "text")),
			 trusted, functions, sc_plural((uint64_t)functions),
			 percent_of(trusted, functions));
	else if (table && !strcmp(table, "refused"))
		kp_print(ctx, "%s: not covered: its table was refused: %s",
			 name, error ? error : "?");
	else
		kp_print(ctx, "%s: not covered: no table of it is loaded",
			 name);
}

static json_t *image_json(const struct kp_line *line, json_t *functions)
{
	static const char *const numbers[] = { "text", "covered", "functions",
					       "trusted", "size" };
	json_t *out = json_object();

	json_object_set_new(out, "image",
			    sc_json_text_or_null(kp_line_get(line, "image")));
	json_object_set_new(out, "table",
			    sc_json_text_or_null(kp_line_get(line, "table")));
	json_object_set_new(
		out, "build_id",
		sc_json_text_or_null(kp_line_value(line, "build_id")));
	json_object_set_new(out, "error",
			    sc_json_text_or_null(kp_line_value(line, "error")));
	for (size_t i = 0; i < sizeof(numbers) / sizeof(numbers[0]); i++)
		json_object_set_new(out, numbers[i],
				    sc_json_number_or_null(
					    kp_line_number(line, numbers[i])));
	if (functions)
		json_object_set_new(out, "uncovered", functions);
	return out;
}

/* The functions of an image that are not covered; NULL if not asked for. */
static json_t *show_uncovered(const struct kp_ctx *ctx,
			      const struct trust *trust, const char *image)
{
	json_t *list;

	if (!trust->functions)
		return NULL;
	list = json_array();
	for (size_t i = 0; i < trust->uncovered.n; i++) {
		const struct kp_line *line = &trust->uncovered.lines[i];
		const char *fn = kp_line_value(line, "function");
		const char *why = kp_line_value(line, "reason");

		if (!is_image(line, image))
			continue;
		kp_print(ctx, "  %s: %s", fn ? fn : "no function",
			 why ? why : "?");
		json_array_append_new(
			list, json_pack("{so so so so}", "function",
					sc_json_text_or_null(fn), "start",
					sc_json_text_or_null(
						kp_line_value(line, "start")),
					"size",
					sc_json_number_or_null(
						kp_line_number(line, "size")),
					"reason", sc_json_text_or_null(why)));
	}
	return list;
}

static enum kp_exit print_trust(const struct kp_ctx *ctx, struct trust *trust,
				const char *policy)
{
	json_t *images = json_array();

	for (size_t i = 0; i < trust->images.n; i++) {
		const struct kp_line *line = &trust->images.lines[i];
		const char *name = kp_line_get(line, "image");
		const char *table = kp_line_get(line, "table");

		if (!name || (trust->only && strcmp(name, trust->only)))
			continue;
		trust->shown++;
		say_image(ctx, line);
		json_array_append_new(
			images,
			image_json(line, show_uncovered(ctx, trust, name)));
		if (is_image(line, "vmlinux") &&
		    (!table || strcmp(table, "loaded")))
			advise_table(ctx, line, policy);
	}
	kp_put(ctx, "images", images);
	if (trust->only && !trust->shown)
		return kp_error(ctx, KP_USAGE, "%s: no such image is loaded",
				trust->only);
	return KP_DONE;
}

static enum kp_exit set_policy(const struct kp_ctx *ctx)
{
	const char *policy = ctx->opt.policy;
	int err;

	if (strcmp(policy, "off") && strcmp(policy, "modules") &&
	    strcmp(policy, "all"))
		return kp_error(ctx, KP_USAGE,
				"--policy=%s: not one of off, modules, all",
				policy);
	if (strcmp(ctx->opt.sysfs, "/sys"))
		return kp_error(
			ctx, KP_USAGE,
			"--policy changes the kernel, and --sysfs is no kernel");
	err = kp_sys_write(ctx, policy, "trust/policy");
	if (!err)
		return KP_DONE;
	return kp_error(
		ctx, KP_SYSTEM, "the policy cannot be set: %s%s", strerror(err),
		err == EACCES || err == EPERM ? "; run this as root" : "");
}

static enum kp_exit no_trust(const struct kp_ctx *ctx)
{
	if (!kp_core_loaded(ctx)) {
		kp_error(ctx, KP_SYSTEM, "kpatch.ko is not loaded");
		kp_hint(ctx, "modprobe kpatch");
	} else {
		kp_error(ctx, KP_SYSTEM,
			 "this kpatch.ko knows nothing of trust tables");
		kp_hint(ctx, "use the kpatch.ko that belongs to this kpatch");
	}
	return KP_SYSTEM;
}

enum kp_exit kp_cmd_trust(struct kp_ctx *ctx, int argc, char **argv)
{
	char *image = argc ? kp_module_name(argv[0]) : NULL;
	struct trust trust = { .only = image,
			       .functions = argc || ctx->opt.functions };
	char *policy = kp_sysfs_line(ctx, "trust/policy");
	struct sc_error err = { "" };
	enum kp_exit code = KP_DONE;

	if (!policy)
		code = no_trust(ctx);
	if (!code && ctx->opt.policy) {
		code = set_policy(ctx);
		free(policy);
		policy = kp_sysfs_line(ctx, "trust/policy");
	}
	if (!code &&
	    (kp_sysfs_record(ctx, "trust/images", &trust.images, &err) ||
	     (trust.functions &&
	      kp_sysfs_record(ctx, "trust/uncovered", &trust.uncovered, &err))))
		code = kp_error(ctx, KP_SYSTEM, "%s", err.text);
	if (!code) {
		kp_put(ctx, "policy", sc_json_text_or_null(policy));
		kp_print(ctx, "policy: %s", policy ? policy : "?");
		code = print_trust(ctx, &trust, policy);
	}
	kp_record_free(&trust.images);
	kp_record_free(&trust.uncovered);
	free(policy);
	free(image);
	return code;
}
