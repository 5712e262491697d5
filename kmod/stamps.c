// SPDX-License-Identifier: GPL-2.0-only
/*
 * stamps.c - which epoch each task has come to: all stamps at once, and those
 *	of new tasks
 *
 * A new task starts with a copy of its parent's stamp. Before it runs for the
 * first time a probe on sched_wakeup_new gives it one of its own.
 */
#include <linux/rcupdate.h>
#include <linux/tracepoint.h>
#include <trace/events/sched.h>

#include "exits.h"
#include "patches.h"
#include "stamps.h"
#include "symbols.h"
#include "tasks.h"

/* Does the kernel have no names for them? */
#ifdef KPATCH_STAMP_BITS_USED
static const bool bits_unnamed;
#else
static const bool bits_unnamed = true;
#endif
static bool bits_free;
static u32 stamp_of_new;
static struct tracepoint *tp_new;

/* Under the lock of the run queue that the child is on, so it does not run. */
static void probe_new(void *data, struct task_struct *child)
{
	kpatch_set_stamp(child, READ_ONCE(stamp_of_new));
}

void kpatch_stamps_of_new(u32 stamp)
{
	WRITE_ONCE(stamp_of_new, stamp);
}

struct spread {
	u32 keep;
	u32 next;
};

static void spread_stamp(struct task_struct *task, void *data)
{
	const struct spread *s = data;
	u32 old;

	do {
		old = READ_ONCE(*kpatch_stamp_of(task));
	} while (old != s->keep && !kpatch_change_stamp(task, old, s->next));
}

int kpatch_stamps_spread(u32 keep, u32 next)
{
	struct spread s = { .keep = keep, .next = next };

	kpatch_visit_in_pieces(spread_stamp, &s, NULL);
	return kpatch_exits_untracked() ? -EAGAIN : 0;
}

/* Old stamps can come round again after 2^32 changes, or another kpatch.ko. */
static void take_stamp(struct task_struct *task, void *data)
{
	u32 next = *(u32 *)data;

	kpatch_change_stamp(task, next, next - 1);
}

int kpatch_stamps_begin(u32 next)
{
	int ret;

	lockdep_assert_held(&kpatch_mutex);
	kpatch_stamps_of_new(next - 1);
	check_trace_callback_type_sched_wakeup_new(probe_new);
	ret = tracepoint_probe_register(tp_new, probe_new, NULL);
	if (ret)
		return ret;
	/* Whoever wakes a new task without the probe is done with it. */
	synchronize_rcu_expedited();
	kpatch_visit_in_pieces(take_stamp, &next, NULL);
	if (!kpatch_exits_untracked())
		return 0;
	kpatch_stamps_end();
	return -EAGAIN;
}

void kpatch_stamps_end(void)
{
	tracepoint_probe_unregister(tp_new, probe_new, NULL);
}

/* --- init and exit ---------------------------------------------------------- */

bool kpatch_stamps_free(void)
{
	return bits_free;
}

static int is_called(struct task_struct *task, void *data)
{
	return task == data;
}

/*
 * Kbuild has looked which bits the kernel's headers name. Idle tasks are there
 * from the start, and have no stamp before there is a kpatch.ko.
 */
void kpatch_stamps_init(void)
{
	int cpu;

	tp_new = kpatch_find_tracepoint("sched_wakeup_new");
	bits_free = bits_unnamed && tp_new &&
		    !kpatch_lookup_broken("sched_wakeup_new") &&
		    !kpatch_lookup_broken("atomic_flags") &&
		    kpatch_call_task(current, is_called, current) == 1;
	for_each_possible_cpu(cpu)
		if (!kpatch_has_stamp(kpatch_idle_task(cpu), 0))
			bits_free = false;
	if (!bits_free)
		pr_notice("no room for a number in each task: changes are atomic only\n");
}

static void clear_stamp(struct task_struct *task, void *data)
{
	kpatch_set_stamp(task, 0);
}

void kpatch_stamps_exit(void)
{
	if (bits_free)
		kpatch_visit_in_pieces(clear_stamp, NULL, NULL);
}
