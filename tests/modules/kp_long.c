// SPDX-License-Identifier: GPL-2.0-only
/*
 * kp_long.c - like kp_cmdline, with a helper that has a row of its own for
 * each of 200,000 instructions; nobody calls it
 */
#include <linux/linkage.h>
#include <linux/seq_file.h>

#include "kpatch.h"

asm(".pushsection .text\n"
    ".type kp_long_helper, @function\n"
    "kp_long_helper:\n"
    "	.rept 100000\n"
    "	push %rax\n"
    "	pop %rax\n"
    "	.endr\n"
    ASM_RET
    ".size kp_long_helper, . - kp_long_helper\n"
    ".popsection");

static int new_cmdline_proc_show(struct seq_file *m, void *v)
{
	seq_puts(m, "kpatch=long\n");
	return 0;
}

static struct kpatch_func vmlinux_funcs[] = {
	KPATCH_FUNC(cmdline_proc_show, new_cmdline_proc_show),
};

static struct kpatch_object objects[] = {
	KPATCH_OBJECT(NULL, vmlinux_funcs),
};

KPATCH_MODULE(objects);
MODULE_DESCRIPTION("A patch with a function of very many rows");
MODULE_LICENSE("GPL");
