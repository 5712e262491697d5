// SPDX-License-Identifier: GPL-2.0-only
/* kp_thread.c - what the threads of kt_thread are in most of the time */
#include <linux/sched.h>

#include "kpatch.h"

#ifndef HOW
#define HOW	KPATCH_ATOMIC
#endif

static void new_nap(void)
{
	schedule_timeout_interruptible(HZ / 10);
}

static unsigned long new_step(unsigned long x)
{
	return x * 5 + 1;
}

static struct kpatch_func thread_funcs[] = {
	KPATCH_FUNC(kt_thread_nap, new_nap),
	KPATCH_FUNC(kt_thread_step, new_step),
};

static struct kpatch_object objects[] = {
	KPATCH_OBJECT("kt_thread", thread_funcs),
};

KPATCH_MODULE(objects, .consistency = HOW);
MODULE_DESCRIPTION("Change functions of kernel threads");
MODULE_LICENSE("GPL");
