// SPDX-License-Identifier: GPL-2.0-only
/* kp_cmdline_each.c - kp_cmdline, for one task after the other */
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

KPATCH_MODULE(objects, .consistency = KPATCH_PER_TASK);
MODULE_DESCRIPTION("Change /proc/cmdline for one task after the other");
MODULE_LICENSE("GPL");
