// SPDX-License-Identifier: GPL-2.0-only
/*
 * transition.c - nobody is inside what changes: then switch, in one store
 *
 * A try has three parts. While the machine runs, the stacks of all tasks are
 * walked. Then it is stopped, and the CPUs share the tasks that ran since;
 * each also walks its own stopper and idle task, which nobody else can. The
 * CPU that finishes last switches, if no blocker was found.
 */
#include <linux/cpu.h>
#include <linux/delay.h>
#include <linux/sched/task_stack.h>
#include <linux/slab.h>
#include <linux/stop_machine.h>
#include <linux/ktime.h>

#include "blockers.h"
#include "cpus.h"
#include "exits.h"
#include "nodes.h"
#include "nudge.h"
#include "patch.h"
#include "patches.h"
#include "ranges.h"
#include "reason.h"
#include "request.h"
#include "stack_walk.h"
#include "stop.h"
#include "switch_record.h"
#include "symbols.h"
#include "tasks.h"
#include "transition.h"

bool kpatch_full_walk;
bool kpatch_audit;

/* Inside the stop: walk @task, and note it if it blocks. */
static bool walk_task(struct kpatch_stop *s, struct task_struct *task,
		      struct kpatch_cpu *cpu)
{
	enum kpatch_reason why = kpatch_walk(task, &s->ranges, cpu);

	if (why && kpatch_add_blocker(s, task, why, cpu) == KPATCH_PASSES)
		kpatch_add_runner(s, task);
	return why;
}

/* --- before the stop ----------------------------------------------------- */

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

static void end_round(struct kpatch_stop *s)
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

