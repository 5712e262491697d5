// SPDX-License-Identifier: GPL-2.0-only
/* Requests to the kernel's own livepatch code. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "kpatch/livepatch.h"
#include "kpatch/livepatch_module.h"
#include "kpatch/loaded.h"
#include "kpatch/output.h"
#include "kpatch/overlap.h"
#include "kpatch/transition.h"

static bool is_enabled(const struct kp_ctx *ctx, const char *name)
{
	return kp_sysfs_flag(ctx, KP_LIVEPATCH_DIR "%s/enabled", name);
}

/* Begin a transition of a patch that is loaded, or turn the one round that runs. */
static enum kp_exit set_enabled(const struct kp_ctx *ctx, const char *name,
				bool enable)
{
	int err = kp_transition_begin(ctx, name, enable);

	if (err == EPERM || err == EACCES)
		return kp_not_permitted(ctx, name);
	if (!err || is_enabled(ctx, name) == enable)
		return KP_DONE;
	return kp_error(ctx, KP_SYSTEM, "%s: livepatch cannot %s it: %s", name,
			enable ? "enable" : "disable", strerror(err));
}

/* --- load */

static enum kp_exit refuse_load(const struct kp_ctx *ctx,
				const struct kp_file *file,
				const struct kp_request *req, int err)
{
	if (err == EBUSY) {
		kp_error(
			ctx, KP_NEVER,
			"%s: livepatch refused it: another user of ftrace has one of its functions, nothing changed",
			file->name);
		kp_hint(ctx,
			"remove that first: a patch of kpatch.ko (`kpatch list`), or a kprobe (/sys/kernel/debug/kprobes/list)");
		return KP_NEVER;
	}
	if (err == EINVAL) {
		kp_error(
			ctx, KP_NEVER,
			"%s: livepatch refused it: it does not fit this kernel, or those in use; nothing changed",
			file->name);
		kp_hint(ctx, "the kernel's log says which function");
		return KP_NEVER;
	}
	return kp_request_refused(ctx, req, file->name, false, err);
}

static enum kp_exit insert_module(const struct kp_ctx *ctx,
				  const struct kp_file *file,
				  const struct kp_request *req)
{
	int err = kp_sys_load(ctx, file, "");

	if (err)
		return refuse_load(ctx, file, req, err);
	if (kp_livepatch_loaded(ctx, file->name))
		return KP_DONE;
	return kp_error(ctx, KP_NEVER,
			"%s: its module is loaded, and enabled no patch",
			file->name);
}

/* A patch that was disabled cannot be enabled again before its module goes. */
static enum kp_exit insert_again(const struct kp_ctx *ctx,
				 const struct kp_file *file,
				 const struct kp_request *req)
{
	enum kp_exit code = kp_livepatch_owns(ctx, file->name)
				    ? kp_livepatch_remove(ctx, file->name)
				    : KP_DONE;

	return code ? code : insert_module(ctx, file, req);
}

static enum kp_exit refuse_consistency(const struct kp_ctx *ctx,
				       const char *name)
{
	return kp_error(
		ctx, KP_USAGE,
		"%s: --consistency is not for livepatch, which always changes tasks over one by one",
		name);
}

/* What keeps it from being loaded, but for tasks. */
static enum kp_exit check_before(const struct kp_ctx *ctx,
				 const struct kp_file *file)
{
	if (ctx->opt.force) {
		kp_error(ctx, KP_USAGE,
			 "%s: --force is not for livepatch, which has its own",
			 file->name);
		kp_hint(ctx,
			"while it changes over, echo 1 >/sys/kernel/livepatch/%s/force",
			file->name);
		return KP_USAGE;
	}
	if (ctx->opt.consistency)
		return refuse_consistency(ctx, file->name);
	if (kp_livepatch_owns(ctx, file->name) && !kp_same_build(ctx, file)) {
		kp_error(ctx, KP_USAGE, "%s: another build of it is loaded",
			 file->name);
		kp_hint(ctx, "kpatch unload %s, then try again", file->name);
		return KP_USAGE;
	}
	return kp_overlap_check(ctx, file);
}

/* Somebody else has turned the transition round, and it has ended. */
static enum kp_exit turned_by_others(const struct kp_ctx *ctx, const char *name,
				     bool enable)
{
	return kp_error(
		ctx, KP_LATER,
		"%s: %s it was taken back by somebody else while tasks changed over; it is %s (reversed)",
		name, enable ? "enabling" : "disabling",
		enable ? "not in use" : "in use");
}

/* At the time-out it is taken back, whoever began it. */
static enum kp_exit wait_enabled(const struct kp_ctx *ctx, const char *name,
				 int64_t end)
{
	enum kp_exit code = KP_DONE;

	if (!kp_transition_wait(ctx, name, end))
		code = kp_transition_reverse(ctx, name, true);
	if (!code && !is_enabled(ctx, name))
		code = turned_by_others(ctx, name, true);
	if (!code)
		kp_print(ctx, "%s: in use, by livepatch", name);
	else if (!kp_livepatch_loaded(ctx, name))
		kp_livepatch_remove_taken_back(ctx, name);
	return code;
}

enum kp_exit kp_livepatch_load(struct kp_ctx *ctx, const struct kp_file *file,
			       const struct kp_request *req)
{
	const char *name = file->name;
	int64_t end = kp_transition_end(ctx);
	enum kp_exit code = check_before(ctx, file);
	bool there = kp_livepatch_loaded(ctx, name);

	if (code)
		return code;
	if (there && is_enabled(ctx, name) && !kp_transition_runs(ctx, name)) {
		kp_print(ctx, "%s: in use already, by livepatch", name);
		return KP_DONE;
	}
	code = kp_transition_wait_for_others(ctx, name, end);
	if (!code && !there)
		code = insert_again(ctx, file, req);
	else if (!code)
		code = set_enabled(ctx, name, true);
	return code ? code : wait_enabled(ctx, name, end);
}

/* --- unload */

static enum kp_exit disable_patch(const struct kp_ctx *ctx, const char *name)
{
	int64_t end = kp_transition_end(ctx);
	enum kp_exit code = kp_transition_wait_for_others(ctx, name, end);

	if (!code && is_enabled(ctx, name))
		code = set_enabled(ctx, name, false);
	if (code)
		return code;
	if (!kp_transition_wait(ctx, name, end))
		code = kp_transition_reverse(ctx, name, false);
	if (!code && is_enabled(ctx, name))
		code = turned_by_others(ctx, name, false);
	return code;
}

enum kp_exit kp_livepatch_unload(struct kp_ctx *ctx, const char *name)
{
	enum kp_exit code = KP_DONE;

	if (ctx->opt.consistency)
		return refuse_consistency(ctx, name);
	if (kp_livepatch_loaded(ctx, name))
		code = disable_patch(ctx, name);
	if (code)
		return code;
	code = kp_livepatch_remove(ctx, name);
	if (code)
		return code;
	kp_print(ctx, "%s: unloaded, by livepatch", name);
	return KP_DONE;
}
