// SPDX-License-Identifier: GPL-2.0-only
/*
 * kp_bare.c - a function of kt_target, for which there is no table
 *
 * The new function and what it calls are in a section of their own, which the
 * boot tests hide while the table is made.
 */
#include "kpatch.h"

#define BARE __section(".bare.text")

static noinline BARE const char *helper(void)
{
	return "bare";
}

static BARE const char *bare_value(void)
{
	return helper();
}

static struct kpatch_func target_funcs[] = {
	KPATCH_FUNC(kt_value, bare_value),
};

static struct kpatch_object objects[] = {
	KPATCH_OBJECT("kt_target", target_funcs),
};

KPATCH_MODULE(objects);
MODULE_DESCRIPTION("A patch of which a part has no table");
MODULE_LICENSE("GPL");
