// SPDX-License-Identifier: GPL-2.0-only
/*
 * exits.c - tasks that have begun to exit and are not freed yet
 *
 * A task that reaps itself leaves the list of tasks while it still runs. Every
 * task is kept in a table from the start of its exit until it is freed, for as
 * long as kpatch.ko is loaded.
 *
 * Probes run with preemption off, where a real-time kernel cannot allocate or
 * free memory. So they do neither: they take entries from a reserve and put
 * them back there. A work keeps the reserve larger than the number of tasks,
 * which could all exit at once.
 */
#include <linux/delay.h>
#include <linux/hashtable.h>
#include <linux/ktime.h>
#include <linux/moduleparam.h>
#include <linux/rcupdate.h>
#include <linux/sched/signal.h>
#include <linux/sched/stat.h>
#include <linux/slab.h>
#include <linux/tracepoint.h>
#include <linux/workqueue.h>
#include <trace/events/sched.h>

#include "compat.h"
#include "exits.h"
#include "symbols.h"

struct exiting {
	struct hlist_node hash;		/* in the table or in the reserve */
	struct task_struct *task;
};

/* Entries that the reserve has beyond the number of tasks, for each CPU. */
#define RESERVE_MORE	512

/* The table, the reserve and the two counts; taken inside the stop as well. */
static DEFINE_RAW_SPINLOCK(exits_lock);
static DEFINE_HASHTABLE(exits, 8);
static HLIST_HEAD(reserve);
static unsigned int reserve_nr;
/* Exits that found no entry; until they are freed nothing changes. */
static unsigned int exits_untracked;
/* Whoever is freed from now on has exited while we watched. */
static bool all_watched;

static bool forget_exits;
module_param(forget_exits, bool, 0644);
MODULE_PARM_DESC(forget_exits, "for tests: as if there were no entry for an exit");

static typeof(nr_threads) *kernel_threads;

/* What the probes have seen of the task of the self-test, and of any fork. */
static struct task_struct *watched;
static bool exit_seen, free_seen, fork_seen;

/* --- the reserve ----------------------------------------------------------- */

/* All CPUs can create tasks at once, before the work runs. */
static unsigned int reserve_more(void)
{
	return RESERVE_MORE * num_possible_cpus();
}

static unsigned int reserve_wanted(void)
{
	return READ_ONCE(*kernel_threads) + reserve_more();
}

/* Nothing is given back before kpatch.ko goes: tasks that came can come again. */
static int fill_reserve(void)
{
	while (READ_ONCE(reserve_nr) < reserve_wanted()) {
		struct exiting *e = kzalloc(sizeof(*e), GFP_KERNEL);
		unsigned long flags;

		if (!e)
			return -ENOMEM;
		raw_spin_lock_irqsave(&exits_lock, flags);
		hlist_add_head(&e->hash, &reserve);
		reserve_nr++;
		raw_spin_unlock_irqrestore(&exits_lock, flags);
	}
	return 0;
}

static void fill_work(struct work_struct *work)
{
	/* Without memory the next task that comes or goes asks again. */
	fill_reserve();
}

static DECLARE_WORK(fill, fill_work);

/* In a probe. Half of what it should have more is left to the work's delay. */
static void check_reserve(void)
{
	if (READ_ONCE(reserve_nr) < reserve_wanted() - reserve_more() / 2)
		/* The tasks that use it up do not keep this one waiting. */
		queue_work(system_highpri_wq, &fill);
}

/* --- the table ------------------------------------------------------------- */

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
	struct exiting *e;
	unsigned long flags;

	raw_spin_lock_irqsave(&exits_lock, flags);
	if (task == watched)
		exit_seen = true;
	if (exit_find(task)) {
		/* Found by kpatch_exits_init() and by the probe. */
	} else if (hlist_empty(&reserve) || READ_ONCE(forget_exits)) {
		exits_untracked++;
	} else {
		e = hlist_entry(reserve.first, struct exiting, hash);
		hlist_del(&e->hash);
		reserve_nr--;
		e->task = task;
		hash_add(exits, &e->hash, (unsigned long)task);
	}
	raw_spin_unlock_irqrestore(&exits_lock, flags);
}

static void exit_remove(struct task_struct *task)
{
	struct exiting *e;
	unsigned long flags;

	raw_spin_lock_irqsave(&exits_lock, flags);
	e = exit_find(task);
	if (task == watched && e)
		free_seen = true;
	if (e) {
		hash_del(&e->hash);
		hlist_add_head(&e->hash, &reserve);
		reserve_nr++;
	} else if (exits_untracked && all_watched) {
		exits_untracked--;
	}
	raw_spin_unlock_irqrestore(&exits_lock, flags);
}

bool kpatch_exits_untracked(void)
{
	return READ_ONCE(exits_untracked);
}

void kpatch_visit_exits(kpatch_task_fn *fn, void *data)
{
	struct exiting *e;
	unsigned long flags;
	int bkt;

	raw_spin_lock_irqsave(&exits_lock, flags);
	hash_for_each(exits, bkt, e, hash)
		if (!pid_alive(e->task))
			fn(e->task, data);
	raw_spin_unlock_irqrestore(&exits_lock, flags);
}

/* --- probes ---------------------------------------------------------------- */

