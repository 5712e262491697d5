// SPDX-License-Identifier: GPL-2.0-only
/* kp_force.c - a function that is changed whoever sleeps in it */
#include "kpatch.h"

static int new_sleep(void)
{
	return 3;
}

static struct kpatch_func target_funcs[] = {
	KPATCH_FORCE(kt_sleep, new_sleep),
};

static struct kpatch_object objects[] = {
	KPATCH_OBJECT("kt_target", target_funcs),
};

KPATCH_MODULE(objects);
MODULE_DESCRIPTION("Change a function by force");
MODULE_LICENSE("GPL");
