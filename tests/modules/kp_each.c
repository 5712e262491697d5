// SPDX-License-Identifier: GPL-2.0-only
/*
 * kp_each.c - functions that must agree, changed for one task after the other
 *
 * Each new function calls the others by their old names, so that a task that
 * is in both epochs shows it. kt_hold is patched if it is there.
 */
#include "kpatch.h"
#include "kt_each.h"

#ifndef RESULT
#define RESULT	2
#endif

static int new_first(void)
{
	return RESULT;
}

static int new_second(void)
{
	return RESULT;
}

static int new_pair(void)
{
	int first = kt_each_first();

	return first * 10 + kt_each_second();
}

static int new_sleep(unsigned int ms)
{
	int first = kt_each_first();

	kt_each_wait(ms);
	return first * 10 + kt_each_second();
}

static unsigned int new_hold_work(unsigned int x)
{
	return x * 5 + 1;
}

static struct kpatch_func each_funcs[] = {
	KPATCH_FUNC(kt_each_first, new_first),
	KPATCH_FUNC(kt_each_second, new_second),
	KPATCH_FUNC(kt_each_pair, new_pair),
	KPATCH_FUNC(kt_each_sleep, new_sleep),
};

static struct kpatch_func hold_funcs[] = {
	KPATCH_FUNC(kt_hold_work, new_hold_work),
};

static struct kpatch_object objects[] = {
	KPATCH_OBJECT("kt_each", each_funcs),
	KPATCH_OBJECT("kt_hold", hold_funcs),
};

KPATCH_MODULE(objects, .consistency = KPATCH_PER_TASK);
MODULE_DESCRIPTION("Change functions for one task after the other");
MODULE_LICENSE("GPL");
