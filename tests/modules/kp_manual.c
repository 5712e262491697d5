// SPDX-License-Identifier: GPL-2.0-only
/*
 * kp_manual.c - a patch that kt_manual registers and unregisters, as whoever
 * unregisters it must not be inside its text
 */
#include <linux/seq_file.h>

#include "kpatch.h"

static int new_cmdline_proc_show(struct seq_file *m, void *v)
{
	seq_puts(m, "kpatch=manual\n");
	return 0;
}

static const char *new_value(void)
{
	return "manual";
}

static struct kpatch_func vmlinux_funcs[] = {
	KPATCH_FUNC(cmdline_proc_show, new_cmdline_proc_show),
};

static struct kpatch_func target_funcs[] = {
	KPATCH_FUNC(kt_value, new_value),
};

static struct kpatch_object objects[] = {
	KPATCH_OBJECT(NULL, vmlinux_funcs),
	KPATCH_OBJECT("kt_target", target_funcs),
};

extern struct kpatch_module kp_manual;
struct kpatch_module kp_manual = {
	.mod = THIS_MODULE,
	.objects = objects,
	.nr_objects = ARRAY_SIZE(objects),
};
EXPORT_SYMBOL_GPL(kp_manual);

static int __init kp_manual_init(void)
{
	return 0;
}

static void __exit kp_manual_exit(void)
{
}

module_init(kp_manual_init);
module_exit(kp_manual_exit);
MODULE_DESCRIPTION("A patch that is registered by hand");
MODULE_LICENSE("GPL");
