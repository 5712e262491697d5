// SPDX-License-Identifier: GPL-2.0-only
/* kp_cmdline.c - /proc/cmdline says that it is patched */
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

KPATCH_MODULE(objects);
MODULE_DESCRIPTION("Change /proc/cmdline");
MODULE_LICENSE("GPL");
