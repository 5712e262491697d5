// SPDX-License-Identifier: GPL-2.0-only
/*
 * kp_doze.c - reading /proc/version sleeps until the parameter `wake` is
 * written
 */
#include <linux/seq_file.h>
#include <linux/wait.h>

#include "kpatch.h"

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

static int new_version_proc_show(struct seq_file *m, void *v)
{
	unsigned int before = READ_ONCE(wakes);

	wait_event(queue, READ_ONCE(wakes) != before);
	seq_puts(m, "dozed\n");
	return 0;
}

static struct kpatch_func funcs[] = {
	KPATCH_FUNC(version_proc_show, new_version_proc_show),
};

static struct kpatch_object objects[] = {
	KPATCH_OBJECT(NULL, funcs),
};

KPATCH_MODULE(objects);
MODULE_DESCRIPTION("Sleep in a changed function of the kernel");
MODULE_LICENSE("GPL");
