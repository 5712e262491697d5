// SPDX-License-Identifier: GPL-2.0-only
/*
 * kt_many.c - 500 functions, kt_many_000() to kt_many_499()
 *
 * The parameter `changed` says how many of them return 1 as they are called
 * one after the other; they return 0 unless they are patched.
 */
#include <linux/module.h>

#include "kt_many.h"
#include "kt_opaque.h"

#define DEFINE(n)							\
	kt_opaque int kt_many_##n(void);				\
	kt_opaque int kt_many_##n(void)					\
	{								\
		barrier();						\
		return 0;						\
	}
KT_MANY(DEFINE)

#define NAME(n) kt_many_##n,
static int (*const many[])(void) = { KT_MANY(NAME) };

static int changed_get(char *buf, const struct kernel_param *kp)
{
	unsigned int i, changed = 0;

	for (i = 0; i < ARRAY_SIZE(many); i++) {
		typeof(many[0]) fn = READ_ONCE(many[i]);

		changed += fn();
	}
	return sysfs_emit(buf, "%u\n", changed);
}

static const struct kernel_param_ops changed_ops = {
	.get = changed_get,
};
module_param_cb(changed, &changed_ops, NULL, 0444);
MODULE_PARM_DESC(changed, "how many functions return 1");

static int __init kt_many_init(void)
{
	return 0;
}

static void __exit kt_many_exit(void)
{
}

module_init(kt_many_init);
module_exit(kt_many_exit);
MODULE_DESCRIPTION("Many functions");
MODULE_LICENSE("GPL");
