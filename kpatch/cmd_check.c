// SPDX-License-Identifier: GPL-2.0-only
/* kpatch check: could a patch be enabled or disabled now? Nothing changes. */
#include <errno.h>
#include <stdlib.h>

#include "kpatch/core.h"
#include "kpatch/loaded.h"
#include "kpatch/output.h"
#include "kpatch/overlap.h"
#include "kpatch/request.h"
#include "kpatch/results.h"

static enum kp_exit report_possible(struct kp_ctx *ctx,
				    const struct kp_request *req,
				    const char *name, const char *what, int err)
{
	bool possible = kp_request_possible(ctx, req, err);

	kp_put(ctx, "possible", json_boolean(possible));
	if (!possible)
		return kp_request_refused(ctx, req, name, true,
					  err ? err : EIO);
	kp_print(ctx, "%s: could %s now", name, what);
	return KP_DONE;
}

static enum kp_exit check_loaded(struct kp_ctx *ctx, const char *name)
{
	bool enabled = kp_sysfs_flag(ctx, "%s/enabled", name);
	struct kp_request req;
	enum kp_exit code = kp_request_begin(ctx, &req);

	if (code)
		return code;
	kp_put(ctx, "asked", json_string(enabled ? "disable" : "enable"));
	code = report_possible(ctx, &req, name,
			       enabled ? "be disabled" : "be enabled",
			       kp_sys_write(ctx, "1", "%s/check", name));
	kp_request_end(&req);
	return code;
}

static enum kp_exit check_file(struct kp_ctx *ctx, const struct kp_file *file)
{
	const char *params = ctx->opt.replace ? "check=1 replace=1" : "check=1";
	struct kp_request req;
	enum kp_exit code = kp_core_ensure(ctx);

	if (!code && !ctx->opt.replace)
		code = kp_overlap_check(ctx, file);
	if (!code)
		code = kp_request_begin(ctx, &req);
	if (code)
		return code;
	kp_put(ctx, "asked",
	       json_string(ctx->opt.replace ? "replace" : "enable"));
	code = report_possible(ctx, &req, file->name,
			       ctx->opt.replace ? "replace all others"
						: "be enabled",
			       kp_sys_load(ctx, file, params));
	kp_request_end(&req);
	return code;
}

/* Only kpatch.ko can tell without doing it. */
static enum kp_exit refuse_livepatch(const struct kp_ctx *ctx, const char *name)
{
	kp_error(
		ctx, KP_USAGE,
		"%s: the kernel's livepatch code cannot test whether a patch could be enabled or disabled",
		name);
	kp_hint(ctx,
		"`kpatch load` and `kpatch unload` take back what does not end in time");
	return KP_USAGE;
}

static enum kp_exit check_name(struct kp_ctx *ctx, const char *name)
{
	return kp_patch_loaded(ctx, name) ? check_loaded(ctx, name)
					  : refuse_livepatch(ctx, name);
}

static enum kp_exit check_one(struct kp_ctx *ctx, const char *arg)
{
	struct kp_file file;
	enum kp_exit code;
	char *name;

	if (!kp_is_file(arg)) {
		code = kp_name_of_loaded(ctx, arg, &name);
		if (!code)
			code = check_name(ctx, name);
		free(name);
		return code;
	}
	code = kp_open_patch(ctx, arg, &file);
	if (code)
		return code;
	if (file.is_livepatch)
		code = refuse_livepatch(ctx, file.name);
	else if (!kp_patch_loaded(ctx, file.name))
		code = check_file(ctx, &file);
	else if (kp_same_build(ctx, &file))
		code = check_loaded(ctx, file.name);
	else
		code = kp_error(
			ctx, KP_USAGE,
			"%s: another build of it is loaded; this one was not checked; use `kpatch check %s` for that one",
			arg, file.name);
	kp_file_close(&file);
	return code;
}

enum kp_exit kp_cmd_check(struct kp_ctx *ctx, int argc, char **argv)
{
	return kp_for_each(ctx, argc, argv, check_one);
}
