// SPDX-License-Identifier: GPL-2.0-only
/* Waiting for a change that is under way task by task, whoever asked for it. */
#include <stdio.h>

#include "kpatch/clock.h"
#include "kpatch/movement_wait.h"
#include "kpatch/output.h"
#include "kpatch/patches.h"
#include "kpatch/refusal.h"
#include "kpatch/system.h"
#include "kpatch/transition.h"

bool kp_tasks_move(const struct kp_ctx *ctx, const char *name)
{
	return kp_sysfs_flag(ctx, "%s/transition", name) ||
	       kp_transition_runs(ctx, name);
}

bool kp_is_in_use(const struct kp_ctx *ctx, const char *name)
{
	return kp_sysfs_flag(ctx, "%s/enabled", name) ||
	       kp_sysfs_flag(ctx, KP_LIVEPATCH_DIR "%s/enabled", name);
}

const char *kp_movement_outcome(const struct kp_ctx *ctx, const char *name)
{
	if (kp_livepatch_loaded(ctx, name) && kp_is_in_use(ctx, name))
		return "in use, by livepatch";
	if (kp_is_in_use(ctx, name))
		return "in use";
	return kp_module_loaded(ctx, name) ? "not in use" : "not loaded";
}

int kp_movement_find(const struct kp_ctx *ctx, const char *name,
		     struct kp_movement *m, struct sc_error *err)
{
	struct kp_patches patches;
	const struct kp_patch *patch;
	int bad;

	*m = (struct kp_movement){ 0 };
	if (kp_patches_read(ctx, &patches, err))
		return -1;
	patch = kp_patches_find(&patches, name);
	bad = patch && patch->moving ? kp_movement_read(ctx, patch, m, err)
				     : sc_fail(err, "no task moves any more");
	kp_patches_free(&patches);
	return bad;
}

static const char *start_of(const struct kp_time *time, bool interrupted)
{
	return interrupted ? "interrupted" : time->s;
}

static void tell_left(const struct kp_ctx *ctx, const char *name,
		      const struct kp_movement *m, const struct kp_time *time)
{
	struct kp_movement_text text = { "" };

	kp_error(ctx, KP_LATER, "%s: %s (%s)", name, kp_movement_say(m, &text),
		 start_of(time, kp_interrupted()));
	kp_put(ctx, "moving", kp_movement_json(m));
	if (!ctx->opt.json)
		kp_blockers_print(stderr, &m->rec);
	kp_hint(ctx,
		"allow more time (--timeout=SECONDS), make the tasks above leave that code or end, or kpatch reverse %s",
		m->change);
}

/* False: it has just ended. */
static bool tell_unended(const struct kp_ctx *ctx, const char *name,
			 int64_t waited_ms)
{
	struct sc_error err = { "" };
	struct kp_movement m;
	struct kp_time time;

	kp_time(&time, waited_ms * 1000000);
	if (!kp_movement_find(ctx, name, &m, &err)) {
		tell_left(ctx, name, &m, &time);
		kp_movement_free(&m);
		return true;
	}
	if (!kp_tasks_move(ctx, name))
		return false;
	kp_error(ctx, KP_LATER, "%s: %s (%s): %s", name, KP_TASKS_MOVE,
		 start_of(&time, kp_interrupted()), err.text);
	return true;
}

enum kp_exit kp_movement_wait(const struct kp_ctx *ctx, const char *name)
{
	int64_t start = kp_clock_ms(), end = kp_transition_end(ctx);

	while (kp_tasks_move(ctx, name)) {
		if (kp_clock_ms() < end && !kp_interrupted())
			kp_clock_pause();
		else if (tell_unended(ctx, name, kp_clock_ms() - start))
			return KP_LATER;
	}
	return KP_DONE;
}
