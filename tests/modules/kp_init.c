// SPDX-License-Identifier: GPL-2.0-only
/* kp_init.c - the init of a module, whose memory others get afterwards */
#include "kpatch.h"

static int new_init(void)
{
	return 0;
}

static struct kpatch_func target_funcs[] = {
	KPATCH_FUNC(kt_target_init, new_init),
};

static struct kpatch_object objects[] = {
	KPATCH_OBJECT("kt_target", target_funcs),
};

KPATCH_MODULE(objects);
MODULE_DESCRIPTION("Change the init of a module");
MODULE_LICENSE("GPL");
