// SPDX-License-Identifier: GPL-2.0-only
/* kt_dup_a.c - one of two functions of the same name */
#include <linux/module.h>

#include "kt_dup.h"
#include "kt_opaque.h"

static kt_opaque const char *kt_dup(void)
{
	barrier();
	return "a";
}

const char *kt_dup_a(void)
{
	return kt_dup();
}

static int get_both(char *buf, const struct kernel_param *kp)
{
	return sysfs_emit(buf, "%s %s\n", kt_dup_a(), kt_dup_b());
}

static const struct kernel_param_ops both_ops = { .get = get_both };
module_param_cb(both, &both_ops, NULL, 0444);
MODULE_PARM_DESC(both, "what the two functions return");

static int __init kt_dup_init(void)
{
	return 0;
}

static void __exit kt_dup_exit(void)
{
}

module_init(kt_dup_init);
module_exit(kt_dup_exit);
MODULE_DESCRIPTION("Two functions of one name");
MODULE_LICENSE("GPL");
