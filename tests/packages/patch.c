// SPDX-License-Identifier: GPL-2.0-only
/* A patch as its author would write it, with what the packages bring. */
#include <linux/seq_file.h>

#include <kpatch/kpatch.h>

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
