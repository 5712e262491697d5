// SPDX-License-Identifier: GPL-2.0-only
/*
 * walk_stopped.c - the machine is stopped: nobody is inside what changes, then switch
 *
 * The CPUs share the tasks that ran since they were walked. Each also walks its
 * own stopper and idle task, which nobody else can. The CPU that finishes last
 * switches, in one store, if no blocker was found.
 */
#include <linux/cpu.h>
#include <linux/ktime.h>
#include <linux/slab.h>
#include <linux/stop_machine.h>

#include "blockers.h"
#include "cpus.h"
#include "exits.h"
#include "nodes.h"
#include "nudge.h"
#include "patch.h"
#include "request.h"
#include "stack_walk.h"
#include "stop.h"
#include "switch_record.h"
#include "symbols.h"
#include "tasks.h"
#include "walk_stopped.h"

bool kpatch_audit;

/* Walk @task, and note it if it blocks. */
static bool walk_task(struct kpatch_stop *s, struct task_struct *task,
		      struct kpatch_cpu *cpu)
{
	enum kpatch_reason why = kpatch_walk(task, &s->ranges, cpu);

	if (why && kpatch_add_blocker(s, task, why, cpu) == KPATCH_PASSES)
		kpatch_add_runner(s, task);
	return why;
}

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
static void audit_record(struct stop_ctx *ctx)
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
static int on_stopped_cpu(void *data)
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
			audit_record(ctx);
	}
	kpatch_record_close();
	/* Nothing can exit any more: who has no entry now was seen by nobody. */
	s->untracked = kpatch_exits_untracked();
	if (!s->dry && !s->overflow && !s->audit_missed && !s->untracked &&
	    !atomic_read(&s->nr_blockers)) {
		unsigned long old = ctx->epoch | KPATCH_WINDOW;

		/* The switch; it fails if an NMI has closed the window. */
		s->switched = atomic_long_cmpxchg(&kpatch_epoch, old,
						  ctx->epoch + (1UL << KPATCH_EPOCH_SHIFT)) == old;
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
	kpatch_stop_machine(on_stopped_cpu, ctx);
	s->call_ns = ktime_get_mono_fast_ns() - before;
	/* on_stopped_cpu() runs when all CPUs have come; the first waited for them. */
	s->gather_ns = s->first_ns - before;
	if (!s->dry && !s->switched)
		atomic_long_set(&kpatch_epoch, ctx->epoch);
	s->window_ns = longest_window(s);
unlock:
	cpus_read_unlock();
	return ret;
}

int kpatch_stop_and_switch(struct kpatch_op *op, struct kpatch_stop *s,
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

/* --- memory -------------------------------------------------------------- */

void kpatch_stop_reset(struct kpatch_stop *s, bool dry)
{
	kpatch_drop_blockers(s);
	memset(&s->before, 0, sizeof(s->before));
	memset(s->cpu, 0, nr_cpu_ids * sizeof(*s->cpu));
	s->dry = dry;
	s->recorded = 0;
	s->overflow = false;
	s->switched = false;
	s->nmi = false;
	s->audit_missed = 0;
	s->untracked = false;
	s->gather_ns = 0;
	s->first_ns = 0;
	s->last_ns = 0;
	s->call_ns = 0;
	s->window_ns = 0;
	atomic_set(&s->arrived, 0);
	atomic_set(&s->done, 0);
}

void kpatch_stop_free(struct kpatch_stop *s)
{
	if (!s)
		return;
	kpatch_stay_free(s);
	kpatch_drop_runners(s);
	kvfree(s->ranges.r);
	kvfree(s->back.r);
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
