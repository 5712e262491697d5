// SPDX-License-Identifier: GPL-2.0-only
/*
 * kt_thread.c - kernel threads
 *
 * One burns its CPU, and with `hog` never even rests. One naps in
 * kt_thread_nap(), an hour at a time, and comes back from it only when it is
 * woken.
 */
#include <linux/kthread.h>
#include <linux/module.h>

#include "kt_opaque.h"

static bool hog;
module_param(hog, bool, 0444);
MODULE_PARM_DESC(hog, "one thread never sleeps");

static struct task_struct *spinner, *napper;

kt_opaque void kt_thread_nap(void);
kt_opaque void kt_thread_nap(void)
{
	schedule_timeout_interruptible(3600 * HZ);
	barrier();
}

kt_opaque unsigned long kt_thread_step(unsigned long x);
kt_opaque unsigned long kt_thread_step(unsigned long x)
{
	barrier();
	return x * 3 + 1;
}

/* Preempted, the spinner is in here: all else, and a probe of it, is short. */
kt_opaque unsigned long kt_thread_round(unsigned long x);
kt_opaque unsigned long kt_thread_round(unsigned long x)
{
	int i;

	for (i = 0; i < 100000; i++)
		x = kt_thread_step(x);
	cond_resched();
	return x;
}

static int spin(void *unused)
{
	unsigned long end = jiffies + HZ / 50;
	unsigned long x = 0;

	while (!kthread_should_stop()) {
		x = kt_thread_round(x);
		if (!hog && time_after(jiffies, end)) {
			schedule_timeout_interruptible(HZ / 100 ?: 1);
			end = jiffies + HZ / 50;
		}
	}
	return x & 1;
}

static int nap(void *unused)
{
	while (!kthread_should_stop()) {
		kt_thread_nap();
		schedule_timeout_uninterruptible(HZ / 4);
	}
	return 0;
}

static int __init kt_thread_init(void)
{
	spinner = kthread_run(spin, NULL, "kt_spin");
	if (IS_ERR(spinner))
		return PTR_ERR(spinner);
	napper = kthread_run(nap, NULL, "kt_nap");
	if (IS_ERR(napper)) {
		kthread_stop(spinner);
		return PTR_ERR(napper);
	}
	return 0;
}

static void __exit kt_thread_exit(void)
{
	kthread_stop(napper);
	kthread_stop(spinner);
}

module_init(kt_thread_init);
module_exit(kt_thread_exit);
MODULE_DESCRIPTION("Kernel threads");
MODULE_LICENSE("GPL");
