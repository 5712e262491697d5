// SPDX-License-Identifier: GPL-2.0-only
/*
 * kp_target.c - functions of kt_target and of vmlinux, with callbacks
 *
 * The parameter `log` shows the callbacks that ran: a to d for pre_patch,
 * post_patch, pre_unpatch and post_unpatch, in upper case for vmlinux.
 * `veto` is an errno that pre_patch of kt_target returns, `veto_vmlinux` that
 * of vmlinux; `reenter` makes pre_patch of vmlinux call kpatch.ko.
 */
#include <linux/seq_file.h>

#include "kpatch.h"

static int veto;
module_param(veto, int, 0644);
MODULE_PARM_DESC(veto, "errno for kt_target");
static int veto_vmlinux;
module_param(veto_vmlinux, int, 0644);
MODULE_PARM_DESC(veto_vmlinux, "errno for vmlinux");
static bool reenter;
module_param(reenter, bool, 0644);
MODULE_PARM_DESC(reenter, "call kpatch.ko from a callback");

static char log[64];
module_param_string(log, log, sizeof(log), 0644);
MODULE_PARM_DESC(log, "callbacks that ran");

static struct kpatch_module kpatch_this;

static void note(const struct kpatch_object *obj, char what)
{
	char text[2] = { obj->name ? what : what - 'a' + 'A' };

	strlcat(log, text, sizeof(log));
}

static int pre_patch(struct kpatch_object *obj)
{
	int ret = obj->name ? veto : veto_vmlinux;

	note(obj, 'a');
#ifndef KPATCH_LIVEPATCH
	if (!obj->name && reenter)
		ret = kpatch_unregister(&kpatch_this);
#endif
	return obj->name ? -ret : ret < 0 ? ret : -ret;
}

static void post_patch(struct kpatch_object *obj)
{
	note(obj, 'b');
}

static void pre_unpatch(struct kpatch_object *obj)
{
	note(obj, 'c');
}

static void post_unpatch(struct kpatch_object *obj)
{
	note(obj, 'd');
}

static const char *new_value(void)
{
	return "new";
}

static const char *new_other(void)
{
	return "new";
}

static int new_version_proc_show(struct seq_file *m, void *v)
{
	seq_puts(m, "kpatch version\n");
	return 0;
}

static struct kpatch_func vmlinux_funcs[] = {
	KPATCH_FUNC(version_proc_show, new_version_proc_show),
};

static struct kpatch_func target_funcs[] = {
	KPATCH_FUNC(kt_value, new_value),
	KPATCH_FUNC(kt_other, new_other),
};

#define CALLBACKS							\
	.pre_patch = pre_patch, .post_patch = post_patch,		\
	.pre_unpatch = pre_unpatch, .post_unpatch = post_unpatch

static struct kpatch_object objects[] = {
	KPATCH_OBJECT(NULL, vmlinux_funcs, CALLBACKS),
	KPATCH_OBJECT("kt_target", target_funcs, CALLBACKS),
};

KPATCH_MODULE(objects);
MODULE_DESCRIPTION("Change functions of a module");
MODULE_LICENSE("GPL");
