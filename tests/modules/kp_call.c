// SPDX-License-Identifier: GPL-2.0-only
/* kp_call.c - change a function whose calls are counted, task by task */
#include "kpatch.h"
#include "kt_call.h"

static unsigned int new_called(unsigned int x)
{
	return x + 1;
}

static u64 new_held(void)
{
	u64 price;

	kt_call_wait();
	price = kt_call_price();
	barrier();
	return price;
}

static struct kpatch_func call_funcs[] = {
	KPATCH_FUNC(kt_called, new_called),
	KPATCH_FUNC(kt_call_held, new_held),
};

static struct kpatch_object objects[] = {
	KPATCH_OBJECT("kt_call", call_funcs),
};

KPATCH_MODULE(objects, .consistency = KPATCH_PER_TASK);
MODULE_DESCRIPTION("Change a function whose calls are counted");
MODULE_LICENSE("GPL");
