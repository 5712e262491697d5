// SPDX-License-Identifier: GPL-2.0-only
/*
 * kp_places.c - a relocation of code, and others in code that the kernel
 * rewrites
 *
 * `kind` picks one that must be refused; without it the patch goes in.
 * `spoil` counts up a place of data that was relocated, or that is going to be.
 */
#include <linux/elf.h>
#include <linux/jump_label.h>
#include <linux/static_call.h>
#include <asm/alternative.h>

#include "kpatch.h"

static char kind[32];
module_param_string(kind, kind, sizeof(kind), 0444);
MODULE_PARM_DESC(kind, "which bad place to use");

static volatile s32 data_place = 5;
static unsigned long init_place __initdata;

static int spoil(const char *val, const struct kernel_param *kp)
{
	data_place++;
	return 0;
}

static const struct kernel_param_ops spoil_ops = { .set = spoil };
module_param_cb(spoil, &spoil_ops, NULL, 0200);
MODULE_PARM_DESC(spoil, "change a place");

/* Names of the assembler's that are no symbols, and cut no function in two. */
extern u8 text_place[] asm(".Lkp_text_place");
extern u8 alt_place[] asm(".Lkp_alt_place");
extern u8 repl_place[] asm(".Lkp_repl_place");

/* mov $0, %eax; what follows the opcode is the place. */
static noinline __noclone u32 relocated(void)
{
	u32 value;

	asm volatile(".byte 0xb8\n"
		     ".Lkp_text_place: .long 0\n"
		     : "=a" (value));
	return value;
}

/* What replaces it has zeros at the place, too. */
static noinline __noclone u32 replaced(void)
{
	u32 value = 0;

	asm volatile(ALTERNATIVE("nop; nop; nop; .byte 0xb8\n"
				 ".Lkp_alt_place: .long 0\n",
				 ".byte 0x0f, 0x1f, 0x84, 0x00\n"
				 ".Lkp_repl_place: .long 0\n",
				 X86_FEATURE_ALWAYS)
		     : "+a" (value));
	return value;
}

static DEFINE_STATIC_KEY_FALSE(key);
DEFINE_STATIC_CALL(kp_places_call, relocated);

static noinline const char *new_value(void)
{
	if (static_branch_unlikely(&key))
		return "key";
	if (static_call(kp_places_call)() != relocated())
		return "call";
	return replaced() ? "alternative" : "new";
}

static struct kpatch_func target_funcs[] = {
	KPATCH_FUNC(kt_value, new_value),
};

static struct kpatch_dynrela target_relas[] = {
	{
		.dest = (unsigned long)text_place,
		.type = R_X86_64_32S,
		.name = "kt_other",
	},
	{
		.dest = (unsigned long)&data_place,
		.type = R_X86_64_32S,
		.name = "kt_other",
		.holds = 5,
	},
};

/* Another object that is there: vmlinux. */
static struct kpatch_dynrela vmlinux_relas[] = {
	{
		.type = R_X86_64_NONE,
		.dest = (unsigned long)&data_place,
		.name = "cmdline_proc_show",
		.holds = 5,
	},
};

static int check(struct kpatch_object *obj)
{
	return relocated() == (u32)data_place && relocated() ? 0 : -1;
}

static struct kpatch_func no_funcs[] = {};

static struct kpatch_object objects[] = {
	KPATCH_OBJECT("kt_target", target_funcs, KPATCH_DYNRELAS(target_relas),
		      .pre_patch = check),
	KPATCH_OBJECT(NULL, no_funcs, KPATCH_DYNRELAS(vmlinux_relas)),
};

static struct kpatch_module kpatch_this = {
	.mod = THIS_MODULE,
	.objects = objects,
	.nr_objects = ARRAY_SIZE(objects),
};

/* The first of each; 0 where the kernel has none. */
static unsigned long jump_site(void)
{
#ifdef CONFIG_JUMP_LABEL
	return jump_entry_code(&THIS_MODULE->jump_entries[0]);
#else
	return 0;
#endif
}

static unsigned long static_call_site(void)
{
#ifdef CONFIG_HAVE_STATIC_CALL_INLINE
	struct static_call_site *site = THIS_MODULE->static_call_sites;

	return (unsigned long)&site->addr + site->addr + 1;
#else
	return 0;
#endif
}

/* Of a function that stays after the init. */
static unsigned long fentry_site(void)
{
	unsigned long *site = THIS_MODULE->ftrace_callsites;

	while (!within_module_core(*site, THIS_MODULE))
		site++;
	return *site;
}

static unsigned long __init pick(void)
{
	if (!strcmp(kind, "alternative"))
		return (unsigned long)alt_place;
	if (!strcmp(kind, "replacement"))
		return (unsigned long)repl_place;
	if (!strcmp(kind, "jump"))
		return jump_site();
	if (!strcmp(kind, "static_call"))
		return static_call_site();
	if (!strcmp(kind, "trampoline"))
		return (unsigned long)STATIC_CALL_TRAMP_ADDR(kp_places_call);
	if (!strcmp(kind, "ftrace"))
		return fentry_site() + 1;
	if (!strcmp(kind, "init"))
		return (unsigned long)&init_place;
	return 0;
}

static int __init kp_places_init(void)
{
	struct kpatch_dynrela *rela = &target_relas[0];

	if (pick()) {
		/* So that the bytes are right, wherever it is. */
		rela->dest = pick();
		rela->holds = *(u32 *)rela->dest;
	} else if (!strcmp(kind, "bytes")) {
		rela->holds = 1;
	} else if (!strcmp(kind, "overlap")) {
		rela->dest = target_relas[1].dest + 3;
		rela->holds = *(u32 *)rela->dest;
	} else if (!strcmp(kind, "shared")) {
		vmlinux_relas[0].type = R_X86_64_32S;
	}
	return kpatch_register(&kpatch_this, false);
}

static void __exit kp_places_exit(void)
{
	kpatch_unregister(&kpatch_this);
}

module_init(kp_places_init);
module_exit(kp_places_exit);
MODULE_DESCRIPTION("Relocations in code");
MODULE_LICENSE("GPL");
