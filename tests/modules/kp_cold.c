// SPDX-License-Identifier: GPL-2.0-only
/*
 * kp_cold.c - a new function that sleeps in its cold part
 *
 * Somebody there has left the function that the patch put in place, and is
 * seen only if the children of new functions count as well. Until the
 * parameter `wake` is written. The old function is named by an alias.
 */
#include <linux/wait.h>

#include "kpatch.h"

static DECLARE_WAIT_QUEUE_HEAD(queue);
static unsigned int wakes;
static unsigned int seen;

static int set_wake(const char *val, const struct kernel_param *kp)
{
	WRITE_ONCE(wakes, wakes + 1);
	wake_up_all(&queue);
	return 0;
}

static const struct kernel_param_ops wake_ops = { .set = set_wake };
module_param_cb(wake, &wake_ops, NULL, 0200);
MODULE_PARM_DESC(wake, "end all sleeps");

/* See kt_cold_sleep() of kt_target. */
static noinline __attribute__((__cold__)) int colder_sleep(unsigned int before)
{
	wait_event(queue, READ_ONCE(wakes) != before);
	return 3;
}

static noinline __noclone int colder_cold(unsigned int how)
{
	unsigned int i, ret = 0;

	for (i = 0; i < READ_ONCE(wakes); i++)
		ret += how ^ i;
	if (unlikely(how)) {
		ret = colder_sleep(READ_ONCE(wakes));
		WRITE_ONCE(seen, ret);
	}
	return ret;
}

static struct kpatch_func target_funcs[] = {
	KPATCH_FUNC(kt_cold_alias, colder_cold),
};

static struct kpatch_object objects[] = {
	KPATCH_OBJECT("kt_target", target_funcs),
};

KPATCH_MODULE(objects);
MODULE_DESCRIPTION("Sleep in the cold part of a new function");
MODULE_LICENSE("GPL");
