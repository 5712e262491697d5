// SPDX-License-Identifier: GPL-2.0-only
/*
 * apply.c - the order in which a change is made, and unmade where it fails
 *
 *	prepare	pin the target module, find and check addresses, relocate,
 *		arm ftrace: nothing is redirected yet
 *	trust	are the patch's own functions trusted?
 *	call	pre_patch of what comes, pre_unpatch of what goes
 *	link	put the new functions on their nodes, not in use yet
 *	switch	all at once (transition.c), or not at all
 *	finish	callbacks afterwards; give back what is not needed any more
 *
 * All under kpatch_mutex. Each step has its opposite next to it.
 */
#include <linux/rcupdate.h>
#include <linux/ktime.h>

#include "adopted_relocate.h"
#include "apply.h"
#include "nodes.h"
#include "patch.h"
#include "patches.h"
#include "reason.h"
#include "relocate.h"
#include "report.h"
#include "request.h"
#include "resolve.h"
#include "states.h"
#include "targets.h"
#include "transition.h"
#include "trust.h"

/* --- one object ----------------------------------------------------------- */

/* What was found in a module is not there the next time it is loaded. */
static void forget_target(struct kpatch_obj *obj)
{
	struct kpatch_fn *fn;

	if (!obj->def->mod)
		return;
	list_for_each_entry(fn, &obj->fns, list) {
		fn->def->old_addr = fn->given_addr;
		fn->def->old_size = fn->given_size;
	}
	module_put(obj->def->mod);
	obj->def->mod = NULL;
}

/* A module that is not there is not an error: it is patched when it comes. */
static int prepare_object(struct kpatch_op *op, struct kpatch_obj *obj)
{
	struct kpatch_fn *fn;
	int ret = 0;

	if (obj->def->name) {
		obj->def->mod = kpatch_get_target(obj->def->name);
		if (!obj->def->mod)
			return 0;
	}
	list_for_each_entry(fn, &obj->fns, list) {
		ret = kpatch_resolve(op, obj, fn);
		if (ret)
			goto err_target;
	}
	ret = kpatch_relocate(op, obj);
	if (ret)
		goto err_target;
	ret = kpatch_adopted_relocate(op, obj);
	if (ret)
		goto err_target;
	ret = kpatch_nodes_get(op, obj);
	if (ret)
		goto err_adopted;
	obj->prepared = true;
	return 0;

err_adopted:
	kpatch_adopted_clear(obj);
err_target:
	kpatch_put_owners(obj);
	forget_target(obj);
	return ret;
}

static void unprepare_object(struct kpatch_obj *obj)
{
	if (!obj->prepared)
		return;
	obj->prepared = false;
	kpatch_nodes_put(obj);
	kpatch_adopted_clear(obj);
	kpatch_put_owners(obj);
	forget_target(obj);
}

static int call_pre_patch(struct kpatch_op *op, struct kpatch_obj *obj)
{
	int ret = 0;

	if (obj->def->pre_patch)
		ret = obj->def->pre_patch(obj->def);
	if (ret)
		return kpatch_refuse(op, KPATCH_VETO,
				     kpatch_object_name(obj->def), NULL,
				     "pre_patch returned %d", ret);
	obj->called = true;
	return 0;
}

static void call_post_unpatch(struct kpatch_obj *obj)
{
	if (!obj->called)
		return;
	obj->called = false;
	if (obj->def->post_unpatch)
		obj->def->post_unpatch(obj->def);
}

static void call_post_patch(struct kpatch_obj *obj)
{
	if (obj->prepared && obj->def->post_patch)
		obj->def->post_patch(obj->def);
}

static void call_pre_unpatch(struct kpatch_obj *obj)
{
	if (obj->prepared && obj->def->pre_unpatch)
		obj->def->pre_unpatch(obj->def);
}

static void link_obj(struct kpatch_obj *obj)
{
	struct kpatch_fn *fn;

	if (!obj->prepared)
		return;
	list_for_each_entry(fn, &obj->fns, list)
		kpatch_node_link(fn);
}

static void unlink_obj(struct kpatch_obj *obj)
{
	struct kpatch_fn *fn;

	if (!obj->prepared)
		return;
	list_for_each_entry_reverse(fn, &obj->fns, list)
		kpatch_node_unlink(fn);
}

/* --- a whole patch -------------------------------------------------------- */

#define for_each_obj(obj, patch)					\
	list_for_each_entry(obj, &(patch)->objs, list)
#define for_each_obj_reverse(obj, patch)				\
	list_for_each_entry_reverse(obj, &(patch)->objs, list)

