// SPDX-License-Identifier: GPL-2.0-only
/* kp_nmi.c - both functions that the NMIs of kt_nmi call */
#include "kpatch.h"

#ifndef HOW
#define HOW	KPATCH_ATOMIC
#endif

static int new_first(void)
{
	return 2;
}

static int new_second(void)
{
	return 2;
}

static struct kpatch_func nmi_funcs[] = {
	KPATCH_FUNC(kt_nmi_first, new_first),
	KPATCH_FUNC(kt_nmi_second, new_second),
};

static struct kpatch_object objects[] = {
	KPATCH_OBJECT("kt_nmi", nmi_funcs),
};

KPATCH_MODULE(objects, .consistency = HOW);
MODULE_DESCRIPTION("Change functions of an NMI handler");
MODULE_LICENSE("GPL");
