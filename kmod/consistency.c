// SPDX-License-Identifier: GPL-2.0-only
/*
 * consistency.c - how tasks come to new functions: what a patch allows, and
 *	what is asked for
 *
 * The patch's author knows what its functions can stand. Whoever loads it, and
 * the parameter of kpatch.ko, can only ask for something stricter.
 */
#include <linux/moduleparam.h>
#include <linux/string.h>

#include "consistency.h"
#include "patch.h"
#include "patches.h"
#include "reason.h"
#include "request.h"
#include "stamps.h"

static const char * const names[] = {
	[KPATCH_ATOMIC]		= "atomic",
	[KPATCH_HYBRID]		= "hybrid",
	[KPATCH_PER_TASK]	= "per-task",
};

/* The least strict that is allowed to any patch. */
static enum kpatch_consistency least_strict = KPATCH_PER_TASK;

const char *kpatch_consistency_name(enum kpatch_consistency how)
{
	return names[how];
}

int kpatch_consistency_find(const char *name)
{
	return sysfs_match_string(names, name);
}

static int set_least_strict(const char *text, const struct kernel_param *kp)
{
	int how = sysfs_match_string(names, text);

	if (how < 0)
		return how;
	WRITE_ONCE(least_strict, how);
	return 0;
}

static int get_least_strict(char *buf, const struct kernel_param *kp)
{
	return sysfs_emit(buf, "%s\n", names[READ_ONCE(least_strict)]);
}

static const struct kernel_param_ops least_strict_ops = {
	.set = set_least_strict,
	.get = get_least_strict,
};
module_param_cb(consistency, &least_strict_ops, NULL, 0644);
MODULE_PARM_DESC(consistency, "the least strict way that a patch may choose: atomic, hybrid or per-task");

static int refuse_lax(struct kpatch_op *op, int how, int allowed)
{
	return kpatch_refuse(op, KPATCH_CONSISTENCY, NULL, NULL,
			     "it was asked for %s, and the patch allows no more than %s",
			     names[how], names[allowed]);
}

int kpatch_read_consistency(struct kpatch_op *op,
			    const struct kpatch_module *kpmod,
			    enum kpatch_consistency *how_ret)
{
	int how = kpmod->consistency;

	if (kpmod->asked && *kpmod->asked)
		how = sysfs_match_string(names, kpmod->asked);
	if (how < 0)
		return kpatch_refuse(op, KPATCH_CONSISTENCY, NULL, NULL,
				     "'%s' is not atomic, hybrid or per-task",
				     kpmod->asked);
	if (how > kpmod->consistency)
		return refuse_lax(op, how, kpmod->consistency);
	*how_ret = how;
	return 0;
}

/* Others that go with the change must allow it, too. */
int kpatch_choose_consistency(struct kpatch_op *op)
{
	const struct kpatch_patch *p;
	int how = min(op->patch->consistency, READ_ONCE(least_strict));

	lockdep_assert_held(&kpatch_mutex);
	if (op->asked > (int)op->patch->consistency)
		return refuse_lax(op, op->asked, op->patch->consistency);
	if (op->asked >= 0)
		how = min(how, op->asked);
	if (op->replace)
		list_for_each_entry(p, &kpatch_patches, list)
			if (p->enabled && p->consistency < how)
				how = p->consistency;
	if (how == KPATCH_PER_TASK && !kpatch_stamps_free())
		return kpatch_refuse(op, KPATCH_CONSISTENCY, NULL, NULL,
				     "this kernel has no room for a number in each task, so it cannot be per task");
	/* What cannot be per task later is atomic from the start. */
	if (how == KPATCH_HYBRID && !kpatch_stamps_free())
		how = KPATCH_ATOMIC;
	op->consistency = how;
	return 0;
}