static int look(const struct kpatch_op *op, struct kpatch_stop *s,
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

static int check_before(struct kpatch_op *op, struct kpatch_stop *s,
			struct kpatch_snapshot *snap)
{
	int ret = look(op, s, snap);

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

/* Where the stop looks at everybody: a look before is for those who sleep. */
static int wake_before(struct kpatch_op *op, struct kpatch_stop *s,
		       struct kpatch_snapshot *snap)
{
	int ret;

	if (op->dry || !op->retries || !s->ranges.nr)
		return 0;
	ret = look(op, s, snap) ?: let_them_leave(op, s, snap);
	if (ret && ret != -EBUSY)
		return ret;
	kpatch_drop_blockers(s);
	return 0;
}

/* --- inside the stop ----------------------------------------------------- */

struct stop_ctx {
	struct kpatch_stop *s;
	const struct kpatch_snapshot *snap;
	unsigned long epoch;
};

static void walk_stopped(struct kpatch_stop *s, struct task_struct *task,
			 struct kpatch_cpu *cpu)
{
	/* Only the stoppers are running; each of them walks itself. */
	if (READ_ONCE(task->on_cpu))
		return;
	/* Dead: its stack is gone. Or it has never run. */
	if (!refcount_read(&task->stack_refcount) || !kpatch_switches(task))
		return;
	walk_task(s, task, cpu);
}

/* A CPU's share of a full walk. */
struct share {
	struct kpatch_stop *s;
	struct kpatch_cpu *cpu;
	unsigned int left;		/* tasks until the next of its own */
};

static void walk_share(struct task_struct *task, void *data)
{
	struct share *share = data;

	if (share->left--)
		return;
	share->left = num_online_cpus() - 1;
	walk_stopped(share->s, task, share->cpu);
}

static void walk_exit(struct task_struct *task, void *data)
{
	struct share *share = data;

	walk_stopped(share->s, task, share->cpu);
}

/* Compare the record with the counters that the scheduler keeps. */
static void audit(struct stop_ctx *ctx)
{
	unsigned int i;

	for (i = 0; i < ctx->snap->nr; i++) {
		struct kpatch_snap *snap = &ctx->snap->s[i];

		if (!READ_ONCE(snap->task->on_cpu) &&
		    kpatch_switches(snap->task) != snap->switches &&
		    !kpatch_record_has(snap->task))
			ctx->s->audit_missed++;
	}
}

/*
 * On every CPU at once, interrupts off, nothing else running anywhere. No CPU
 * leaves before all have been here, so what the last one does is seen by all
 * that runs afterwards.
 */
static int stopped(void *data)
{
	struct stop_ctx *ctx = data;
	struct kpatch_stop *s = ctx->s;
	unsigned int self = smp_processor_id();
	struct kpatch_cpu *cpu = &s->cpu[self];
	unsigned int nth = atomic_fetch_inc(&s->arrived);
	struct share share = { .s = s, .cpu = cpu, .left = nth };
	unsigned int at = 0;
	struct task_struct *task;

	cpu->stopped_ns = ktime_get_mono_fast_ns();
	if (!nth)
		s->first_ns = cpu->stopped_ns;

	if (s->ranges.nr) {
		walk_task(s, current, cpu);
		walk_task(s, kpatch_idle_task(self), cpu);
		if (s->full) {
			kpatch_visit_list(walk_share, &share);
			/* All under one lock: the first to come does it alone. */
			if (!nth)
				kpatch_visit_exits(walk_exit, &share);
		} else {
			while (kpatch_record_next(&at, &task))
				walk_stopped(s, task, cpu);
		}
	}

	/*
	 * Full barriers on both sides: the last one sees the blockers of all.
	 * num_online_cpus() cannot change while the machine is stopped.
	 */
	if (atomic_inc_return(&s->done) != num_online_cpus())
		return 0;

	if (s->ranges.nr && !s->full) {
		s->recorded = kpatch_record_count();
		s->overflow = kpatch_record_overflow();
		if (kpatch_audit)
			audit(ctx);
	}
	kpatch_record_close();
	/* Nothing can exit any more: who has no entry now was seen by nobody. */
	s->untracked = kpatch_exits_untracked();
	if (!s->dry && !s->overflow && !s->audit_missed && !s->untracked &&
	    !atomic_read(&s->nr_blockers)) {
		unsigned long old = ctx->epoch | KPATCH_WINDOW;

		/* The switch; it fails if an NMI has closed the window. */
		s->switched = atomic_long_cmpxchg(&kpatch_epoch, old,
						  ctx->epoch + 2) == old;
		s->nmi = !s->switched;
	}
	s->last_ns = ktime_get_mono_fast_ns();
	return 0;
}

/* For how long a CPU that had answered could have been taken since, at most. */
static u64 longest_window(const struct kpatch_stop *s)
{
	u64 longest = 0;
	unsigned int cpu;

	for_each_online_cpu(cpu)
		longest = max(longest, s->cpu[cpu].stopped_ns -
				       kpatch_cpu_answered_ns(cpu));
	return longest;
}

static int stop_cpus(struct kpatch_op *op, struct stop_ctx *ctx)
{
	struct kpatch_stop *s = ctx->s;
	u64 before;
	int ret;

	/* Who has answered stays, and who comes later would not have. */
	cpus_read_lock();
	ret = kpatch_cpus_answer(op, s);
	if (ret)
		goto unlock;
	/*
	 * An NMI that entered a changing function before this returns before
	 * its CPU can stop; one that enters later sees the window.
	 */
	if (!s->dry)
		atomic_long_set(&kpatch_epoch, ctx->epoch | KPATCH_WINDOW);
	smp_mb(); /* the window is open before any CPU stops */
	before = ktime_get_mono_fast_ns();
	kpatch_stop_machine(stopped, ctx);
	s->call_ns = ktime_get_mono_fast_ns() - before;
	/* stopped() runs when all CPUs have come; the first waited for them. */
	s->gather_ns = s->first_ns - before;
	if (!s->dry && !s->switched)
		atomic_long_set(&kpatch_epoch, ctx->epoch);
	s->window_ns = longest_window(s);
unlock:
	cpus_read_unlock();
	return ret;
}

static int stop_and_switch(struct kpatch_op *op, struct kpatch_stop *s,
			   const struct kpatch_snapshot *snap)
{
	struct stop_ctx ctx = {
		.s = s,
		.snap = snap,
		.epoch = atomic_long_read(&kpatch_epoch),
	};
	int ret = stop_cpus(op, &ctx);

	if (ret)
		return ret;
	if (s->audit_missed)
		return kpatch_refuse(op, KPATCH_FAULT, NULL, NULL,
				     "%u tasks ran and are not in the record",
				     s->audit_missed);
	if (s->nmi)
		return kpatch_refuse(op, KPATCH_NMI, NULL, NULL,
				     "an NMI called a function under change");
	return s->overflow ? -EXFULL : 0;
}

/* --- tries --------------------------------------------------------------- */

static void reset_stop(struct kpatch_op *op, struct kpatch_stop *s)
{
	kpatch_drop_blockers(s);
	memset(&s->before, 0, sizeof(s->before));
	memset(s->cpu, 0, nr_cpu_ids * sizeof(*s->cpu));
	s->dry = op->dry;
	s->recorded = 0;
	s->overflow = false;
	s->switched = false;
	s->nmi = false;
	s->audit_missed = 0;
	s->untracked = false;
	atomic_set(&s->arrived, 0);
	atomic_set(&s->done, 0);
}

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

	reset_stop(op, s);
	/* The stop decides; this spares everybody a stop that is in vain. */
	if (kpatch_exits_untracked())
		return refuse_untracked(op, s);
	/* Nothing that anybody could be in: no need to look. */
	if (s->full || !s->ranges.nr)
		ret = wake_before(op, s, &snap);
	else
		ret = kpatch_record_start(bits) ?: check_before(op, s, &snap);
	if (!ret)
		ret = stop_and_switch(op, s, &snap);
	/* Whatever came of it: who waited for it goes on. */
	end_round(s);
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

static int switch_or_time_out(struct kpatch_op *op, struct kpatch_stop *s)
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

void kpatch_stop_free(struct kpatch_stop *s)
{
	if (!s)
		return;
	kpatch_stay_free(s);
	kpatch_drop_runners(s);
	kvfree(s->ranges.r);
	kvfree(s->cpu);
	kvfree(s);
}

int kpatch_stop_alloc(struct kpatch_op *op)
{
	struct kpatch_stop *s = kvzalloc(sizeof(*s), GFP_KERNEL);

	if (s)
		s->cpu = kvcalloc(nr_cpu_ids, sizeof(*s->cpu), GFP_KERNEL);
	if (s)
		INIT_LIST_HEAD(&s->stay);
	op->stop = s;
	if (!s || !s->cpu)
		return kpatch_refuse(op, KPATCH_MEMORY, NULL, NULL,
				     "list of CPUs");
	return 0;
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

	ret = switch_or_time_out(op, s);
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
