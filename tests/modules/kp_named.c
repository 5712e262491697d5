// SPDX-License-Identifier: GPL-2.0-only
/*
 * kp_named.c - any function of vmlinux, by name; for refusals and checks, as
 * the new function does nothing
 */
#include <linux/kallsyms.h>

#include "kpatch.h"

static void new_nothing(void)
{
}

static char name[KSYM_NAME_LEN];
module_param_string(name, name, sizeof(name), 0444);
MODULE_PARM_DESC(name, "function to change");

static struct kpatch_func vmlinux_funcs[] = {
	{
		.name = name,
		.new_addr = (unsigned long)new_nothing,
	},
};
module_param_named(sympos, vmlinux_funcs[0].sympos, ulong, 0444);
MODULE_PARM_DESC(sympos, "its position");
module_param_named(old_addr, vmlinux_funcs[0].old_addr, ulong, 0444);
MODULE_PARM_DESC(old_addr, "where it should be");
module_param_named(new_addr, vmlinux_funcs[0].new_addr, ulong, 0444);
MODULE_PARM_DESC(new_addr, "what takes its place");

static struct kpatch_object objects[] = {
	KPATCH_OBJECT(NULL, vmlinux_funcs),
};
module_param_named(nr_funcs, objects[0].nr_funcs, uint, 0444);
MODULE_PARM_DESC(nr_funcs, "length of the table, 1");

KPATCH_MODULE(objects);
MODULE_DESCRIPTION("Change any function to nothing");
MODULE_LICENSE("GPL");
