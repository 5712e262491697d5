// SPDX-License-Identifier: GPL-2.0-only
/*
 * registry.c - requests of patch modules, of sysfs and of the module loader
 */
#include <linux/ktime.h>

#include "adopted.h"
#include "apply.h"
#include "consistency.h"
#include "cpus.h"
#include "malformed.h"
#include "patch.h"
#include "patch_sysfs.h"
#include "patches.h"
#include "per_task.h"
#include "rcu_ready.h"
#include "reason.h"
#include "registry.h"
#include "report.h"
#include "request.h"
#include "walk_stopped.h"
#include "wish.h"

/* The patch that the request is about; under kpatch_list_mutex. */
static const struct kpatch_patch *kpatch_asked;

bool kpatch_allowed = true;

/* How many of its functions are in use, or could be. */
static unsigned int count_functions(const struct kpatch_patch *patch)
{
	const struct kpatch_obj *obj;
	const struct kpatch_fn *fn;
	unsigned int n = 0;

	list_for_each_entry(obj, &patch->objs, list)
		if (obj->prepared)
			list_for_each_entry(fn, &obj->fns, list)
				n++;
	return n;
}

static void start_op(struct kpatch_op *op, const char *name, bool enable,
		     bool replace, bool dry, int timeout_ms)
{
	*op = (struct kpatch_op){
		.name = name,
		.enable = enable,
		.replace = enable && replace,
		.dry = dry,
		.asked = -1,
		.start_ns = ktime_get_mono_fast_ns(),
		.timeout_ms = timeout_ms < 0 ? READ_ONCE(kpatch_timeout_ms) :
			      timeout_ms,
	};
	if (dry)
		op->action = KPATCH_CHECK;
	else if (!enable)
		op->action = KPATCH_DISABLE;
	else
		op->action = replace ? KPATCH_REPLACE : KPATCH_ENABLE;
}

static int enable_op(struct kpatch_op *op)
{
	int ret;

	/* Before anybody can see it in use; if it is refused it has no place. */
	if (!op->dry)
		kpatch_make_newest(op->patch);
	ret = kpatch_enable(op);
	op->functions = count_functions(op->patch);
	return ret;
}

static int disable_op(struct kpatch_op *op)
{
	/* Counted while they are in use. */
	op->functions = count_functions(op->patch);
	return kpatch_disable(op);
}

static int run_op(struct kpatch_op *op)
{
	int ret;

	if (op->enable && !READ_ONCE(kpatch_allowed))
		return kpatch_refuse(op, KPATCH_SWITCHED_OFF, NULL, NULL,
				     "the parameter enable of kpatch.ko is 0");
	ret = kpatch_choose_consistency(op);
	if (ret)
		return ret;
	kpatch_asked = op->patch;
	ret = kpatch_stop_alloc(op);
	/* What it waited for before, other requests, is not held against it. */
	op->end_ns = ktime_get_mono_fast_ns() +
		     (u64)op->timeout_ms * NSEC_PER_MSEC;
	/* Before anything is changed that would have to be waited for. */
	if (!ret && op->consistency == KPATCH_ATOMIC)
		ret = kpatch_cpus_ready(op, op->stop);
	else if (!ret)
		ret = kpatch_rcu_ready(op);
	if (!ret)
		ret = op->enable ? enable_op(op) : disable_op(op);
	if (op->by_task)
		kpatch_move_ended();
	kpatch_asked = NULL;
	return ret;
}

static int make_patch(struct kpatch_op *op, struct kpatch_module *kpmod)
{
	const char *bad = kpatch_malformed(kpmod);
	enum kpatch_consistency how;
	int ret;

	if (bad)
		return kpatch_refuse(op, KPATCH_MALFORMED, NULL, NULL, "%s",
				     bad);
	bad = kpatch_adopted_lacks(kpmod);
	if (bad)
		return kpatch_refuse(op, KPATCH_UNSUPPORTED, NULL, NULL, "%s",
				     bad);
	if (kpatch_find_patch(kpmod->mod))
		return kpatch_refuse(op, KPATCH_REGISTERED, NULL, NULL,
				     "it is registered already");
	bad = kpatch_name_taken(kpmod);
	if (bad)
		return kpatch_refuse(op, KPATCH_MALFORMED, NULL, NULL, "%s",
				     bad);
	ret = kpatch_read_consistency(op, kpmod, &how);
	if (ret)
		return ret;
	op->patch = kpatch_patch_create(kpmod);
	if (!op->patch)
		return kpatch_refuse(op, KPATCH_MEMORY, NULL, NULL,
				     "patch");
	op->patch->consistency = how;
	/* A patch that is only looked at is not shown. */
	ret = op->dry ? 0 : kpatch_patch_show(op->patch);
	if (ret)
		return kpatch_refuse(op, ret == -ENOMEM ? KPATCH_MEMORY :
				     KPATCH_FAULT, NULL, NULL,
				     "directory in sysfs: %d", ret);
	return 0;
}

