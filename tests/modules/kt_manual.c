// SPDX-License-Identifier: GPL-2.0-only
/*
 * kt_manual.c - registers kp_manual when 1 is written to the parameter
 * `registered`, and unregisters it with 0; no module is loaded then
 */
#include "kpatch.h"

extern struct kpatch_module kp_manual;

static bool registered;

static int set_registered(const char *val, const struct kernel_param *kp)
{
	bool wanted;
	int ret = kstrtobool(val, &wanted);

	if (ret || wanted == registered)
		return ret;
	ret = wanted ? kpatch_register(&kp_manual, false) :
		       kpatch_unregister(&kp_manual);
	if (!ret)
		registered = wanted;
	return ret;
}

static const struct kernel_param_ops registered_ops = {
	.set = set_registered,
	.get = param_get_bool,
};
module_param_cb(registered, &registered_ops, &registered, 0644);
MODULE_PARM_DESC(registered, "1: register, 0: unregister");

static int __init kt_manual_init(void)
{
	return 0;
}

static void __exit kt_manual_exit(void)
{
	if (registered)
		kpatch_unregister(&kp_manual);
}

module_init(kt_manual_init);
module_exit(kt_manual_exit);
MODULE_DESCRIPTION("Registers a patch by hand");
MODULE_LICENSE("GPL");
