// SPDX-License-Identifier: GPL-2.0-only
/*
 * tasks.c - which tasks there are, and which of them ran
 *
 * The record: between kpatch_record_start() and kpatch_record_close() a probe
 * on sched_switch enters every task that is switched out into a table of the
 * CPU where that happens. While the machine is stopped nobody but the
 * stoppers runs, so a task that is not in a table has not run since, and its
 * stack is what it was. Documentation/kpatch/consistency.md has the proof.
 *
 * Exits: a task that reaps itself leaves the list of tasks while it still
 * runs. Every task is kept in a table from the start of its exit until it is
 * freed, for as long as kpatch.ko is loaded.
 */
#include <linux/hash.h>
#include <linux/hashtable.h>
#include <linux/mm.h>
#include <linux/sched/signal.h>
#include <linux/sched/task.h>
#include <linux/slab.h>
#include <linux/tracepoint.h>

#include "internal.h"

/* --- the record ---------------------------------------------------------- */

/* Written by its own CPU only, with interrupts off, until it is closed. */
struct record {
	unsigned int nr;
	unsigned int max;
	unsigned int bits;		/* 1 << bits slots, twice max */
	atomic_t cursor;		/* next to be walked, inside the stop */
	bool overflow;
	struct task_struct **task;	/* a reference to each */
	unsigned int *slot;		/* open addressing; index + 1, or 0 */
};

struct recorder {
	atomic_t lost;			/* switches on a CPU without a table */
	struct record *cpu[];		/* nr_cpu_ids of them */
};

/* What the probe writes to, or NULL. */
static struct recorder *recorder_on;
/* The same, from start to stop; under kpatch_mutex. */
static struct recorder *recorder;

static struct tracepoint *tp_switch;
static struct tracepoint *tp_exit;
static struct tracepoint *tp_free;
static bool switch_probed;

/* The slot that holds @task, or the free one where it would go. */
static unsigned int *record_slot(struct record *rec, struct task_struct *task)
{
	unsigned int mask = (1U << rec->bits) - 1;
	unsigned int i = hash_ptr(task, rec->bits);

	/* Half of the slots are free, so the search ends. */
	while (rec->slot[i] && rec->task[rec->slot[i] - 1] != task)
		i = (i + 1) & mask;
	return &rec->slot[i];
}

static void probe_switch(void *data, bool preempt, struct task_struct *prev,
			 struct task_struct *next, unsigned int prev_state)
{
	/* Pairs with the release in kpatch_record_start(). */
	struct recorder *r = smp_load_acquire(&recorder_on);
	struct record *rec;
	unsigned int *slot;

	/* Idle tasks are walked by their own CPUs, each time. */
	if (!r || is_idle_task(prev))
		return;
	rec = r->cpu[raw_smp_processor_id()];
	if (!rec) {
		atomic_inc(&r->lost);
		return;
	}
	slot = record_slot(rec, prev);
	if (*slot)
		return;
	if (rec->nr == rec->max) {
		rec->overflow = true;
		return;
	}
	/* It could be freed before the stop otherwise. */
	get_task_struct(prev);
	rec->task[rec->nr] = prev;
	*slot = ++rec->nr;
}

static void recorder_free(struct recorder *r)
{
	unsigned int cpu, i;

	if (!r)
		return;
	for (cpu = 0; cpu < nr_cpu_ids; cpu++) {
		struct record *rec = r->cpu[cpu];

		if (!rec)
			continue;
		for (i = 0; i < rec->nr; i++)
			put_task_struct(rec->task[i]);
		kvfree(rec->task);
		kvfree(rec->slot);
		kfree(rec);
	}
	kfree(r);
}

static struct record *record_alloc(unsigned int bits)
{
	struct record *rec = kzalloc(sizeof(*rec), GFP_KERNEL);

	if (!rec)
		return NULL;
	rec->bits = bits;
	rec->max = 1U << (bits - 1);
	rec->task = kvcalloc(rec->max, sizeof(*rec->task), GFP_KERNEL);
	rec->slot = kvcalloc(1U << bits, sizeof(*rec->slot), GFP_KERNEL);
	if (rec->task && rec->slot)
		return rec;
	kvfree(rec->task);
	kvfree(rec->slot);
	kfree(rec);
	return NULL;
}

