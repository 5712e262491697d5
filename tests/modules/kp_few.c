// SPDX-License-Identifier: GPL-2.0-only
/* kp_few.c - two functions of kt_many return 1 */
#include "kpatch.h"

static int new_first(void)
{
	return 1;
}

static int new_last(void)
{
	return 1;
}

static struct kpatch_func funcs[] = {
	KPATCH_FUNC(kt_many_000, new_first),
	KPATCH_FUNC(kt_many_499, new_last),
};

static struct kpatch_object objects[] = {
	KPATCH_OBJECT("kt_many", funcs),
};

KPATCH_MODULE(objects);
MODULE_DESCRIPTION("Change few of many functions");
MODULE_LICENSE("GPL");
