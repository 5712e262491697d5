// SPDX-License-Identifier: GPL-2.0-only
/*
 * rcu_ready.c - does RCU come to an end now?
 *
 * RCU waits for a task that keeps preemption off, however long that takes. So
 * a work waits first, and the request waits for the work, with a bound.
 */
#include <linux/completion.h>
#include <linux/ktime.h>
#include <linux/module.h>
#include <linux/rcupdate.h>
#include <linux/workqueue.h>

#include "patches.h"
#include "rcu_ready.h"
#include "reason.h"
#include "request.h"

/* A period takes longer where CPUs are virtual and taken away at times. */
#define WAIT_MS	1000U

static DECLARE_COMPLETION(ended);
/* The work has not ended; it holds the module. */
static atomic_t open;

static void wait_for_rcu(struct work_struct *work)
{
	synchronize_rcu_expedited();
	/* Pairs with the acquire in ask_rcu(): the work may be used again. */
	atomic_set_release(&open, 0);
	complete_all(&ended);
	/* See kpatch_rcu_exit() for the rest of this function. */
	module_put(THIS_MODULE);
}

static DECLARE_WORK(waiter, wait_for_rcu);

static bool ask_rcu(void)
{
	lockdep_assert_held(&kpatch_mutex);
	/* One that is late is as good as a new one. */
	if (!atomic_read_acquire(&open)) {
		reinit_completion(&ended);
		atomic_set(&open, 1);
		__module_get(THIS_MODULE);
		queue_work(system_unbound_wq, &waiter);
	}
	return wait_for_completion_timeout(&ended, msecs_to_jiffies(WAIT_MS));
}

int kpatch_rcu_ready(struct kpatch_op *op)
{
	int ret;

	while (!ask_rcu()) {
		ret = kpatch_refuse(op, KPATCH_CPU_HELD, NULL, NULL,
				    "RCU waits for a task that keeps preemption off");
		if (op->dry || ktime_get_mono_fast_ns() >= op->end_ns)
			return ret;
		ret = kpatch_rest_between(op, 50);
		if (ret)
			return ret;
	}
	kpatch_refuse_nothing(op);
	return 0;
}

/* No work holds the module. But the last may be on its way out. */
void kpatch_rcu_exit(void)
{
	flush_work(&waiter);
}
