// SPDX-License-Identifier: GPL-2.0-only
/*
 * kp_dynrela.c - relocations against what is not exported
 *
 * `bad` makes one of them wrong: 1 an unknown type, 2 a place outside, 3 a
 * value that does not fit, 4 a symbol that is not there.
 */
#include <linux/elf.h>

#include "kpatch.h"

/* Read-only by the time they are written. */
static const char *(* const volatile other)(void);
static const volatile s32 rel_pc32;
static const volatile s32 rel_32s;
static const volatile s32 rel_narrow;
static const volatile unsigned long wakes;
static volatile s32 rel_plt32 = 5;

static int bad;
module_param(bad, int, 0444);
MODULE_PARM_DESC(bad, "which mistake to make");

static const char *new_value(void)
{
	/* What kt_other() says, through the relocated pointer. */
	return other();
}

static struct kpatch_func target_funcs[] = {
	KPATCH_FUNC(kt_value, new_value),
};

static struct kpatch_dynrela target_relas[] = {
	{
		.dest = (unsigned long)&other,
		.type = R_X86_64_64,
		.name = "kt_other",
	},
	{
		.dest = (unsigned long)&rel_pc32,
		.type = R_X86_64_PC32,
		.name = "kt_other",
		.addend = -4,
	},
	{
		.dest = (unsigned long)&rel_plt32,
		.type = R_X86_64_PLT32,
		.name = "kt_value",
		.addend = -4,
		.holds = 5,
	},
	{
		.dest = (unsigned long)&rel_32s,
		.type = R_X86_64_32S,
		.name = "cmdline_proc_show",
		.external = true,
	},
	{
		.dest = (unsigned long)&rel_narrow,
		.type = R_X86_64_NONE,
		.name = "kt_other",
	},
	{
		.dest = (unsigned long)&wakes,
		.type = R_X86_64_64,
		.name = "kt_wakes",
	},
};

static int check(struct kpatch_object *obj)
{
	unsigned long addr = (unsigned long)other;

	if ((unsigned long)&rel_pc32 + 4 + rel_pc32 != addr)
		return -1;
	if ((unsigned long)&rel_plt32 + 4 + rel_plt32 !=
	    target_funcs[0].old_addr)
		return -2;
	/* Kernel text is in the uppermost 2 GiB. */
	if (rel_32s >= 0 || rel_narrow)
		return -3;
	if (*(unsigned int *)wakes > 1000)
		return -4;
	return 0;
}

static struct kpatch_object objects[] = {
	KPATCH_OBJECT("kt_target", target_funcs, KPATCH_DYNRELAS(target_relas),
		      .pre_patch = check),
};

static struct kpatch_module kpatch_this = {
	.mod = THIS_MODULE,
	.objects = objects,
	.nr_objects = ARRAY_SIZE(objects),
};

static int __init kp_dynrela_init(void)
{
	switch (bad) {
	case 1:
		target_relas[0].type = R_X86_64_GOTPCREL;
		break;
	case 2:
		target_relas[0].dest = (unsigned long)&jiffies;
		break;
	case 3:
		target_relas[1].src = 1UL << 44;
		break;
	case 4:
		target_relas[1].name = "kt_no_such_function";
		break;
	}
	return kpatch_register(&kpatch_this, false);
}

static void __exit kp_dynrela_exit(void)
{
	kpatch_unregister(&kpatch_this);
}

module_init(kp_dynrela_init);
module_exit(kp_dynrela_exit);
MODULE_DESCRIPTION("Relocations of a patch");
MODULE_LICENSE("GPL");
