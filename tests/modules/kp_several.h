/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * kp_several.h - a patch of vmlinux and of two modules, that tells the log of
 * its callbacks; kp_several_a and kp_several_b are two builds of it
 */
#include <linux/seq_file.h>

#include "kpatch.h"

static void tell(const struct kpatch_object *obj, const char *what)
{
	pr_info("step %s:%s\n", what, obj->name ?: "vmlinux");
}

static int pre_patch(struct kpatch_object *obj)
{
	tell(obj, "pre_patch");
	return 0;
}

static void post_patch(struct kpatch_object *obj)
{
	tell(obj, "post_patch");
}

static void pre_unpatch(struct kpatch_object *obj)
{
	tell(obj, "pre_unpatch");
}

static void post_unpatch(struct kpatch_object *obj)
{
	tell(obj, "post_unpatch");
}

static int new_version_proc_show(struct seq_file *m, void *v)
{
	seq_puts(m, KBUILD_MODNAME "\n");
	return 0;
}

static const char *new_value(void)
{
	return KBUILD_MODNAME;
}

static struct kpatch_func vmlinux_funcs[] = {
	KPATCH_FUNC(version_proc_show, new_version_proc_show),
};

static struct kpatch_func target_funcs[] = {
	KPATCH_FUNC(kt_value, new_value),
};

static struct kpatch_func dup_funcs[] = {
	KPATCH_FUNC(kt_dup, new_value, .sympos = 1),
};

#define CALLBACKS							\
	.pre_patch = pre_patch, .post_patch = post_patch,		\
	.pre_unpatch = pre_unpatch, .post_unpatch = post_unpatch

/* The kernel calls the last one kt_dup. */
static struct kpatch_object objects[] = {
	KPATCH_OBJECT(NULL, vmlinux_funcs, CALLBACKS),
	KPATCH_OBJECT("kt_target", target_funcs, CALLBACKS),
	KPATCH_OBJECT("kt-dup", dup_funcs, CALLBACKS),
};

KPATCH_MODULE(objects);
MODULE_DESCRIPTION("Change vmlinux and two modules");
MODULE_LICENSE("GPL");