static struct recorder *recorder_alloc(unsigned int bits)
{
	struct recorder *r;
	int cpu;

	r = kzalloc(struct_size(r, cpu, nr_cpu_ids), GFP_KERNEL);
	if (!r)
		return NULL;
	/* A CPU that comes up from here on finds no table; see lost. */
	for_each_online_cpu(cpu) {
		r->cpu[cpu] = record_alloc(bits);
		if (!r->cpu[cpu]) {
			recorder_free(r);
			return NULL;
		}
	}
	return r;
}

/* Begin to record. @bits: log2 of twice the tasks a CPU has room for. */
int kpatch_record_start(unsigned int bits)
{
	int ret;

	recorder = recorder_alloc(bits);
	if (!recorder)
		return -ENOMEM;
	if (!switch_probed) {
		ret = tracepoint_probe_register(tp_switch, probe_switch, NULL);
		if (ret) {
			recorder_free(recorder);
			recorder = NULL;
			return ret;
		}
		switch_probed = true;
	}
	/* The tables are zeroed before the probe can see them. */
	smp_store_release(&recorder_on, recorder);
	/*
	 * A CPU may be between reading recorder_on, or the tracepoint's list
	 * of probes, and the end of a switch that it does not enter. It has
	 * interrupts off there; once this returns every such switch is over,
	 * and every later one is entered.
	 */
	synchronize_rcu_expedited();
	return 0;
}

/* End of the record; also called inside the stop. */
void kpatch_record_close(void)
{
	WRITE_ONCE(recorder_on, NULL);
}

/* Forget the record. The probe stays until kpatch_record_idle(). */
void kpatch_record_stop(void)
{
	if (!recorder)
		return;
	kpatch_record_close();
	/* Probes that saw the recorder are done when this returns. */
	synchronize_rcu_expedited();
	recorder_free(recorder);
	recorder = NULL;
}

/* At the end of a request: switches cost nothing any more. */
void kpatch_record_idle(void)
{
	if (!switch_probed)
		return;
	tracepoint_probe_unregister(tp_switch, probe_switch, NULL);
	switch_probed = false;
}

/*
 * The next task of the record that nobody has taken yet, own CPU's first.
 * Inside the stop only: all CPUs share the work through the cursors.
 */
bool kpatch_record_next(struct task_struct **task)
{
	unsigned int self = raw_smp_processor_id();
	unsigned int n;

	for (n = 0; n < nr_cpu_ids; n++) {
		unsigned int cpu = (self + n) % nr_cpu_ids;
		struct record *rec = recorder->cpu[cpu];
		unsigned int i;

		if (!rec || atomic_read(&rec->cursor) >= rec->nr)
			continue;
		i = atomic_fetch_inc(&rec->cursor);
		if (i < rec->nr) {
			*task = rec->task[i];
			return true;
		}
	}
	return false;
}

/* Inside the stop, or when no probe runs. */
bool kpatch_record_has(struct task_struct *task)
{
	unsigned int cpu;

	for (cpu = 0; cpu < nr_cpu_ids; cpu++) {
		struct record *rec = recorder->cpu[cpu];

		if (rec && *record_slot(rec, task))
			return true;
	}
	return false;
}

bool kpatch_record_overflow(void)
{
	unsigned int cpu;

	for (cpu = 0; cpu < nr_cpu_ids; cpu++) {
		struct record *rec = recorder->cpu[cpu];

		if (rec && rec->overflow)
			return true;
	}
	return atomic_read(&recorder->lost);
}

unsigned int kpatch_record_count(void)
{
	unsigned int cpu, n = 0;

	for (cpu = 0; cpu < nr_cpu_ids; cpu++)
		if (recorder->cpu[cpu])
			n += recorder->cpu[cpu]->nr;
	return n;
}

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

static void find_tracepoint(struct tracepoint *tp, void *data)
{
	if (!strcmp(tp->name, "sched_switch"))
		tp_switch = tp;
	else if (!strcmp(tp->name, "sched_process_exit"))
		tp_exit = tp;
	else if (!strcmp(tp->name, "sched_process_free"))
		tp_free = tp;
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
	for_each_kernel_tracepoint(find_tracepoint, NULL);
	if (!idle_threads || !tp_switch || !tp_exit || !tp_free)
		return -EOPNOTSUPP;

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
