// SPDX-License-Identifier: GPL-2.0-only
/*
 * kt_midway.c - a thread that stands before a function's first instruction
 *
 * As one that was preempted in a trampoline of ftrace, after the handler has
 * chosen where it goes: the function's address is on its stack, as if it were
 * to return there, and nothing else tells of the function. Ends without going.
 */
#include <linux/kthread.h>
#include <linux/module.h>
#include <linux/objtool.h>
#include <linux/sched/task.h>
#include <stackcheck/frame.h>

#include "kt_opaque.h"

static unsigned long addr;
module_param(addr, ulong, 0444);
MODULE_PARM_DESC(addr, "the function's first byte");

static struct task_struct *thread;

void kt_midway(unsigned long addr);
void kt_midway_sleep(void);

asm(".pushsection .text\n"
    SC_FUNC_BEGIN_LOCAL(kt_midway)
    "push %rdi\n\t"
    "jmp kt_midway_sleep\n"
    SC_FUNC_END(kt_midway)
    ".popsection");
STACK_FRAME_NON_STANDARD(kt_midway);

kt_opaque void kt_midway_sleep(void)
{
	while (!kthread_should_stop())
		schedule_timeout_idle(3600 * HZ);
	kthread_complete_and_exit(NULL, 0);
}

static int go(void *unused)
{
	kt_midway(addr);
	return 0;
}

static int __init kt_midway_init(void)
{
	thread = kthread_run(go, NULL, "kt_midway");
	if (IS_ERR(thread))
		return PTR_ERR(thread);
	/* Its exit drops its own. */
	get_task_struct(thread);
	return 0;
}

static void __exit kt_midway_exit(void)
{
	kthread_stop(thread);
	put_task_struct(thread);
}

module_init(kt_midway_init);
module_exit(kt_midway_exit);
MODULE_DESCRIPTION("A thread before a function's first instruction");
MODULE_LICENSE("GPL");
