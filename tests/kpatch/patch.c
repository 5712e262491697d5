// SPDX-License-Identifier: GPL-2.0-only
/*
 * A patch to be looked at, made without a kernel: -DNAME=, -DRELEASE= as
 * strings, and one of -DEMPTY (no KPATCH_MODULE()), -DPLAIN (no patch). With
 * -DBUILT it says what `kpatch build` says, and with -DBUILT_BAD something else.
 */
#include "kpatch.h"

MODULE_INFO("name", NAME);
MODULE_INFO("vermagic", RELEASE " SMP preempt mod_unload modversions ");
MODULE_INFO("srcversion", "0123456789ABCDEF0123456");
MODULE_DESCRIPTION("A patch \033[31mof the tests");
MODULE_LICENSE("GPL");

#ifdef BUILT
MODULE_INFO("kpatch_build_id", "00112233445566778899aabbccddeeff00112233");
MODULE_INFO("kpatch_diff", "sha256:77");
MODULE_INFO("kpatch_func", "vmlinux:seq_show,2,0xffffffff81234560,93");
MODULE_INFO("kpatch_func", "vmlinux:do_thing,0,0xffffffff81000010,16");
MODULE_INFO("kpatch_func", "ext4:ext4_one,0,0x40,1024");
asm(".pushsection .note.kpatch, \"a\", @note\n"
    ".long 7, 17, 1\n.asciz \"kpatch\"\n.balign 4\n.asciz \"fs/seq.c\\next4.c\\n\"\n"
    ".popsection");
#endif
#ifdef BUILT_BAD
MODULE_INFO("kpatch_func", "vmlinux:do_thing,0,16");
#endif

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
