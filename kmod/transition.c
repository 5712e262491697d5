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

int kpatch_switch(struct kpatch_op *op)
{
	unsigned long next = (atomic_long_read(&kpatch_epoch) >> 1) + 1;
	struct kpatch_stop *s = op->stop;
	struct kpatch_patch *p;
	int ret;

	lockdep_assert_held(&kpatch_mutex);
	if (kpatch_ranges_collect(op, &s->ranges))
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

	ret = retry_until_timeout(op, s);
	kpatch_record_idle();
	if (!ret || op->dry)
		return ret;

	/* Refused: the next epoch means nothing again. */
	if (op->enable)
		WRITE_ONCE(op->patch->from, KPATCH_NEVER);
	else
		WRITE_ONCE(op->patch->until, KPATCH_NEVER);
	list_for_each_entry(p, &kpatch_patches, list)
		if (p->outgoing)
			WRITE_ONCE(p->until, KPATCH_NEVER);
	return ret;
}
