// SPDX-License-Identifier: GPL-2.0-only
/*
 * nudge.c - get a sleeper out of the function that is to change
 *
 * A user task is asked to run a piece of work on its way back to user space:
 * an interruptible sleep ends, and the system call is begun again afterwards.
 * The work holds the task there, outside of everything, until the change has
 * been made or given up, so that it does not walk into the old function once
 * more. A kernel thread in an interruptible sleep is woken.
 */
#include <linux/sched/signal.h>
#include <linux/slab.h>
#include <linux/task_work.h>
#include <linux/wait.h>

#include "internal.h"
#include "compat.h"

#define PARK_MAX	(2 * HZ)

struct park {
	struct callback_head work;
	unsigned long round;
};

static DECLARE_WAIT_QUEUE_HEAD(park_wait);
static unsigned long park_round;	/* ends at each release */

static void park(struct callback_head *work)
{
	struct park *p = container_of(work, struct park, work);
	unsigned long round = p->round;

	kfree(p);
	/* A dying task runs its works as well; do not keep it. */
	if (!(current->flags & PF_EXITING))
		wait_event_killable_timeout(park_wait,
					    READ_ONCE(park_round) != round,
					    PARK_MAX);
	/* See kpatch_nudge_exit() for the rest of this function. */
	module_put(THIS_MODULE);
}

void kpatch_nudge(struct task_struct *task)
{
	struct park *p;

	if (task == current || task->flags & PF_EXITING)
		return;
	if (task->flags & (PF_KTHREAD | PF_USER_WORKER)) {
		kpatch_wake_interruptible(task);
		return;
	}
	/* The last one has not got through yet, and lasts. */
	if (test_tsk_thread_flag(task, TIF_NOTIFY_SIGNAL))
		return;
	p = kzalloc(sizeof(*p), GFP_KERNEL);
	if (!p)
		return;
	p->round = READ_ONCE(park_round);
	init_task_work(&p->work, park);
	/* Works cannot be taken back; kpatch.ko stays while there is one. */
	__module_get(THIS_MODULE);
	/* Signals it as well, as far as its sleep allows. */
	if (task_work_add(task, &p->work, TWA_SIGNAL)) {
		module_put(THIS_MODULE);
		kfree(p);
	}
}

void kpatch_nudge_release(void)
{
	WRITE_ONCE(park_round, park_round + 1);
	wake_up_all(&park_wait);
}

/* All works have run, but the last may still be on its way out of park(). */
void kpatch_nudge_exit(void)
{
	synchronize_rcu_tasks();
}
