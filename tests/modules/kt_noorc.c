// SPDX-License-Identifier: GPL-2.0-only
/*
 * kt_noorc.c - a kernel thread whose stack nobody can walk
 *
 * Its assembly has no unwind data, and loses the frame pointer.
 */
#include <linux/delay.h>
#include <linux/kthread.h>
#include <linux/linkage.h>
#include <linux/module.h>
#include <linux/objtool.h>
#include <stackcheck/frame.h>

static struct task_struct *thread;

void kt_noorc_sleep(void);
asmlinkage void kt_noorc_call(void);

void kt_noorc_sleep(void)
{
	while (!kthread_should_stop())
		schedule_timeout_interruptible(HZ / 10);
}

asm("	.text\n"
    SC_FUNC_BEGIN(kt_noorc_call)
    "	push %rbp\n"
    "	xor %ebp, %ebp\n"
    "	call kt_noorc_sleep\n"
    "	pop %rbp\n"
    "	" ASM_RET
    SC_FUNC_END(kt_noorc_call));
STACK_FRAME_NON_STANDARD(kt_noorc_call);

static int run(void *unused)
{
	kt_noorc_call();
	return 0;
}

static int __init kt_noorc_init(void)
{
	thread = kthread_run(run, NULL, "kt_noorc");
	return PTR_ERR_OR_ZERO(thread);
}

static void __exit kt_noorc_exit(void)
{
	kthread_stop(thread);
}

module_init(kt_noorc_init);
module_exit(kt_noorc_exit);
MODULE_DESCRIPTION("A stack that cannot be walked");
MODULE_LICENSE("GPL");
