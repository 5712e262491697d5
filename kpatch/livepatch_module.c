// SPDX-License-Identifier: GPL-2.0-only
/* The module of a livepatch that is disabled is unloaded, when nobody is in it. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "kpatch/clock.h"
#include "kpatch/livepatch_module.h"
#include "kpatch/output.h"
#include "kpatch/refusal.h"
#include "kpatch/stragglers.h"
#include "kpatch/system.h"

/* The kernel still holds the module for a moment after the last task. */
#define REMOVE_WAIT_MS 30000

static int64_t wait_ms(const struct kp_ctx *ctx)
{
	return ctx->opt.timeout_ms < 0 ? REMOVE_WAIT_MS : ctx->opt.timeout_ms;
}

/* Who is in the code of a patch that is disabled; -1 with @err: not known. */
static int64_t count_inside(const struct kp_ctx *ctx, const char *name,
			    struct kp_record *rec, struct sc_error *err)
{
	struct kp_patch patch = { .name = strdup(name) };
	struct kp_transition transition = { .patch = &patch,
					    .kind = KP_STILL_INSIDE,
					    .waited_ms = wait_ms(ctx) };
	int bad = patch.name ? kp_stragglers_read(ctx, &transition, rec, err)
			     : sc_fail(err, "out of memory");

	free(patch.name);
	return bad ? -1 : kp_record_number(rec, "blockers");
}

/* Their code must not go before they do. */
static enum kp_exit refuse_removal(const struct kp_ctx *ctx, const char *name,
				   const struct kp_record *rec)
{
	kp_error(
		ctx, KP_LATER,
		"%s: disabled, but not unloaded: a task is still in its code (busy)",
		name);
	kp_refusal_explain(ctx, rec);
	return KP_LATER;
}

static enum kp_exit wait_until_left(const struct kp_ctx *ctx, const char *name)
{
	int64_t end = kp_clock_ms() + wait_ms(ctx), inside;
	struct sc_error err = { "" };
	enum kp_exit code = KP_DONE;
	struct kp_record rec;

	for (;;) {
		inside = count_inside(ctx, name, &rec, &err);
		if (inside < 0)
			return kp_error(ctx, KP_SYSTEM,
					"%s: disabled, but not unloaded: %s",
					name, err.text);
		if (!inside || kp_clock_ms() >= end || kp_interrupted())
			break;
		kp_record_free(&rec);
		kp_clock_pause();
	}
	if (inside)
		code = refuse_removal(ctx, name, &rec);
	kp_record_free(&rec);
	return code;
}

static int remove_module(const struct kp_ctx *ctx, const char *name)
{
	int64_t end = kp_clock_ms() + REMOVE_WAIT_MS;
	int err = kp_sys_unload(ctx, name);

	while ((err == EAGAIN || err == EBUSY) && kp_clock_ms() < end) {
		kp_clock_pause();
		err = kp_sys_unload(ctx, name);
	}
	return err == ENOENT ? 0 : err;
}

enum kp_exit kp_not_permitted(const struct kp_ctx *ctx, const char *name)
{
	kp_error(ctx, KP_SYSTEM, "%s: not permitted", name);
	kp_hint(ctx, "run this as root");
	return KP_SYSTEM;
}

static enum kp_exit not_removed(const struct kp_ctx *ctx, const char *name,
				int err)
{
	if (err == EPERM || err == EACCES)
		return kp_not_permitted(ctx, name);
	kp_error(ctx, KP_LATER, "%s: disabled, but not unloaded: %s", name,
		 err == EAGAIN ? "something still uses its module"
			       : strerror(err));
	kp_hint(ctx,
		"try again; if it was forced, its module stays until the next boot");
	return KP_LATER;
}

enum kp_exit kp_livepatch_remove(const struct kp_ctx *ctx, const char *name)
{
	enum kp_exit code = wait_until_left(ctx, name);
	int err = code ? 0 : remove_module(ctx, name);

	return err ? not_removed(ctx, name, err) : code;
}

void kp_livepatch_remove_taken_back(const struct kp_ctx *ctx, const char *name)
{
	struct sc_error err = { "" };
	struct kp_record rec;
	int64_t inside = count_inside(ctx, name, &rec, &err);
	int failed = inside ? EBUSY : remove_module(ctx, name);

	if (inside >= 0)
		kp_record_free(&rec);
	if (failed)
		kp_warn(ctx, "%s: disabled, but not unloaded: %s", name,
			inside > 0 ? "a task is still in its code"
				   : strerror(failed));
}
