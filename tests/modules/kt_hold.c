// SPDX-License-Identifier: GPL-2.0-only
/*
 * kt_hold.c - a kernel thread that does not let go of its CPU
 *
 * With `nopreempt` it has preemption off, so that no kernel can take the CPU
 * from it; even a module's load waits for it then, so it begins when `go` is
 * set. It ends with the module, or by itself after `seconds`.
 */
#include <linux/cpumask.h>
#include <linux/delay.h>
#include <linux/jiffies.h>
#include <linux/kthread.h>
#include <linux/module.h>

#include "kt_opaque.h"

static unsigned int cpu = 1;
module_param(cpu, uint, 0444);
MODULE_PARM_DESC(cpu, "the CPU that it runs on");

static unsigned int seconds = 15;
module_param(seconds, uint, 0444);
MODULE_PARM_DESC(seconds, "for how long, at most");

static bool go = true;
module_param(go, bool, 0644);
MODULE_PARM_DESC(go, "begin");

static bool held;
module_param(held, bool, 0444);
MODULE_PARM_DESC(held, "it has its CPU now, or had it");

static bool ended;
module_param(ended, bool, 0444);
MODULE_PARM_DESC(ended, "it has let go of its CPU");

static bool nopreempt;
module_param(nopreempt, bool, 0444);
MODULE_PARM_DESC(nopreempt, "with preemption off");

static struct task_struct *holder;

kt_opaque unsigned int kt_hold_work(unsigned int x);
kt_opaque unsigned int kt_hold_work(unsigned int x)
{
	barrier();
	return x * 3 + 1;
}

static void hold_cpu(unsigned long end)
{
	unsigned int x = 0;

	while (!kthread_should_stop() && time_before(jiffies, end)) {
		x = kt_hold_work(x);
		ndelay(200);
	}
}

static int hold(void *unused)
{
	unsigned long end;

	while (!READ_ONCE(go) && !kthread_should_stop())
		schedule_timeout_idle(HZ / 20);
	end = jiffies + seconds * HZ;
	if (nopreempt)
		preempt_disable();
	WRITE_ONCE(held, true);
	hold_cpu(end);
	WRITE_ONCE(ended, true);
	if (nopreempt)
		preempt_enable();
	/* Until the module goes. */
	set_current_state(TASK_IDLE);
	while (!kthread_should_stop()) {
		schedule();
		set_current_state(TASK_IDLE);
	}
	__set_current_state(TASK_RUNNING);
	return 0;
}

static int __init kt_hold_init(void)
{
	if (cpu >= nr_cpu_ids || !cpu_online(cpu))
		return -ENODEV;
	holder = kthread_create(hold, NULL, "kt_hold");
	if (IS_ERR(holder))
		return PTR_ERR(holder);
	kthread_bind(holder, cpu);
	wake_up_process(holder);
	return 0;
}

static void __exit kt_hold_exit(void)
{
	kthread_stop(holder);
}

module_init(kt_hold_init);
module_exit(kt_hold_exit);
MODULE_DESCRIPTION("A kernel thread that does not let go of its CPU");
MODULE_LICENSE("GPL");
