// SPDX-License-Identifier: GPL-2.0-only
/*
 * kp_many.c - the functions of kt_many return 1; the parameter `functions` says
 * how many of them, from the first on
 */
#include "kpatch.h"
#include "kt_many.h"

#define DEFINE(n)							\
	static noinline __noclone int new_many_##n(void)		\
	{								\
		barrier();						\
		return 1;						\
	}
KT_MANY(DEFINE)

#define FUNC(n) KPATCH_FUNC(kt_many_##n, new_many_##n),
static struct kpatch_func funcs[] = { KT_MANY(FUNC) };

static struct kpatch_object objects[] = {
	KPATCH_OBJECT("kt_many", funcs),
};

module_param_named(functions, objects[0].nr_funcs, uint, 0444);
MODULE_PARM_DESC(functions, "how many functions are changed, 500 at most");

KPATCH_MODULE(objects);
MODULE_DESCRIPTION("Change many functions");
MODULE_LICENSE("GPL");
