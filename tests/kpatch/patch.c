// SPDX-License-Identifier: GPL-2.0-only
/*
 * A patch to be looked at, made without a kernel: -DNAME=, -DRELEASE= as
 * strings, and one of -DEMPTY (no KPATCH_MODULE()), -DPLAIN (no patch).
 */
#include "kpatch.h"

MODULE_INFO("name", NAME);
MODULE_INFO("vermagic", RELEASE " SMP preempt mod_unload modversions ");
MODULE_INFO("srcversion", "0123456789ABCDEF0123456");
MODULE_DESCRIPTION("A patch \033[31mof the tests");
MODULE_LICENSE("GPL");

#if defined(PLAIN)
int init_module(void)
{
	return 0;
}
#elif defined(EMPTY)
int init_module(void)
{
	return kpatch_register(NULL, false);
}
#else
static void new_one(void)
{
}

static struct kpatch_func vmlinux_funcs[] = {
	KPATCH_FUNC(seq_show, new_one, .sympos = 2),
	KPATCH_FORCE(do_thing, new_one),
};

static struct kpatch_func ext4_funcs[] = {
	KPATCH_FUNC(ext4_one, new_one),
	KPATCH_FUNC(ext4_two, new_one),
	KPATCH_FUNC(ext4_three, new_one),
};

static struct kpatch_object objects[] = {
	KPATCH_OBJECT(NULL, vmlinux_funcs),
	KPATCH_OBJECT("ext4", ext4_funcs),
};

KPATCH_MODULE(objects);
#endif