/* The opposite of link and call, in reverse. */
static void unlink_patch(struct kpatch_patch *patch, bool linked)
{
	struct kpatch_obj *obj;

	if (linked) {
		for_each_obj_reverse(obj, patch)
			unlink_obj(obj);
		kpatch_node_sync();
	}
	kpatch_set_span(patch, KPATCH_NEVER, KPATCH_NEVER);
	for_each_obj_reverse(obj, patch) {
		WRITE_ONCE(obj->patched, false);
		call_post_unpatch(obj);
	}
}

/* The opposite of prepare; the last step, also after success. */
static void give_back(struct kpatch_patch *patch)
{
	struct kpatch_obj *obj;

	for_each_obj_reverse(obj, patch)
		unprepare_object(obj);
	kpatch_nodes_give_back();
	module_put(patch->kpmod->mod);
}

/* The patch is out of use and nobody is in its text. */
static void leave_use(struct kpatch_patch *patch)
{
	WRITE_ONCE(patch->enabled, false);
	patch->kpmod->enabled = false;
	unlink_patch(patch, true);
}

static void begin_disable(struct kpatch_patch *patch)
{
	struct kpatch_obj *obj;

	for_each_obj_reverse(obj, patch)
		call_pre_unpatch(obj);
}

static void cancel_disable(struct kpatch_patch *patch)
{
	struct kpatch_obj *obj;

	for_each_obj(obj, patch)
		call_post_patch(obj);
}

static void set_replaced_by(struct kpatch_patch *patch,
			    struct kpatch_module *by)
{
	struct kpatch_obj *obj;

	patch->outgoing = by;
	for_each_obj(obj, patch)
		obj->def->replaced_by = by;
}

static void mark_outgoing(struct kpatch_op *op)
{
	struct kpatch_patch *p;

	list_for_each_entry(p, &kpatch_patches, list)
		if (op->replace && p->enabled && p != op->patch)
			set_replaced_by(p, op->patch->kpmod);
}

static bool is_forced(const struct kpatch_patch *patch)
{
	const struct kpatch_obj *obj;
	const struct kpatch_fn *fn;

	for_each_obj(obj, patch)
		list_for_each_entry(fn, &obj->fns, list)
			if (fn->force || patch->kpmod->force)
				return true;
	return false;
}

/* Somebody may be in its text for ever. */
static void pin_patch(struct kpatch_patch *patch)
{
	if (patch->forced)
		return;
	__module_get(patch->kpmod->mod);
	patch->forced = true;
	pr_warn("%s: functions were forced, the module stays for ever\n",
		patch->kpmod->mod->name);
}

/* Tasks that were not waited for may be in the text of any of them. */
static void pin_if_forced(struct kpatch_op *op)
{
	struct kpatch_patch *p;

	if (!op->forced)
		return;
	pin_patch(op->patch);
	list_for_each_entry(p, &kpatch_patches, list)
		if (p->outgoing)
			pin_patch(p);
}

static void finish_enable(struct kpatch_op *op)
{
	struct kpatch_patch *patch = op->patch, *p;
	struct kpatch_obj *obj;

	WRITE_ONCE(patch->enabled, true);
	patch->kpmod->enabled = true;
	patch->replace = op->replace;
	if (is_forced(patch))
		pin_patch(patch);
	if (op->distrusted) {
		add_taint(TAINT_FORCED_MODULE, LOCKDEP_STILL_OK);
		set_bit(TAINT_FORCED_MODULE, &patch->kpmod->mod->taints);
	}
	add_taint(TAINT_LIVEPATCH, LOCKDEP_STILL_OK);
	set_bit(TAINT_LIVEPATCH, &patch->kpmod->mod->taints);

	/*
	 * What the old ones undo is undone before the new one is told that it
	 * is in use, so that it has the last word.
	 */
	list_for_each_entry_reverse(p, &kpatch_patches, list)
		if (p->outgoing)
			leave_use(p);
	for_each_obj(obj, patch) {
		WRITE_ONCE(obj->patched, obj->prepared);
		call_post_patch(obj);
	}
	list_for_each_entry_reverse(p, &kpatch_patches, list) {
		if (!p->outgoing)
			continue;
		set_replaced_by(p, NULL);
		give_back(p);
	}
}

