// SPDX-License-Identifier: GPL-2.0-only
/* Transitions of the kernel's own livepatch code, waited for and turned round. */
#include <string.h>

#include "kpatch/clock.h"
#include "kpatch/output.h"
#include "kpatch/patches.h"
#include "kpatch/reasons.h"
#include "kpatch/refusal.h"
#include "kpatch/stragglers.h"
#include "kpatch/system.h"
#include "kpatch/transition.h"

/* The kernel looks once a second, and wakes who sleeps after 15 s. */
#define DEFAULT_WAIT_MS 60000

static int64_t wait_ms(const struct kp_ctx *ctx)
{
	return ctx->opt.timeout_ms < 0 ? DEFAULT_WAIT_MS : ctx->opt.timeout_ms;
}

int64_t kp_transition_end(const struct kp_ctx *ctx)
{
	return kp_clock_ms() + wait_ms(ctx);
}

bool kp_transition_runs(const struct kp_ctx *ctx, const char *name)
{
	return kp_sysfs_flag(ctx, KP_LIVEPATCH_DIR "%s/transition", name);
}

int kp_transition_begin(const struct kp_ctx *ctx, const char *name, bool enable)
{
	return kp_sys_write(ctx, enable ? "1" : "0",
			    KP_LIVEPATCH_DIR "%s/enabled", name);
}

static bool wait_for_end(const struct kp_ctx *ctx, const char *name,
			 int64_t end, bool interruptible)
{
	while (kp_transition_runs(ctx, name)) {
		if (kp_clock_ms() >= end || (interruptible && kp_interrupted()))
			return false;
		kp_clock_pause();
	}
	return true;
}

bool kp_transition_wait(const struct kp_ctx *ctx, const char *name, int64_t end)
{
	return wait_for_end(ctx, name, end, true);
}

/* Another patch with a transition; false: none. */
static bool find_other(const struct kp_ctx *ctx, const char *name,
		       struct kp_path *other)
{
	struct kp_patches patches;
	bool found = false;

	if (kp_patches_read(ctx, &patches, NULL))
		return false;
	for (size_t i = 0; !found && i < patches.n; i++) {
		const struct kp_patch *patch = &patches.items[i];

		found = patch->moving && strcmp(patch->name, name) != 0 &&
			!kp_path(other, NULL, "%s", patch->name);
	}
	kp_patches_free(&patches);
	return found;
}

enum kp_exit kp_transition_wait_for_others(const struct kp_ctx *ctx,
					   const char *name, int64_t end)
{
	struct kp_path other;

	while (find_other(ctx, name, &other)) {
		if (kp_transition_wait(ctx, other.s, end))
			continue;
		kp_error(
			ctx, KP_LATER,
			"%s: nothing was changed: livepatch still changes tasks over for %s",
			name, other.s);
		kp_hint(ctx, "allow more time, or unload %s", other.s);
		return KP_LATER;
	}
	return KP_DONE;
}

/* In words, what became of it. */
static const char *say_outcome(const struct kp_ctx *ctx, const char *name,
			       bool enable)
{
	if (kp_transition_runs(ctx, name))
		return "is being taken back, which has not ended either";
	return enable ? "was taken back" : "was taken back, it is in use";
}

static enum kp_exit report_given_up(const struct kp_ctx *ctx,
				    const struct kp_record *rec,
				    const char *name, bool enable)
{
	const struct kp_reason *reason =
		kp_reason_find(kp_record_get(rec, "reason"));
	struct kp_time time;

	kp_error(ctx, reason->code,
		 "%s: %s%s %s after %s, by livepatch: %s (%s)", name,
		 kp_interrupted() ? "interrupted: " : "",
		 enable ? "enabling it" : "disabling it",
		 say_outcome(ctx, name, enable),
		 kp_time(&time, kp_record_number(rec, "total_ns")),
		 reason->meaning, reason->name);
	kp_refusal_explain(ctx, rec);
	return reason->code;
}

/* False: there is nothing to turn round any more. */
static bool reverse_and_wait(const struct kp_ctx *ctx, const char *name,
			     bool enable)
{
	int64_t ms = wait_ms(ctx);

	if (!kp_transition_runs(ctx, name))
		return false;
	if (kp_transition_begin(ctx, name, !enable) &&
	    !kp_transition_runs(ctx, name))
		return false;
	/* Nothing is won by leaving it half-way, at a time-out or for a signal. */
	if (ms < DEFAULT_WAIT_MS)
		ms = DEFAULT_WAIT_MS;
	(void)wait_for_end(ctx, name, kp_clock_ms() + ms, false);
	return true;
}

/* Who has not changed over; a record to be freed, or -1 with @err. */
static int read_stragglers(const struct kp_ctx *ctx, const char *name,
			   bool enable, struct kp_record *rec,
			   struct sc_error *err)
{
	struct kp_transition transition = { .kind = enable ? KP_NOT_ENABLED
							   : KP_NOT_DISABLED,
					    .waited_ms = wait_ms(ctx) };
	struct kp_patches patches;
	int bad;

	if (kp_patches_read(ctx, &patches, err))
		return -1;
	transition.patch = kp_patches_find(&patches, name);
	bad = transition.patch ? kp_stragglers_read(ctx, &transition, rec, err)
			       : sc_fail(err, "its folder in /sys is gone");
	kp_patches_free(&patches);
	return bad;
}

enum kp_exit kp_transition_reverse(const struct kp_ctx *ctx, const char *name,
				   bool enable)
{
	struct kp_record rec;
	struct sc_error err = { "" };
	enum kp_exit code;
	int bad = read_stragglers(ctx, name, enable, &rec, &err);

	if (!reverse_and_wait(ctx, name, enable))
		code = KP_DONE;
	else if (bad)
		code = kp_error(ctx, KP_LATER, "%s: %s it %s, by livepatch: %s",
				name, enable ? "enabling" : "disabling",
				say_outcome(ctx, name, enable), err.text);
	else
		code = report_given_up(ctx, &rec, name, enable);
	if (!bad)
		kp_record_free(&rec);
	return code;
}
