// SPDX-License-Identifier: GPL-2.0-only
/* kp_target2.c - one of the functions of kp_target once more */
#include "kpatch.h"

static const char *newer_value(void)
{
	return "newer";
}

static struct kpatch_func target_funcs[] = {
	KPATCH_FUNC(kt_value, newer_value),
};

static struct kpatch_object objects[] = {
	KPATCH_OBJECT("kt_target", target_funcs),
};

KPATCH_MODULE(objects);
MODULE_DESCRIPTION("Change a function of a module");
MODULE_LICENSE("GPL");
