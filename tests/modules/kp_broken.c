// SPDX-License-Identifier: GPL-2.0-only
/*
 * kp_broken.c - a patch module whose init fails after it registered
 *
 * With `busy` it fails while somebody is in the new kt_sleep(), who stays
 * there for a while.
 */
#include <linux/delay.h>
#include <linux/jiffies.h>
#include <linux/seq_file.h>

#include "kpatch.h"

static bool busy;
module_param(busy, bool, 0444);
MODULE_PARM_DESC(busy, "wait for a sleeper before failing");

static int sleepers;

static int new_sleep(void)
{
	WRITE_ONCE(sleepers, 1);
	msleep(2000);
	return 2;
}

static int new_cmdline_proc_show(struct seq_file *m, void *v)
{
	seq_puts(m, "kpatch=1\n");
	return 0;
}

static struct kpatch_func vmlinux_funcs[] = {
	KPATCH_FUNC(cmdline_proc_show, new_cmdline_proc_show),
};

static struct kpatch_func target_funcs[] = {
	KPATCH_FUNC(kt_sleep, new_sleep),
};

static struct kpatch_object objects[] = {
	KPATCH_OBJECT(NULL, vmlinux_funcs),
	KPATCH_OBJECT("kt_target", target_funcs),
};

static struct kpatch_module broken = {
	.mod = THIS_MODULE,
	.objects = objects,
	.nr_objects = ARRAY_SIZE(objects),
};

static int __init kp_broken_init(void)
{
	unsigned long end = jiffies + 60 * HZ;
	int ret = kpatch_register(&broken, false);

	while (!ret && busy && !READ_ONCE(sleepers)) {
		if (time_after(jiffies, end))
			return -ETIME;
		msleep(20);
	}
	return ret ?: -EILSEQ;
}

static void __exit kp_broken_exit(void)
{
	kpatch_unregister(&broken);
}

module_init(kp_broken_init);
module_exit(kp_broken_exit);
MODULE_DESCRIPTION("A patch whose init fails");
MODULE_LICENSE("GPL");
