// SPDX-License-Identifier: GPL-2.0-only
/*
 * kp_sleep.c - functions that somebody sleeps in, before and after
 *
 * The new kt_sleep() sleeps as well, in a helper that it jumps to where the
 * compiler does that, until the parameter `wake` is written.
 */
#include <linux/wait.h>

#include "kpatch.h"
#include "kt_opaque.h"

static DECLARE_WAIT_QUEUE_HEAD(queue);
static unsigned int wakes;

static int set_wake(const char *val, const struct kernel_param *kp)
{
	WRITE_ONCE(wakes, wakes + 1);
	wake_up_all(&queue);
	return 0;
}

static const struct kernel_param_ops wake_ops = { .set = set_wake };
module_param_cb(wake, &wake_ops, NULL, 0200);
MODULE_PARM_DESC(wake, "end all sleeps");

/* Else it may have another name than this one, as sleep_here.isra.0. */
static kt_opaque int sleep_here(unsigned int before)
{
	wait_event(queue, READ_ONCE(wakes) != before);
	return 2;
}

static int new_sleep(void)
{
	return sleep_here(READ_ONCE(wakes));
}

static int new_nap(unsigned int before)
{
	return 2;
}

static int new_cold(unsigned int how)
{
	return 2;
}

static struct kpatch_func target_funcs[] = {
	KPATCH_FUNC(kt_sleep, new_sleep),
	KPATCH_FUNC(kt_nap, new_nap),
	KPATCH_FUNC(kt_cold, new_cold),
};

static struct kpatch_object objects[] = {
	KPATCH_OBJECT("kt_target", target_funcs),
};

KPATCH_MODULE(objects);
MODULE_DESCRIPTION("Change functions that sleep");
MODULE_LICENSE("GPL");
