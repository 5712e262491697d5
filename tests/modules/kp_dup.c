// SPDX-License-Identifier: GPL-2.0-only
/* kp_dup.c - one of two functions of the same name, by position */
#include "kpatch.h"

static const char *new_dup(void)
{
	return "new";
}

static struct kpatch_func dup_funcs[] = {
	KPATCH_FUNC(kt_dup, new_dup),
};
module_param_named(sympos, dup_funcs[0].sympos, ulong, 0444);
MODULE_PARM_DESC(sympos, "which of them");

static struct kpatch_object objects[] = {
	KPATCH_OBJECT("kt_dup", dup_funcs),
};

KPATCH_MODULE(objects);
MODULE_DESCRIPTION("Change one of two functions of a name");
MODULE_LICENSE("GPL");
