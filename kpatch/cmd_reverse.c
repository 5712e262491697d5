// SPDX-License-Identifier: GPL-2.0-only
/* kpatch reverse, kpatch force: end a change that is under way task by task. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "kpatch/livepatch_module.h"
#include "kpatch/loaded.h"
#include "kpatch/movement_wait.h"
#include "kpatch/output.h"
#include "kpatch/results.h"
#include "kpatch/system.h"
#include "kpatch/transition.h"

/* Name of the patch, who is left, and what is to become of it. */
struct request {
	const char *name;
	struct kp_movement m;
	bool force;
	bool in_use; /* at its end */
};

static int ask_ours(const struct kp_ctx *ctx, const struct request *req)
{
	return kp_sys_write(ctx, req->m.change, "%s",
			    req->force ? "force" : "reverse");
}

static int ask_livepatch(const struct kp_ctx *ctx, const struct request *req)
{
	if (!req->force)
		return kp_transition_begin(ctx, req->name, !req->m.to);
	return kp_sys_write(ctx, "1", KP_LIVEPATCH_DIR "%s/force", req->name);
}

static enum kp_exit refuse_force(const struct kp_ctx *ctx, const char *name)
{
	kp_error(
		ctx, KP_NEVER,
		"%s: cannot force it: it is taken back, and its module was just being loaded and goes then",
		name);
	kp_hint(ctx,
		"make the tasks leave its code or end; `kpatch wait` shows them");
	return KP_NEVER;
}

/* Whoever is too late, or turns what has turned, waits for the end as well. */
static enum kp_exit send_request(const struct kp_ctx *ctx,
				 const struct request *req)
{
	bool livepatch = req->m.engine == KP_ENGINE_LIVEPATCH;
	int err = livepatch ? ask_livepatch(ctx, req) : ask_ours(ctx, req);

	if (err == EPERM || err == EACCES)
		return kp_not_permitted(ctx, req->name);
	if (err == EBUSY && req->force && !livepatch)
		return refuse_force(ctx, req->name);
	if (!err || err == EBUSY || !kp_tasks_move(ctx, req->name))
		return KP_DONE;
	return kp_error(ctx, KP_SYSTEM, "%s: %s", req->name, strerror(err));
}

static enum kp_exit report_end(const struct kp_ctx *ctx,
			       const struct request *req)
{
	const char *outcome = kp_movement_outcome(ctx, req->name);

	if (kp_is_in_use(ctx, req->name) != req->in_use)
		return kp_error(ctx, KP_LATER,
				"%s: too late: the change had ended; it is %s",
				req->name, outcome);
	kp_print(ctx, "%s: %s: %s", req->name,
		 req->force ? "forced" : "taken back", outcome);
	return KP_DONE;
}

static enum kp_exit end_change(const struct kp_ctx *ctx, struct request *req)
{
	enum kp_exit code;

	/* Where they go to now, or where they came from. */
	req->in_use = req->force || req->m.turned ? req->m.to : !req->m.to;
	if (req->force)
		kp_warn(ctx,
			"%s: forced: tasks that have not moved may run old and new code at once; its module can never be unloaded",
			req->name);
	code = send_request(ctx, req);
	if (!code)
		code = kp_movement_wait(ctx, req->name);
	return code ? code : report_end(ctx, req);
}

static enum kp_exit nothing_moves(const struct kp_ctx *ctx, const char *name)
{
	kp_error(ctx, KP_LATER, "%s: no tasks move to it or from it; it is %s",
		 name, kp_movement_outcome(ctx, name));
	return KP_LATER;
}

static enum kp_exit end_one(struct kp_ctx *ctx, const char *arg, bool force)
{
	struct request req = { .force = force };
	struct sc_error err = { "" };
	char *name;
	enum kp_exit code = kp_name_of_loaded(ctx, arg, &name);

	req.name = name;
	if (!code && !kp_tasks_move(ctx, name))
		code = nothing_moves(ctx, name);
	if (!code && kp_movement_find(ctx, name, &req.m, &err))
		code = kp_tasks_move(ctx, name)
			       ? kp_error(ctx, KP_SYSTEM, "%s: %s", name,
					  err.text)
			       : nothing_moves(ctx, name);
	if (!code)
		code = end_change(ctx, &req);
	kp_movement_free(&req.m);
	free(name);
	return code;
}

static enum kp_exit reverse_one(struct kp_ctx *ctx, const char *arg)
{
	return end_one(ctx, arg, false);
}

static enum kp_exit force_one(struct kp_ctx *ctx, const char *arg)
{
	return end_one(ctx, arg, true);
}

enum kp_exit kp_cmd_reverse(struct kp_ctx *ctx, int argc, char **argv)
{
	return kp_for_each(ctx, argc, argv, reverse_one);
}

enum kp_exit kp_cmd_force(struct kp_ctx *ctx, int argc, char **argv)
{
	return kp_for_each(ctx, argc, argv, force_one);
}
