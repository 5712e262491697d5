// SPDX-License-Identifier: GPL-2.0-only
/* kp_syscall.c - another answer of a system call */
#include <linux/linkage.h>
#include <linux/ptrace.h>

#include "kpatch.h"

static asmlinkage long new_getpgrp(const struct pt_regs *regs)
{
	return 4242;
}

static struct kpatch_func vmlinux_funcs[] = {
	KPATCH_FUNC(__x64_sys_getpgrp, new_getpgrp),
};

static struct kpatch_object objects[] = {
	KPATCH_OBJECT(NULL, vmlinux_funcs),
};

KPATCH_MODULE(objects);
MODULE_DESCRIPTION("Change a system call");
MODULE_LICENSE("GPL");
