// SPDX-License-Identifier: GPL-2.0-only
/*
 * kp_exit.c - hold a task that has reaped itself
 *
 * A thread called kt_exit that ends has left the list of tasks when it comes
 * here, and sleeps until the parameter `wake` is written.
 */
#include <linux/pid.h>
#include <linux/sched.h>
#include <linux/wait.h>

#include "kpatch.h"

#ifndef HOW
#define HOW	KPATCH_ATOMIC
#endif

static DECLARE_WAIT_QUEUE_HEAD(queue);
static bool woken;

static int set_wake(const char *val, const struct kernel_param *kp)
{
	WRITE_ONCE(woken, true);
	wake_up_all(&queue);
	return 0;
}

static int held;
static const struct kernel_param_ops wake_ops = { .set = set_wake };
module_param_cb(wake, &wake_ops, NULL, 0200);
MODULE_PARM_DESC(wake, "let it go");
module_param(held, int, 0444);
MODULE_PARM_DESC(held, "tasks that are held, off the list");

static void new_flush_pid(struct pid *pid)
{
	if (strcmp(current->comm, "kt_exit"))
		return;
	if (!pid_alive(current))
		WRITE_ONCE(held, held + 1);
	wait_event(queue, READ_ONCE(woken));
	WRITE_ONCE(held, held - 1);
}

static struct kpatch_func vmlinux_funcs[] = {
	KPATCH_FUNC(proc_flush_pid, new_flush_pid),
};

static struct kpatch_object objects[] = {
	KPATCH_OBJECT(NULL, vmlinux_funcs),
};

KPATCH_MODULE(objects, .consistency = HOW);
MODULE_DESCRIPTION("Hold tasks that exit");
MODULE_LICENSE("GPL");