int kpatch_enable(struct kpatch_op *op)
{
	struct kpatch_patch *patch = op->patch, *p;
	struct kpatch_obj *obj;
	bool linked = false;
	int ret = 0;

	lockdep_assert_held(&kpatch_mutex);
	/* In use, it cannot be unloaded. */
	if (!try_module_get(patch->kpmod->mod))
		return kpatch_refuse(op, KPATCH_GOING, NULL, NULL,
				     "the patch is being unloaded");
	ret = kpatch_check_states(op);
	if (ret)
		goto err;
	for_each_obj(obj, patch) {
		ret = prepare_object(op, obj);
		if (ret)
			goto err;
	}
	ret = kpatch_patch_trusted(op, patch);
	if (ret)
		goto err;
	for_each_obj(obj, patch) {
		if (op->dry || !obj->prepared)
			continue;
		ret = call_pre_patch(op, obj);
		if (ret)
			goto err;
	}
	mark_outgoing(op);
	list_for_each_entry_reverse(p, &kpatch_patches, list)
		if (p->outgoing && !op->dry)
			begin_disable(p);
	for_each_obj(obj, patch)
		link_obj(obj);
	linked = true;

	ret = kpatch_switch(op);
	pin_if_forced(op);
	if (!ret && !op->dry) {
		finish_enable(op);
		return 0;
	}

	list_for_each_entry(p, &kpatch_patches, list) {
		if (p->outgoing && !op->dry)
			cancel_disable(p);
		set_replaced_by(p, NULL);
	}
err:
	unlink_patch(patch, linked);
	give_back(patch);
	return ret;
}

int kpatch_disable(struct kpatch_op *op)
{
	int ret;

	lockdep_assert_held(&kpatch_mutex);
	if (!op->dry)
		begin_disable(op->patch);
	ret = kpatch_switch(op);
	pin_if_forced(op);
	if (op->dry)
		return ret;
	if (ret) {
		cancel_disable(op->patch);
		return ret;
	}
	leave_use(op->patch);
	give_back(op->patch);
	return 0;
}

/* --- target modules ------------------------------------------------------- */

static bool is_for_module(const struct kpatch_obj *obj,
			  const struct module *mod)
{
	return obj->def->name && kpatch_same_name(obj->def->name, mod->name);
}

/*
 * Nobody runs the module's functions yet: linking them to a patch that is in
 * use is all that is left to do, one after the other.
 */
static int patch_coming(struct kpatch_op *op, struct kpatch_obj *obj)
{
	int ret = prepare_object(op, obj);

	if (ret || !obj->prepared)
		return ret;
	ret = call_pre_patch(op, obj);
	if (ret) {
		unprepare_object(obj);
		return ret;
	}
	link_obj(obj);
	WRITE_ONCE(obj->patched, true);
	call_post_patch(obj);
	return 0;
}

/*
 * Patch @mod, which has not run yet, for all patches in use; newer ones last,
 * so that they win. If one fails all are undone, and the module is refused.
 */
int kpatch_coming(struct module *mod)
{
	struct kpatch_patch *patch;
	struct kpatch_obj *obj;
	int ret;

	lockdep_assert_held(&kpatch_mutex);
	list_for_each_entry(patch, &kpatch_patches, list) {
		if (!patch->enabled)
			continue;
		for_each_obj(obj, patch) {
			struct kpatch_op op = {
				.action = KPATCH_MODULE_COMING,
				.patch = patch,
				.name = patch->kpmod->mod->name,
				.start_ns = ktime_get_mono_fast_ns(),
			};

			if (!is_for_module(obj, mod) || obj->prepared)
				continue;
			ret = patch_coming(&op, obj);
			if (ret) {
				kpatch_report(&op, ret);
				kpatch_going(mod);
				return ret;
			}
			pr_info("%s: patched %s as it was loaded\n",
				patch->kpmod->mod->name, mod->name);
		}
	}
	return 0;
}

bool kpatch_prepared(const struct module *mod)
{
	const struct kpatch_patch *patch;
	const struct kpatch_obj *obj;

	list_for_each_entry(patch, &kpatch_patches, list)
		for_each_obj(obj, patch)
			if (obj->prepared && obj->def->mod == mod)
				return true;
	return false;
}

/*
 * Undo what was done to @mod. ftrace has nothing of ours in it afterwards.
 *
 * It goes because its init failed, a later notifier refused it, or it was
 * forced out. Nobody can run its functions any more, or their owner is wrong
 * without us, too.
 */
void kpatch_going(struct module *mod)
{
	struct kpatch_patch *patch;
	struct kpatch_obj *obj;

	lockdep_assert_held(&kpatch_mutex);
	list_for_each_entry_reverse(patch, &kpatch_patches, list) {
		for_each_obj_reverse(obj, patch) {
			if (!obj->prepared || obj->def->mod != mod)
				continue;
			call_pre_unpatch(obj);
			unlink_obj(obj);
			kpatch_node_sync();
			WRITE_ONCE(obj->patched, false);
			call_post_unpatch(obj);
			unprepare_object(obj);
			pr_info("%s: %s is gone\n", patch->kpmod->mod->name,
				mod->name);
		}
	}
	kpatch_nodes_give_back();
}
