// SPDX-License-Identifier: GPL-2.0-only
/*
 * transition.c - tries until nobody is inside what changes, or time is over
 *
 * A try has two parts. While the machine runs, the stacks of all tasks are
 * walked (walk_before.c). Then it is stopped, and those that ran since are
 * walked (walk_stopped.c). If nobody is in the way, the CPU that comes last
 * switches.
 */
#include <linux/ktime.h>

#include "blockers.h"
#include "exits.h"
#include "nodes.h"
#include "patch.h"
#include "patches.h"
#include "per_task.h"
#include "ranges.h"
#include "reason.h"
#include "request.h"
#include "stop.h"
#include "switch_record.h"
#include "tasks.h"
#include "transition.h"
#include "walk_before.h"
#include "walk_stopped.h"

bool kpatch_full_walk;

/* It ends when these tasks are freed, so it is worth another try. */
static int refuse_untracked(struct kpatch_op *op, struct kpatch_stop *s)
{
	s->untracked = true;
	return kpatch_refuse(op, KPATCH_MEMORY, NULL, NULL,
			     "tasks have exited without a trace");
}

/* One try; -EXFULL if the record was too small. */
static int try_switch(struct kpatch_op *op, struct kpatch_stop *s,
		      unsigned int bits)
{
	struct kpatch_snapshot snap = {};
	int ret;

	kpatch_stop_reset(s, op->dry);
	/* The stop decides; this spares everybody a stop that is in vain. */
	if (kpatch_exits_untracked())
		return refuse_untracked(op, s);
	/* Nothing that anybody could be in: no need to look. */
	if (s->full || !s->ranges.nr)
		ret = kpatch_wake_before(op, s, &snap);
	else
		ret = kpatch_record_start(bits) ?:
		      kpatch_check_before(op, s, &snap);
	if (!ret)
		ret = kpatch_stop_and_switch(op, s, &snap);
	/* Whatever came of it: who waited for it goes on. */
	kpatch_end_round(s);
	kpatch_record_stop();
	kpatch_snapshot_free(&snap);
	if (!ret && s->untracked)
		return refuse_untracked(op, s);
	if (ret == -ENOMEM)
		return kpatch_refuse(op, KPATCH_MEMORY, NULL, NULL,
				     "list of tasks");
	if (!ret || ret == -EBUSY)
		if (atomic_read(&s->nr_blockers))
			return kpatch_refuse_blocked(op, s);
	return ret;
}

static bool worth_retrying(const struct kpatch_stop *s, enum kpatch_reason why)
{
	return s->untracked || why == KPATCH_BUSY || why == KPATCH_UNRELIABLE ||
	       why == KPATCH_UNTRUSTED || why == KPATCH_NMI ||
	       why == KPATCH_CPU_HELD;
}

static int retry_until_timeout(struct kpatch_op *op, struct kpatch_stop *s)
{
	unsigned int bits = kpatch_record_first_bits();
	int ret;

	for (;;) {
		ret = try_switch(op, s, bits);
		if (ret == -EXFULL) {
			/* In the end all tasks are walked inside the stop. */
			bits += 2;
			s->full = bits > KPATCH_RECORD_MAX_BITS;
			continue;
		}
		if (!ret || op->dry || !worth_retrying(s, op->reason))
			return ret;
		if (ktime_get_mono_fast_ns() >= op->end_ns)
			return ret;
		ret = kpatch_rest_between(op, min(5U << min(op->retries, 4U),
						  50U));
		if (ret)
			return ret;
	}
}

/*
 * Functions of a patch switch with the epoch. Both bounds are changed such
 * that no reader finds an epoch inside that was never meant to be: @from is
 * moved first, and readers look at it last.
 */
void kpatch_set_span(struct kpatch_patch *patch, unsigned long from,
		     unsigned long until)
{
	WRITE_ONCE(patch->from, KPATCH_NEVER);
	smp_wmb(); /* pairs with redirect() */
	WRITE_ONCE(patch->until, until);
	smp_wmb(); /* pairs with redirect() */
	WRITE_ONCE(patch->from, from);
}

/* It was to go, and does not; tasks may run it meanwhile. */
static void stay_in_use(struct kpatch_patch *patch)
{
	WRITE_ONCE(patch->until, KPATCH_NEVER);
	smp_wmb(); /* pairs with is_in_use(), which reads the other one last */
	WRITE_ONCE(patch->again, KPATCH_NEVER);
}

static int try_at_once(struct kpatch_op *op, struct kpatch_stop *s)
{
	int ret = retry_until_timeout(op, s);

	kpatch_record_idle();
	return ret;
}

/* At once, in one try; who is in the way then moves when it can. */
static int try_at_once_or_move(struct kpatch_op *op, struct kpatch_stop *s)
{
	u64 end_ns = op->end_ns;
	int ret;

	op->end_ns = 0;
	ret = try_at_once(op, s);
	op->end_ns = end_ns;
	if (!ret || !worth_retrying(s, op->reason))
		return ret;
	kpatch_refuse_nothing(op);
	return op->dry ? 0 : kpatch_move_tasks(op, s);
}

static int switch_by_mode(struct kpatch_op *op, struct kpatch_stop *s)
{
	switch (op->consistency) {
	case KPATCH_PER_TASK:
		/* Who is in the way now need not be when it moves. */
		return op->dry ? 0 : kpatch_move_tasks(op, s);
	case KPATCH_HYBRID:
		return try_at_once_or_move(op, s);
	default:
		return try_at_once(op, s);
	}
}

int kpatch_switch(struct kpatch_op *op)
{
	unsigned long next =
		(atomic_long_read(&kpatch_epoch) >> KPATCH_EPOCH_SHIFT) + 1;
	struct kpatch_stop *s = op->stop;
	struct kpatch_patch *p;
	int ret;

	lockdep_assert_held(&kpatch_mutex);
	if (kpatch_ranges_collect(op, &s->ranges, false))
		return kpatch_refuse(op, KPATCH_MEMORY, NULL, NULL,
				     "ranges of functions");
	s->full = READ_ONCE(kpatch_full_walk);

	/* What the next epoch means; nobody is in it yet. */
	if (!op->dry) {
		if (op->enable)
			kpatch_set_span(op->patch, next, KPATCH_NEVER);
		else
			WRITE_ONCE(op->patch->until, next);
		list_for_each_entry(p, &kpatch_patches, list)
			if (p->outgoing)
				WRITE_ONCE(p->until, next);
	}

	ret = switch_by_mode(op, s);
	if (!ret || op->dry)
		return ret;

	/* Refused: the next epoch means nothing again. */
	if (op->enable)
		WRITE_ONCE(op->patch->from, KPATCH_NEVER);
	else
		stay_in_use(op->patch);
	list_for_each_entry(p, &kpatch_patches, list)
		if (p->outgoing)
			stay_in_use(p);
	return ret;
}
