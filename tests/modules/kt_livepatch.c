// SPDX-License-Identifier: GPL-2.0-only
/* kt_livepatch.c - the kernel's own livepatch, of /proc/cmdline */
#include <linux/livepatch.h>
#include <linux/module.h>
#include <linux/seq_file.h>

static int new_cmdline_proc_show(struct seq_file *m, void *v)
{
	seq_puts(m, "livepatch=1\n");
	return 0;
}

static struct klp_func funcs[] = {
	{
		.old_name = "cmdline_proc_show",
		.new_func = new_cmdline_proc_show,
	},
	{ }
};

static struct klp_object objs[] = {
	{ .funcs = funcs },
	{ }
};

static struct klp_patch patch = {
	.mod = THIS_MODULE,
	.objs = objs,
};

static int __init kt_livepatch_init(void)
{
	return klp_enable_patch(&patch);
}

static void __exit kt_livepatch_exit(void)
{
}

module_init(kt_livepatch_init);
module_exit(kt_livepatch_exit);
MODULE_DESCRIPTION("Change /proc/cmdline with livepatch");
MODULE_LICENSE("GPL");
MODULE_INFO(livepatch, "Y");
