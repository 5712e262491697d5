// SPDX-License-Identifier: GPL-2.0-only
/*
 * edge_call.c - have a task move when it comes to the edge of user space
 *
 * A task work is run there. It is also run elsewhere: while a task waits for
 * io_uring, before it enters a virtual machine, as it exits. So it walks the
 * stack, like everybody who moves a task.
 */
#include <linux/module.h>
#include <linux/rcupdate.h>
#include <linux/refcount.h>
#include <linux/sched.h>
#include <linux/slab.h>
#include <linux/task_work.h>

#include "edge_call.h"
#include "move_task.h"
#include "patches.h"
#include "stack_walk.h"
#include "symbols.h"

/* It belongs to the request and to the work, and goes with the last of them. */
struct kpatch_edge_call {
	struct callback_head work;
	refcount_t refs;
	bool came;
	struct kpatch_cpu cpu;
};

/* Where to; under RCU. */
static const struct kpatch_goal *edge_goal;

void kpatch_edge_set_goal(const struct kpatch_goal *goal)
{
	bool had_goal = edge_goal;

	lockdep_assert_held(&kpatch_mutex);
	smp_store_release(&edge_goal, goal); /* pairs with move_at_edge() */
	if (had_goal)
		synchronize_rcu_expedited();
}

static void put_call(struct kpatch_edge_call *call)
{
	if (refcount_dec_and_test(&call->refs))
		kfree(call);
}

static void move_at_edge(struct callback_head *work)
{
	struct kpatch_edge_call *call =
		container_of(work, struct kpatch_edge_call, work);
	const struct kpatch_goal *goal;

	rcu_read_lock();
	goal = smp_load_acquire(&edge_goal); /* pairs with the release above */
	if (goal)
		kpatch_move_self(goal, &call->cpu);
	rcu_read_unlock();
	WRITE_ONCE(call->came, true);
	put_call(call);
	/* See kpatch_nudge_exit() for the rest of this function. */
	module_put(THIS_MODULE);
}

struct kpatch_edge_call *kpatch_edge_call(struct task_struct *task, bool wake)
{
	struct kpatch_edge_call *call = kzalloc(sizeof(*call), GFP_KERNEL);

	if (!call)
		return NULL;
	refcount_set(&call->refs, 2);
	init_task_work(&call->work, move_at_edge);
	/* kpatch.ko stays while there is a work of it. */
	__module_get(THIS_MODULE);
	if (!task_work_add(task, &call->work, wake ? TWA_SIGNAL : TWA_RESUME))
		return call;
	module_put(THIS_MODULE);
	kfree(call);
	return NULL;
}

bool kpatch_edge_came(const struct kpatch_edge_call *call)
{
	return READ_ONCE(call->came);
}

void kpatch_edge_forget(struct kpatch_edge_call *call, struct task_struct *task)
{
	if (!kpatch_edge_came(call) && kpatch_cancel_work(task, &call->work)) {
		module_put(THIS_MODULE);
		put_call(call);
	}
	put_call(call);
}