static int register_or_check(struct kpatch_module *kpmod, bool replace,
			     bool dry, int timeout_ms)
{
	struct kpatch_op op;
	int ret;

	if (!kpmod || !kpmod->mod)
		return -EINVAL;
	start_op(&op, kpmod->mod->name, true, replace, dry, timeout_ms);
	ret = kpatch_lock();
	if (ret == -ERESTARTNOINTR)
		return ret;
	if (ret) {
		pr_notice("%s: refused: %s\n", kpmod->mod->name,
			  ret == -EDEADLK ? "called from a callback" :
			  "interrupted");
		return ret;
	}
	ret = make_patch(&op, kpmod);
	if (!ret) {
		kpatch_publish(op.patch);
		ret = run_op(&op);
		if (ret || dry)
			kpatch_unpublish(op.patch);
	}
	kpatch_report(&op, ret);
	/* Half a directory in sysfs may have let in somebody who waits for us. */
	if (op.patch && ret)
		op.patch->leaving = true;
	kpatch_unlock();

	if (op.patch && (ret || dry))
		kpatch_patch_destroy(op.patch);
	return ret;
}

int kpatch_register(struct kpatch_module *kpmod, bool replace)
{
	return register_or_check(kpmod, replace, false,
				 KPATCH_DEFAULT_TIMEOUT);
}
EXPORT_SYMBOL_GPL(kpatch_register);

int kpatch_register_within(struct kpatch_module *kpmod, bool replace,
			   int timeout_ms)
{
	return register_or_check(kpmod, replace, false, timeout_ms);
}
EXPORT_SYMBOL_GPL(kpatch_register_within);

int kpatch_check(struct kpatch_module *kpmod, bool replace)
{
	return register_or_check(kpmod, replace, true, 0);
}
EXPORT_SYMBOL_GPL(kpatch_check);

/*
 * A patch that is not in use takes no part in a request about another one, and
 * goes while that one rests. False: @mod has a patch that does not.
 */
static bool withdraw_idle(const struct module *mod,
			  struct kpatch_patch **patch_ret)
{
	struct kpatch_patch *patch;
	bool idle;

	mutex_lock(&kpatch_list_mutex);
	patch = kpatch_find_patch(mod);
	idle = !patch || (!patch->enabled && patch != kpatch_asked);
	if (patch && idle)
		kpatch_unpublish(patch);
	mutex_unlock(&kpatch_list_mutex);
	*patch_ret = patch;
	return idle;
}

static int withdraw_used(const struct module *mod,
			 struct kpatch_patch **patch_ret)
{
	struct kpatch_patch *patch;
	struct kpatch_op op;
	int ret = 0;

	kpatch_lock_always();
	patch = kpatch_find_patch(mod);
	if (patch && patch->enabled) {
		start_op(&op, mod->name, false, false, false,
			 KPATCH_DEFAULT_TIMEOUT);
		op.patch = patch;
		ret = run_op(&op);
		kpatch_report(&op, ret);
	}
	if (patch && !ret)
		kpatch_unpublish(patch);
	kpatch_unlock();
	*patch_ret = patch;
	return ret;
}

/* Out of use, and off the list. Positive: @mod has no patch. */
static int withdraw_patch(const struct module *mod)
{
	struct kpatch_patch *patch;
	int ret = 0;

	if (!withdraw_idle(mod, &patch))
		ret = withdraw_used(mod, &patch);
	if (patch && !ret)
		kpatch_patch_destroy(patch);
	return patch ? ret : 1;
}

int kpatch_unregister(struct kpatch_module *kpmod)
{
	int ret;

	if (!kpmod || !kpmod->mod)
		return -EINVAL;
	if (kpatch_in_callback())
		return -EDEADLK;
	ret = withdraw_patch(kpmod->mod);
	return ret > 0 ? -EINVAL : ret;
}
EXPORT_SYMBOL_GPL(kpatch_unregister);

int kpatch_set_enabled(struct kpatch_patch *patch,
		       const struct kpatch_wish *wish)
{
	bool enable = wish->enable;
	struct kpatch_op op;
	int ret = kpatch_lock();

	if (ret)
		return ret;
	if (patch->leaving) {
		kpatch_unlock();
		return -ENODEV;
	}
	if (wish->check)
		enable = !patch->enabled;
	start_op(&op, patch->kpmod->mod->name, enable, patch->replace,
		 wish->check, wish->timeout_ms);
	op.patch = patch;
	op.asked = wish->consistency;
	if (patch->enabled == enable)
		ret = kpatch_refuse(&op, KPATCH_STATE, NULL, NULL,
				    "it is %s already",
				    enable ? "enabled" : "disabled");
	else
		ret = run_op(&op);
	kpatch_report(&op, ret);
	kpatch_unlock();
	return ret;
}

/* --- for the module loader ------------------------------------------------ */

void kpatch_undo_going(struct module *mod)
{
	bool prepared;

	mutex_lock(&kpatch_list_mutex);
	prepared = kpatch_prepared(mod);
	mutex_unlock(&kpatch_list_mutex);
	/* A module that goes is not prepared any more. */
	if (!prepared)
		return;
	kpatch_lock_always();
	kpatch_going(mod);
	kpatch_unlock();
}

int kpatch_abandon(const struct module *mod)
{
	int ret = withdraw_patch(mod);

	return ret > 0 ? 0 : ret;
}
