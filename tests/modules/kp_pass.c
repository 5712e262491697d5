// SPDX-License-Identifier: GPL-2.0-only
/*
 * kp_pass.c - functions, by name, that do what they did before
 *
 * Each new function jumps into the old one, behind the call that redirects it.
 * So any function can be changed while the system goes on to use it. They are
 * those of vmlinux, or of the module `object`.
 */
#include <linux/kprobes.h>
#include <linux/string.h>
#include <asm/nospec-branch.h>

#include "kpatch.h"

#ifndef HOW
#define HOW	KPATCH_ATOMIC
#endif

#define PASSES	8

/* Where the jumps go to. */
unsigned long kp_pass_to[PASSES];

#define PASS(n)								\
	void kp_pass_##n(void);						\
	asm(".pushsection .text, \"ax\"\n"				\
	    ".globl kp_pass_" #n "\n"					\
	    ".type kp_pass_" #n ", @function\n"				\
	    ".balign 16\n"						\
	    "kp_pass_" #n ":\n"						\
	    ANNOTATE_RETPOLINE_SAFE					\
	    "	jmp *kp_pass_to + 8 * " #n "(%rip)\n"			\
	    ".size kp_pass_" #n ", . - kp_pass_" #n "\n"		\
	    ".popsection\n")
PASS(0);
PASS(1);
PASS(2);
PASS(3);
PASS(4);
PASS(5);
PASS(6);
PASS(7);

#define FUNC(n)	{ .name = names[n], .new_addr = (unsigned long)kp_pass_##n }

static char names[PASSES][KSYM_NAME_LEN];
static struct kpatch_func funcs[] = {
	FUNC(0), FUNC(1), FUNC(2), FUNC(3), FUNC(4), FUNC(5), FUNC(6), FUNC(7),
};

static struct kpatch_object objects[] = {
	KPATCH_OBJECT(NULL, funcs),
};

/* Behind the landing pad, if there is one, and the five bytes of the call. */
static unsigned long behind_call(const u8 *addr)
{
	static const u8 endbr[] = { 0xf3, 0x0f, 0x1e, 0xfa };

	if (!memcmp(addr, endbr, sizeof(endbr)))
		addr += sizeof(endbr);
	return (unsigned long)addr + 5;
}

static int find(unsigned int i)
{
	struct kprobe kp = { .symbol_name = names[i] };
	int ret = register_kprobe(&kp);

	if (ret)
		return ret;
	unregister_kprobe(&kp);
	kp_pass_to[i] = behind_call((const u8 *)kp.addr);
	return 0;
}

/* A name that kpatch.ko takes lies in the module. */
static char object[MODULE_NAME_LEN];
module_param_string(object, object, sizeof(object), 0);
MODULE_PARM_DESC(object, "module that the functions are in; before names=");

static int set_names(const char *val, const struct kernel_param *param)
{
	unsigned int i;
	int ret = 0;

	for (i = 0; *val && *val != '\n' && !ret; i++) {
		size_t len = strcspn(val, ",\n");

		if (i == PASSES || len >= sizeof(names[i]))
			return -EINVAL;
		memcpy(names[i], val, len);
		ret = find(i);
		val += len + (val[len] == ',');
	}
	objects[0].nr_funcs = i;
	objects[0].name = object[0] ? object : NULL;
	return ret;
}

static const struct kernel_param_ops names_ops = { .set = set_names };
module_param_cb(names, &names_ops, NULL, 0200);
MODULE_PARM_DESC(names, "functions, with commas between them");

KPATCH_MODULE(objects, .consistency = HOW);
MODULE_DESCRIPTION("Change functions to what they are");
MODULE_LICENSE("GPL");
