/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * kp_state.h - a patch that counts what it has done in a shadow variable, and
 * says so by a state; kp_state_a and kp_state_b are two builds of it
 *
 * /proc/cmdline shows the variable: the version of who made it, or -1.
 * `version` is that of the state, `states=0` declares none, `veto=1` refuses
 * after pre_patch of vmlinux agreed. `log` shows the callbacks that ran: a to d
 * for pre_patch, post_patch, pre_unpatch and post_unpatch, in upper case if
 * there is another patch with the state, then r while the patch is replaced,
 * and f where the variable was freed.
 */
#include <linux/seq_file.h>
#include <linux/sched/task.h>

#include "kpatch.h"

#define STATE		7
#define VAR		"kp_state"

static unsigned int version = 1;
module_param(version, uint, 0444);
MODULE_PARM_DESC(version, "of the state");
static unsigned int states = 1;
module_param(states, uint, 0444);
MODULE_PARM_DESC(states, "how many are declared");
static bool replace, check, veto;
module_param(replace, bool, 0444);
MODULE_PARM_DESC(replace, "take all other patches out");
module_param(check, bool, 0444);
MODULE_PARM_DESC(check, "only see whether the patch would go in");
module_param(veto, bool, 0444);
MODULE_PARM_DESC(veto, "refuse");

static char log[64];
module_param_string(log, log, sizeof(log), 0444);
MODULE_PARM_DESC(log, "callbacks that ran");

static struct kpatch_module kpatch_this;

static struct kpatch_state *note(struct kpatch_object *obj, char what)
{
	struct kpatch_state *other = kpatch_find_state(&kpatch_this, STATE);
	char text[3] = { other ? what - 'a' + 'A' : what };

	if (obj->replaced_by)
		text[1] = 'r';
	strlcat(log, text, sizeof(log));
	return other;
}

static int init_shadow(void *obj, void *shadow, void *data)
{
	*(unsigned int *)shadow = version;
	return 0;
}

static int pre_patch(struct kpatch_object *obj)
{
	struct kpatch_state *other = note(obj, 'a');
	struct kpatch_state *own = kpatch_get_state(&kpatch_this, STATE);
	void *shadow;

	shadow = kpatch_shadow_get_or_alloc(&init_task, VAR,
					    sizeof(unsigned int), GFP_KERNEL,
					    init_shadow, NULL);
	if (!shadow)
		return -ENOMEM;
	if (own)
		own->data = shadow;
	/* What was handed over is what is found. */
	return other && other->data != shadow ? -EINVAL : 0;
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
	if (note(obj, 'd'))
		return;
	kpatch_shadow_free_all(VAR, NULL);
	strlcat(log, "f", sizeof(log));
}

static int pre_patch_target(struct kpatch_object *obj)
{
	return veto ? -EPERM : 0;
}

static int new_cmdline_proc_show(struct seq_file *m, void *v)
{
	int *shadow = kpatch_shadow_get(&init_task, VAR);

	seq_printf(m, KBUILD_MODNAME "=%d\n", shadow ? *shadow : -1);
	return 0;
}

static const char *new_value(void)
{
	return KBUILD_MODNAME;
}

static struct kpatch_func vmlinux_funcs[] = {
	KPATCH_FUNC(cmdline_proc_show, new_cmdline_proc_show),
};

static struct kpatch_func target_funcs[] = {
	KPATCH_FUNC(kt_value, new_value),
};

static struct kpatch_object objects[] = {
	KPATCH_OBJECT(NULL, vmlinux_funcs,
		      .pre_patch = pre_patch, .post_patch = post_patch,
		      .pre_unpatch = pre_unpatch,
		      .post_unpatch = post_unpatch),
	KPATCH_OBJECT("kt_target", target_funcs,
		      .pre_patch = pre_patch_target),
};

static struct kpatch_state state[2] = {
	{ .id = STATE },
	{ .id = STATE },
};

static struct kpatch_module kpatch_this = {
	.mod = THIS_MODULE,
	.objects = objects,
	.nr_objects = ARRAY_SIZE(objects),
	.states = state,
};

static int __init kp_state_init(void)
{
	state[0].version = version;
	kpatch_this.nr_states = states;
	if (kpatch_find_state(&kpatch_this, STATE))
		return -EINVAL;
	if (check)
		return kpatch_check(&kpatch_this, replace) ?: -ECANCELED;
	return kpatch_register(&kpatch_this, replace);
}

static void __exit kp_state_exit(void)
{
	kpatch_unregister(&kpatch_this);
}

module_init(kp_state_init);
module_exit(kp_state_exit);
MODULE_DESCRIPTION("A patch with a state");
MODULE_LICENSE("GPL");
