// SPDX-License-Identifier: GPL-2.0-only
/*
 * move_task.c - one task moves to the next epoch, if nothing that changes is on
 *	its stack
 *
 * A stamp changes only while its task stands still: the scheduler's locks are
 * held and it is on no CPU, or it is interrupted, or it does it itself. So
 * whatever runs on behalf of a task, interrupts and NMIs included, finds one
 * stamp from its start to its end.
 */
#include <linux/cpu.h>
#include <linux/rcupdate.h>
#include <linux/sched/task_stack.h>
#include <linux/smp.h>

#include "blockers.h"
#include "move_task.h"
#include "stack_walk.h"
#include "stamps.h"
#include "stop.h"
#include "symbols.h"
#include "tasks.h"

struct look {
	struct kpatch_stop *s;
	const struct kpatch_goal *goal;
};

/* --- on no CPU --------------------------------------------------------------- */

/*
 * Under the locks of the scheduler: who is on no CPU now is on none until this
 * returns. What tracers recorded of its stack stays, as it does not run.
 */
static int look_at_sleeper(struct task_struct *task, void *data)
{
	const struct look *look = data;
	struct kpatch_stop *s = look->s;
	enum kpatch_reason why = KPATCH_NONE;

	if (READ_ONCE(task->on_cpu))
		return KPATCH_IS_RUNNING;
	/* One that was never switched out has never run, and is nowhere. */
	if (kpatch_switches(task))
		why = kpatch_walk(task, look->goal->ranges, &s->before);
	if (!why) {
		kpatch_set_stamp(task, look->goal->stamp);
		return KPATCH_HAS_MOVED;
	}
	kpatch_add_blocker(s, task, why, &s->before);
	return KPATCH_IS_INSIDE;
}

enum kpatch_moved kpatch_move_sleeper(struct kpatch_stop *s,
				      const struct kpatch_goal *goal,
				      struct task_struct *task)
{
	struct look look = { .s = s, .goal = goal };
	int moved;

	/* Without a stack it is dead, and does not run again. */
	if (!try_get_task_stack(task)) {
		kpatch_set_stamp(task, goal->stamp);
		return KPATCH_HAS_MOVED;
	}
	moved = kpatch_call_task(task, look_at_sleeper, &look);
	kpatch_put_task_stack(task);
	return moved;
}

/* --- on a CPU ---------------------------------------------------------------- */

/* In an interrupt, or with interrupts off on the CPU that asks. */
static void look_at_current(void *data)
{
	const struct look *look = data;
	struct kpatch_cpu *cpu = &look->s->cpu[smp_processor_id()];
	enum kpatch_reason why;

	if (kpatch_has_stamp(current, look->goal->stamp))
		return;
	why = kpatch_walk(current, look->goal->ranges, cpu);
	if (why)
		kpatch_add_blocker(look->s, current, why, cpu);
	else
		kpatch_set_stamp(current, look->goal->stamp);
}

void kpatch_move_running(struct kpatch_stop *s, const struct kpatch_goal *goal)
{
	struct look look = { .s = s, .goal = goal };

	on_each_cpu(look_at_current, &look, 1);
}

/*
 * A CPU that comes up begins its idle task anew. If CPUs come or go right now,
 * the next round will do.
 */
void kpatch_move_offline(const struct kpatch_goal *goal)
{
	int cpu;

	if (!cpus_read_trylock())
		return;
	for_each_possible_cpu(cpu)
		if (!cpu_online(cpu))
			kpatch_set_stamp(kpatch_idle_task(cpu), goal->stamp);
	cpus_read_unlock();
}

/* --- by itself --------------------------------------------------------------- */

/* The direction may turn meanwhile, and then its stamp is another already. */
void kpatch_move_self(const struct kpatch_goal *goal, struct kpatch_cpu *cpu)
{
	u32 old = READ_ONCE(*kpatch_stamp_of(current));

	if (old != goal->stamp && !kpatch_walk(current, goal->ranges, cpu))
		kpatch_change_stamp(current, old, goal->stamp);
}
