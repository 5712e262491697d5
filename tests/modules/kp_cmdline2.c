// SPDX-License-Identifier: GPL-2.0-only
/* kp_cmdline2.c - the same function once more, and /proc/version */
#include <linux/seq_file.h>

#include "kpatch.h"

static int new_cmdline_proc_show(struct seq_file *m, void *v)
{
	seq_puts(m, "kpatch=2\n");
	return 0;
}

static int new_version_proc_show(struct seq_file *m, void *v)
{
	seq_puts(m, "kpatch version 2\n");
	return 0;
}

static struct kpatch_func vmlinux_funcs[] = {
	KPATCH_FUNC(cmdline_proc_show, new_cmdline_proc_show),
	KPATCH_FUNC(version_proc_show, new_version_proc_show),
};

static struct kpatch_object objects[] = {
	KPATCH_OBJECT(NULL, vmlinux_funcs),
};

KPATCH_MODULE(objects, .checksum = "second");
MODULE_DESCRIPTION("Change /proc/cmdline and /proc/version");
MODULE_LICENSE("GPL");
