// SPDX-License-Identifier: GPL-2.0-only
/*
 * walk_before.c - the stacks of all tasks, while the machine runs
 *
 * Who is in the way here would be in the way in the stop. So a stop that is in
 * vain is spared, and blockers that can be got out are got out before it.
 */
#include <linux/cpu.h>
#include <linux/delay.h>
#include <linux/sched/task_stack.h>

#include "blockers.h"
#include "cpus.h"
#include "nudge.h"
#include "request.h"
#include "stack_walk.h"
#include "stop.h"
#include "symbols.h"
#include "tasks.h"
#include "walk_before.h"

/*
 * Walk @snap's task unless it is running; that one is switched out by the
 * stop at the latest, and is in the record then. The result holds only if the
 * task did not run meanwhile, and if it runs later it is in the record as
 * well: so a task whose counter moved is left to the stop.
 */
static void walk_before(struct kpatch_stop *s, struct kpatch_snap *snap,
			bool again)
{
	struct task_struct *task = snap->task;
	enum kpatch_reason why;

	snap->switches = kpatch_switches(task);
	/* Pairs with the release of on_cpu when a switch out is complete. */
	if (smp_load_acquire(&task->on_cpu))
		return;
	/* Never switched out and not running: it never ran, and is nowhere. */
	if (!snap->switches)
		return;
	if (!try_get_task_stack(task))
		return;
	/* What tracers recorded of it may be freed, if it runs meanwhile. */
	rcu_read_lock();
	why = kpatch_walk(task, &s->ranges, &s->before);
	rcu_read_unlock();
	kpatch_put_task_stack(task);
	if (!why)
		return;
	/* The walk is over before the task is looked at again. */
	smp_rmb();
	if (READ_ONCE(task->on_cpu) || kpatch_switches(task) != snap->switches)
		return;
	snap->blocked = true;
	snap->leave = kpatch_add_blocker(s, task, why, &s->before);
	/* In the first try it may leave by itself. */
	if (snap->leave == KPATCH_PASSES && again)
		kpatch_add_runner(s, task);
}

/* Has every blocker run since it was walked? Then the stop decides. */
static bool blockers_moved(const struct kpatch_snapshot *snap)
{
	unsigned int i;

	for (i = 0; i < snap->nr; i++)
		if (snap->s[i].blocked &&
		    !READ_ONCE(snap->s[i].task->on_cpu) &&
		    kpatch_switches(snap->s[i].task) == snap->s[i].switches)
			return false;
	return true;
}

/* The next blocker from @i on that @leave gets out, and that has not moved. */
static struct kpatch_snap *next_leaving(const struct kpatch_snapshot *snap,
					unsigned int *i, enum kpatch_leave leave)
{
	while (*i < snap->nr) {
		struct kpatch_snap *one = &snap->s[(*i)++];

		if (one->blocked && one->leave == leave &&
		    !READ_ONCE(one->task->on_cpu) &&
		    kpatch_switches(one->task) == one->switches)
			return one;
	}
	return NULL;
}

/* All sleepers and runners out at once. -EBUSY: that cannot be, or not yet. */
static int begin_round(struct kpatch_op *op, struct kpatch_stop *s,
		       const struct kpatch_snapshot *snap)
{
	struct kpatch_snap *one;
	unsigned int i = 0;
	const char *word;
	int ret;

	if (!kpatch_round_due())
		return -EBUSY;
	/* Nobody waits for a stop that cannot be. */
	cpus_read_lock();
	ret = kpatch_cpus_answer(op, s);
	cpus_read_unlock();
	if (ret)
		return ret;
	s->round = kpatch_round_start(&s->ranges);
	if (!s->round)
		return -EBUSY;
	while ((one = next_leaving(snap, &i, KPATCH_RESTARTS))) {
		/* CPUs may have taken long to answer since it was looked at. */
		if (kpatch_leaves(s, one->task, KPATCH_BUSY, &word) !=
		    KPATCH_RESTARTS)
			return -EBUSY;
		kpatch_round_tell(s->round, one->task);
	}
	kpatch_round_tell_runners(s->round, s);
	return kpatch_round_gather(s->round) ? 0 : -EBUSY;
}

static void wake_kthreads(const struct kpatch_snapshot *snap)
{
	struct kpatch_snap *one;
	unsigned int i = 0;

	while ((one = next_leaving(snap, &i, KPATCH_WAKES)))
		kpatch_wake_interruptible(one->task);
}

void kpatch_end_round(struct kpatch_stop *s)
{
	if (s->round)
		kpatch_round_end(s, s->round);
	s->round = NULL;
}

/*
 * Get the blockers out, if all of them can be got out: nobody is woken for a
 * request that fails for another's sake. Kernel threads come first, as nobody
 * keeps them out; when they have gone, the sleepers that can be kept, and with
 * them those that ran in the way in this look or the last stop. If only these
 * are in the way, the next stop decides, whatever has become of them.
 */
static int get_them_out(struct kpatch_op *op, struct kpatch_stop *s,
			const struct kpatch_snapshot *snap)
{
	bool sleepers = atomic_read(&s->nr_leaving[KPATCH_RESTARTS]);
	int ret;

	if (atomic_read(&s->nr_leaving[KPATCH_STANDS]))
		return 0;
	if (atomic_read(&s->nr_leaving[KPATCH_WAKES])) {
		wake_kthreads(snap);
		return 0;
	}
	if (!sleepers && !atomic_read(&s->nr_runners))
		return 0;
	ret = begin_round(op, s, snap);
	return ret == -EBUSY && !sleepers ? 0 : ret;
}

static int let_them_leave(struct kpatch_op *op, struct kpatch_stop *s,
			  const struct kpatch_snapshot *snap)
{
	int ret = get_them_out(op, s, snap);

	/* The next round is for those that the next stop finds. */
	kpatch_drop_runners(s);
	if (!ret && !s->round && atomic_read(&s->nr_blockers))
		usleep_range(2000, 4000);
	return ret;
}

static int look_at_all(const struct kpatch_op *op, struct kpatch_stop *s,
		       struct kpatch_snapshot *snap)
{
	unsigned int i;
	int ret = kpatch_snapshot_take(snap);

	if (ret)
		return ret;
	for (i = 0; i < snap->nr; i++) {
		walk_before(s, &snap->s[i], op->retries);
		cond_resched();
	}
	return 0;
}

int kpatch_check_before(struct kpatch_op *op, struct kpatch_stop *s,
			struct kpatch_snapshot *snap)
{
	int ret = look_at_all(op, s, snap);

	if (!ret && op->dry)
		return atomic_read(&s->nr_blockers) ? -EBUSY : 0;
	if (!ret)
		ret = let_them_leave(op, s, snap);
	if (ret)
		return ret;
	if (!blockers_moved(snap))
		return -EBUSY;
	kpatch_drop_blockers(s);
	return 0;
}

int kpatch_wake_before(struct kpatch_op *op, struct kpatch_stop *s,
		       struct kpatch_snapshot *snap)
{
	int ret;

	if (op->dry || !op->retries || !s->ranges.nr)
		return 0;
	ret = look_at_all(op, s, snap) ?: let_them_leave(op, s, snap);
	if (ret && ret != -EBUSY)
		return ret;
	kpatch_drop_blockers(s);
	return 0;
}