static void probe_fork(void *data, struct task_struct *parent,
		       struct task_struct *child)
{
	if (!READ_ONCE(fork_seen))
		WRITE_ONCE(fork_seen, true);
	check_reserve();
}

static void probe_exit(void *data, struct task_struct *task)
{
	exit_add(task);
	check_reserve();
}

static void probe_exit_of_group(void *data, struct task_struct *task,
				bool group_dead)
{
	probe_exit(data, task);
}

#define EXIT_PROBE	KPATCH_EXIT_PROBE(probe_exit, probe_exit_of_group)

static void probe_free(void *data, struct task_struct *task)
{
	exit_remove(task);
}

/* In the order in which they are registered: no exit is without its end. */
static struct {
	const char *name;
	void *probe;
	struct tracepoint *tp;
} probes[] = {
	{ "sched_process_free", probe_free },
	{ "sched_process_exit", EXIT_PROBE },
	{ "sched_process_fork", probe_fork },
};

/* The compiler compares them with what the kernel's tracepoints call. */
static inline void check_types(void)
{
	check_trace_callback_type_sched_process_free(probe_free);
	check_trace_callback_type_sched_process_exit(EXIT_PROBE);
	check_trace_callback_type_sched_process_fork(probe_fork);
}

/* The first @nr of them. */
static void unregister_probes(unsigned int nr)
{
	while (nr--)
		if (probes[nr].tp)
			tracepoint_probe_unregister(probes[nr].tp,
						    probes[nr].probe, NULL);
	/* Nobody is inside a probe any more, and their text may go. */
	tracepoint_synchronize_unregister();
	cancel_work_sync(&fill);
}

static int register_probes(void)
{
	unsigned int i;
	int ret;

	check_types();
	for (i = 0; i < ARRAY_SIZE(probes); i++) {
		if (kpatch_lookup_broken(probes[i].name))
			continue;
		probes[i].tp = kpatch_find_tracepoint(probes[i].name);
		ret = probes[i].tp ?
		      tracepoint_probe_register(probes[i].tp, probes[i].probe,
						NULL) : -EOPNOTSUPP;
		if (ret) {
			pr_err("no probe on the tracepoint %s: %d\n",
			       probes[i].name, ret);
			unregister_probes(i);
			return ret;
		}
	}
	return 0;
}

/* --- for the self-test ------------------------------------------------------ */

void kpatch_exits_watch(struct task_struct *task)
{
	unsigned long flags;

	raw_spin_lock_irqsave(&exits_lock, flags);
	watched = task;
	exit_seen = false;
	free_seen = false;
	raw_spin_unlock_irqrestore(&exits_lock, flags);
}

#define SEEN_MS		5000U

const char *kpatch_exits_unseen(void)
{
	u64 end = ktime_get_mono_fast_ns() + (u64)SEEN_MS * NSEC_PER_MSEC;

	do {
		msleep(20);
		/*
		 * A task is freed after a grace period. CPUs that leave their
		 * callbacks to others may put that off for seconds; not so
		 * when somebody waits for all callbacks.
		 */
		rcu_barrier();
		if (READ_ONCE(fork_seen) && READ_ONCE(exit_seen) &&
		    READ_ONCE(free_seen))
			return NULL;
	} while (ktime_get_mono_fast_ns() < end);
	if (!READ_ONCE(fork_seen))
		return "sched_process_fork";
	return READ_ONCE(exit_seen) ? "sched_process_free" :
				      "sched_process_exit";
}

/* --- init and exit --------------------------------------------------------- */

static void free_entries(void)
{
	struct hlist_node *tmp;
	struct exiting *e;
	int bkt;

	hash_for_each_safe(exits, bkt, tmp, e, hash) {
		hash_del(&e->hash);
		kfree(e);
	}
	hlist_for_each_entry_safe(e, tmp, &reserve, hash) {
		hlist_del(&e->hash);
		kfree(e);
	}
	reserve_nr = 0;
}

/* Tasks that began to exit before the probes. */
static void add_earlier(void)
{
	struct task_struct *g, *t;

	/* Under RCU a task on the list is not freed before it is added. */
	rcu_read_lock();
	for_each_process_thread(g, t)
		if (READ_ONCE(t->flags) & PF_EXITING)
			exit_add(t);
	rcu_read_unlock();
	/* And those that had left the list already: let them end, */
	synchronize_rcu_tasks();
	/* and be freed, as they are not in the table. */
	rcu_barrier();
	WRITE_ONCE(all_watched, true);
}

int kpatch_exits_init(void)
{
	int ret;

	kernel_threads = (void *)kpatch_lookup_data("nr_threads");
	if (!kernel_threads) {
		pr_err("the kernel has no symbol nr_threads\n");
		return -EOPNOTSUPP;
	}
	ret = fill_reserve() ?: register_probes();
	if (ret) {
		free_entries();
		return ret;
	}
	add_earlier();
	if (kpatch_exits_untracked()) {
		pr_err("more tasks exited at once than there were entries for\n");
		kpatch_exits_exit();
		return -EAGAIN;
	}
	return 0;
}

void kpatch_exits_exit(void)
{
	unregister_probes(ARRAY_SIZE(probes));
	free_entries();
}
