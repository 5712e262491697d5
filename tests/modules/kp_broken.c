// SPDX-License-Identifier: GPL-2.0-only
/* kp_broken.c - a patch module whose init fails after it registered */
#include <linux/seq_file.h>

#include "kpatch.h"

static int new_cmdline_proc_show(struct seq_file *m, void *v)
{
	seq_puts(m, "kpatch=1\n");
	return 0;
}

static struct kpatch_func vmlinux_funcs[] = {
	KPATCH_FUNC(cmdline_proc_show, new_cmdline_proc_show),
};

static struct kpatch_object objects[] = {
	KPATCH_OBJECT(NULL, vmlinux_funcs),
};

static struct kpatch_module broken = {
	.mod = THIS_MODULE,
	.objects = objects,
	.nr_objects = ARRAY_SIZE(objects),
};

static int __init kp_broken_init(void)
{
	int ret = kpatch_register(&broken, false);

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
