// SPDX-License-Identifier: GPL-2.0-only
/*
 * kp_external.c - a function of vmlinux that uses a symbol of any module
 *
 * /proc/cmdline shows what the function `symbol` returns. With `in_target` the
 * patch is for kt_target, and so is the symbol.
 */
#include <linux/elf.h>
#include <linux/kallsyms.h>
#include <linux/seq_file.h>

#include "kpatch.h"

static const char *(* const volatile symbol)(void);

static int new_cmdline_proc_show(struct seq_file *m, void *v)
{
	seq_printf(m, "external=%s\n", symbol());
	return 0;
}

static struct kpatch_func vmlinux_funcs[] = {
	KPATCH_FUNC(cmdline_proc_show, new_cmdline_proc_show),
};

static const char *new_value(void)
{
	return symbol();
}

static struct kpatch_func target_funcs[] = {
	KPATCH_FUNC(kt_value, new_value),
};

static char name[KSYM_NAME_LEN] = "kt_other";
module_param_string(symbol, name, sizeof(name), 0444);
MODULE_PARM_DESC(symbol, "a function that returns a string");

static struct kpatch_dynrela relas[] = {
	{
		.dest = (unsigned long)&symbol,
		.type = R_X86_64_64,
		.name = name,
		.external = true,
	},
};

static struct kpatch_object objects[] = {
	KPATCH_OBJECT(NULL, vmlinux_funcs, KPATCH_DYNRELAS(relas)),
};

static int set_in_target(const char *val, const struct kernel_param *kp)
{
	objects[0].name = "kt_target";
	objects[0].funcs = target_funcs;
	relas[0].external = false;
	return 0;
}

static const struct kernel_param_ops in_target_ops = { .set = set_in_target };
module_param_cb(in_target, &in_target_ops, NULL, 0);
MODULE_PARM_DESC(in_target, "the patch is for kt_target");

KPATCH_MODULE(objects);
MODULE_DESCRIPTION("A symbol of another module");
MODULE_LICENSE("GPL");
