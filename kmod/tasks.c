// SPDX-License-Identifier: GPL-2.0-only
/*
 * tasks.c - which tasks there are
 */
#include <linux/ktime.h>
#include <linux/mm.h>
#include <linux/sched/signal.h>
#include <linux/sched/task.h>
#include <linux/slab.h>

#include "exits.h"
#include "switch_record.h"
#include "symbols.h"
#include "tasks.h"

/* --- all tasks ----------------------------------------------------------- */

void kpatch_visit_list(kpatch_task_fn *fn, void *data)
{
	struct task_struct *g, *t;

	rcu_read_lock();
	for_each_process_thread(g, t)
		fn(t, data);
	rcu_read_unlock();
}

/*
 * Every task that may have a stack, except idle tasks: @fn must not sleep. A
 * task that leaves the list meanwhile has either been seen there or is seen in
 * the table of exits, which is looked through second.
 */
void kpatch_visit_tasks(kpatch_task_fn *fn, void *data)
{
	kpatch_visit_list(fn, data);
	kpatch_visit_exits(fn, data);
}

/* Tasks that are visited at once, without letting go of RCU. */
#define PIECE	64
/* After so many beginnings, which exits cause, all are visited at once. */
#define BEGINNINGS	64

/* What is measured of the sections under RCU; the longest so far. */
static void note_section(u64 *longest_ns, u64 since)
{
	if (longest_ns)
		*longest_ns = max(*longest_ns,
				  ktime_get_mono_fast_ns() - since);
}

/* Let others go on; false: one of the two is off the list, so where is next? */
static bool let_go(struct task_struct *g, struct task_struct *t)
{
	bool there;

	get_task_struct(g);
	get_task_struct(t);
	rcu_read_unlock();
	cond_resched();
	rcu_read_lock();
	there = pid_alive(g) && pid_alive(t);
	put_task_struct(t);
	put_task_struct(g);
	return there;
}

/* The list from its start; false: it has to be begun again. */
static bool visit_list_once(kpatch_task_fn *fn, void *data, bool in_pieces,
			    u64 *longest_ns)
{
	u64 since = ktime_get_mono_fast_ns();
	struct task_struct *g, *t;
	unsigned int n = 0;
	bool there = true;

	rcu_read_lock();
	for_each_process_thread(g, t) {
		fn(t, data);
		if (!in_pieces || ++n % PIECE)
			continue;
		note_section(longest_ns, since);
		there = let_go(g, t);
		since = ktime_get_mono_fast_ns();
		if (!there)
			goto out;
	}
out:
	rcu_read_unlock();
	note_section(longest_ns, since);
	return there;
}

void kpatch_visit_in_pieces(kpatch_task_fn *fn, void *data, u64 *longest_ns)
{
	unsigned int n = 0;
	int cpu;

	while (!visit_list_once(fn, data, n++ < BEGINNINGS, longest_ns))
		cond_resched();
	kpatch_visit_exits(fn, data);
	for_each_possible_cpu(cpu)
		fn(kpatch_idle_task(cpu), data);
}

struct gather {
	struct kpatch_snapshot *snap;
	unsigned int max;
	unsigned int seen;
};

static void gather_task(struct task_struct *task, void *data)
{
	struct gather *g = data;

	if (g->seen++ < g->max) {
		get_task_struct(task);
		g->snap->s[g->snap->nr++].task = task;
	}
}

static void count_task(struct task_struct *task, void *data)
{
	++*(unsigned int *)data;
}

/*
 * References to all tasks. One that is created meanwhile may be missing: it
 * has not run before the record was started.
 */
int kpatch_snapshot_take(struct kpatch_snapshot *snap)
{
	unsigned int n = 0;

	kpatch_visit_tasks(count_task, &n);
	for (;;) {
		struct gather g = { .snap = snap, .max = n + n / 8 + 64 };

		snap->nr = 0;
		snap->s = kvcalloc(g.max, sizeof(*snap->s), GFP_KERNEL);
		if (!snap->s)
			return -ENOMEM;
		kpatch_visit_tasks(gather_task, &g);
		if (g.seen <= g.max)
			return 0;
		kpatch_snapshot_free(snap);
		n = g.seen;
	}
}

void kpatch_snapshot_free(struct kpatch_snapshot *snap)
{
	unsigned int i;

	for (i = 0; i < snap->nr; i++)
		put_task_struct(snap->s[i].task);
	kvfree(snap->s);
	snap->s = NULL;
	snap->nr = 0;
}

/* --- idle tasks ---------------------------------------------------------- */

static struct task_struct * __percpu *idle_threads;

struct task_struct *kpatch_idle_task(int cpu)
{
	return *per_cpu_ptr(idle_threads, cpu);
}

/* --- init and exit ------------------------------------------------------- */

int kpatch_tasks_init(void)
{
	int ret;

	idle_threads = (void __percpu *)kpatch_lookup_data("idle_threads");
	if (!idle_threads) {
		pr_err("the kernel has no symbol idle_threads\n");
		return -EOPNOTSUPP;
	}
	ret = kpatch_record_init();
	if (ret)
		return ret;
	return kpatch_exits_init();
}

void kpatch_tasks_exit(void)
{
	kpatch_record_stop();
	kpatch_record_idle();
	kpatch_exits_exit();
}
