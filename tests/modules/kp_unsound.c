// SPDX-License-Identifier: GPL-2.0-only
/*
 * kp_unsound.c - like kp_cmdline, with a helper whose stack cannot be known;
 * nobody calls it
 */
#include <linux/linkage.h>
#include <linux/seq_file.h>

#include "kpatch.h"

asm(".pushsection .text\n"
    ".type kp_unsound_helper, @function\n"
    "kp_unsound_helper:\n"
    "	mov (%rdi), %rsp\n"
    ASM_RET
    ".size kp_unsound_helper, . - kp_unsound_helper\n"
    ".popsection");

static int new_cmdline_proc_show(struct seq_file *m, void *v)
{
	seq_puts(m, "kpatch=unsound\n");
	return 0;
}

static struct kpatch_func vmlinux_funcs[] = {
	KPATCH_FUNC(cmdline_proc_show, new_cmdline_proc_show),
};

static struct kpatch_object objects[] = {
	KPATCH_OBJECT(NULL, vmlinux_funcs),
};

KPATCH_MODULE(objects);
MODULE_DESCRIPTION("A patch with a function that cannot be trusted");
MODULE_LICENSE("GPL");
