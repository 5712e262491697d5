// SPDX-License-Identifier: GPL-2.0-only
/*
 * tasks.c - which tasks there are
 *
 * A task that reaps itself leaves the list of tasks while it still runs. Every
 * task is kept in a table from the start of its exit until it is freed, for as
 * long as kpatch.ko is loaded.
 */
#include <linux/hashtable.h>
#include <linux/mm.h>
#include <linux/sched/signal.h>
#include <linux/sched/task.h>
#include <linux/slab.h>
#include <linux/tracepoint.h>

#include "internal.h"

/* --- exits --------------------------------------------------------------- */

struct exiting {
	struct hlist_node hash;
	struct task_struct *task;
	bool pooled;
};

static DEFINE_HASHTABLE(exits, 8);
static DEFINE_RAW_SPINLOCK(exits_lock);
/* For when there is no memory in the probe. */
static struct exiting exit_pool[256];
static HLIST_HEAD(exit_pool_free);
/* Exits that found no entry at all; until they are freed nothing changes. */
static unsigned int exits_untracked;

static struct exiting *exit_find(struct task_struct *task)
{
	struct exiting *e;

	hash_for_each_possible(exits, e, hash, (unsigned long)task)
		if (e->task == task)
			return e;
	return NULL;
}

static void exit_add(struct task_struct *task)
{
	struct exiting *e = kzalloc(sizeof(*e), GFP_ATOMIC | __GFP_NOWARN);
	struct exiting *unused = NULL;
	unsigned long flags;

	raw_spin_lock_irqsave(&exits_lock, flags);
	if (exit_find(task)) {
		unused = e;
		goto unlock;
	}
	if (!e && !hlist_empty(&exit_pool_free)) {
		e = hlist_entry(exit_pool_free.first, struct exiting, hash);
		hlist_del(&e->hash);
		e->pooled = true;
	}
	if (e) {
		e->task = task;
		hash_add(exits, &e->hash, (unsigned long)task);
	} else {
		exits_untracked++;
	}
unlock:
	raw_spin_unlock_irqrestore(&exits_lock, flags);
	kfree(unused);
}

static void probe_exit(void *data, struct task_struct *task)
{
	exit_add(task);
}

static void probe_free(void *data, struct task_struct *task)
{
	struct exiting *e, *unused = NULL;
	unsigned long flags;

	raw_spin_lock_irqsave(&exits_lock, flags);
	e = exit_find(task);
	if (e) {
		hash_del(&e->hash);
		if (e->pooled)
			hlist_add_head(&e->hash, &exit_pool_free);
		else
			unused = e;
	} else if (exits_untracked) {
		exits_untracked--;
	}
	raw_spin_unlock_irqrestore(&exits_lock, flags);
	kfree(unused);
}

bool kpatch_exits_untracked(void)
{
	return READ_ONCE(exits_untracked);
}

/* --- all tasks ----------------------------------------------------------- */

/*
 * Every task that may have a stack, except idle tasks, under RCU and perhaps
 * exits_lock: @fn must not sleep. Tasks that have left the list come from the
 * table of exits; a task that leaves it meanwhile has either been seen on the
 * list or is seen in the table, which is looked through second.
 *
 * Inside the stop the lock is free: who holds it has interrupts off.
 */
void kpatch_visit_tasks(kpatch_task_fn *fn, void *data)
{
	struct task_struct *g, *t;
	struct exiting *e;
	unsigned long flags;
	int bkt;

	rcu_read_lock();
	for_each_process_thread(g, t)
		fn(t, data);
	rcu_read_unlock();

	raw_spin_lock_irqsave(&exits_lock, flags);
	hash_for_each(exits, bkt, e, hash)
		if (!pid_alive(e->task))
			fn(e->task, data);
	raw_spin_unlock_irqrestore(&exits_lock, flags);
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

static struct tracepoint *tp_exit, *tp_free;

struct wanted {
	const char *name;
	struct tracepoint *tp;
};

static void match_tracepoint(struct tracepoint *tp, void *data)
{
	struct wanted *w = data;

	if (!strcmp(tp->name, w->name))
		w->tp = tp;
}

struct tracepoint *kpatch_find_tracepoint(const char *name)
{
	struct wanted w = { .name = name };

	for_each_kernel_tracepoint(match_tracepoint, &w);
	return w.tp;
}

static void add_if_exiting(struct task_struct *task)
{
	if (READ_ONCE(task->flags) & PF_EXITING)
		exit_add(task);
}

static void exits_free(void)
{
	struct hlist_node *tmp;
	struct exiting *e;
	int bkt;

	hash_for_each_safe(exits, bkt, tmp, e, hash) {
		hash_del(&e->hash);
		if (!e->pooled)
			kfree(e);
	}
}

int kpatch_tasks_init(void)
{
	struct task_struct *g, *t;
	unsigned int i;
	int ret;

	idle_threads = (void __percpu *)kpatch_lookup_data("idle_threads");
	tp_exit = kpatch_find_tracepoint("sched_process_exit");
	tp_free = kpatch_find_tracepoint("sched_process_free");
	if (!idle_threads || !tp_exit || !tp_free)
		return -EOPNOTSUPP;
	ret = kpatch_record_init();
	if (ret)
		return ret;

	for (i = 0; i < ARRAY_SIZE(exit_pool); i++)
		hlist_add_head(&exit_pool[i].hash, &exit_pool_free);
	/* The end first, so that no beginning stays without one. */
	ret = tracepoint_probe_register(tp_free, probe_free, NULL);
	if (ret)
		return ret;
	ret = tracepoint_probe_register(tp_exit, probe_exit, NULL);
	if (ret)
		goto err_free;

	/*
	 * Exits that began before. Under RCU a task on the list is not freed
	 * before it is added.
	 */
	rcu_read_lock();
	for_each_process_thread(g, t)
		add_if_exiting(t);
	rcu_read_unlock();
	/* And those that had left the list already: let them end. */
	synchronize_rcu_tasks();
	return 0;

err_free:
	tracepoint_probe_unregister(tp_free, probe_free, NULL);
	tracepoint_synchronize_unregister();
	return ret;
}

void kpatch_tasks_exit(void)
{
	kpatch_record_stop();
	kpatch_record_idle();
	tracepoint_probe_unregister(tp_exit, probe_exit, NULL);
	tracepoint_probe_unregister(tp_free, probe_free, NULL);
	/* Nobody is inside a probe any more, and their text may go. */
	tracepoint_synchronize_unregister();
	exits_free();
}
