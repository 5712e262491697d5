// SPDX-License-Identifier: GPL-2.0-only
/* kp_twice.c - one function by two of its names */
#include "kpatch.h"

static int new_cold(unsigned int how)
{
	return how;
}

static struct kpatch_func target_funcs[] = {
	KPATCH_FUNC(kt_cold, new_cold),
	KPATCH_FUNC(kt_cold_alias, new_cold),
};

static struct kpatch_object objects[] = {
	KPATCH_OBJECT("kt_target", target_funcs),
};

KPATCH_MODULE(objects);
MODULE_DESCRIPTION("Change a function twice");
MODULE_LICENSE("GPL");
