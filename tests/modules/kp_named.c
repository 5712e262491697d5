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

static int set_object(const char *val, const struct kernel_param *kp)
{
	static char object[MODULE_NAME_LEN];

	strscpy(object, val, sizeof(object));
	objects[0].name = object;
	return 0;
}

static const struct kernel_param_ops object_ops = { .set = set_object };
module_param_cb(object, &object_ops, NULL, 0);
MODULE_PARM_DESC(object, "where the function is, vmlinux");

/* A table that is gone after the init. */
static struct kpatch_func init_funcs[] __initdata = {
	{
		.name = name,
		.new_addr = (unsigned long)new_nothing,
	},
};

static int __ref set_in_init(const char *val, const struct kernel_param *kp)
{
	objects[0].funcs = init_funcs;
	return 0;
}

static const struct kernel_param_ops in_init_ops = { .set = set_in_init };
module_param_cb(in_init, &in_init_ops, NULL, 0);
MODULE_PARM_DESC(in_init, "for refusals: the table goes with the init");

/* For refusals only: the module is in sysfs by its own name already. */
static int set_own_name(const char *val, const struct kernel_param *kp)
{
	strscpy(THIS_MODULE->name, val, MODULE_NAME_LEN);
	return 0;
}

static const struct kernel_param_ops own_name_ops = { .set = set_own_name };
module_param_cb(as, &own_name_ops, NULL, 0);
MODULE_PARM_DESC(as, "what the module calls itself");

KPATCH_MODULE(objects);
MODULE_DESCRIPTION("Change any function to nothing");
MODULE_LICENSE("GPL");
