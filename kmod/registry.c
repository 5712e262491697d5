// SPDX-License-Identifier: GPL-2.0-only
/*
 * registry.c - which patches there are; requests from patch modules, sysfs
 * and the module loader
 */
#include <linux/delay.h>
#include <linux/moduleparam.h>
#include <linux/notifier.h>
#include <linux/slab.h>
#include <linux/ktime.h>

#include "internal.h"
#include "rows.h"
#include "trust.h"

/* All requests, one at a time; internal.h has the order of the locks. */
DEFINE_MUTEX(kpatch_mutex);
/* Who holds it, to tell a callback that calls us from anybody else. */
static struct task_struct *kpatch_owner;

LIST_HEAD(kpatch_patches);
static DEFINE_SPINLOCK(kpatch_names_lock);

unsigned int kpatch_timeout_ms = 15000;

int kpatch_lock(void)
{
	if (READ_ONCE(kpatch_owner) == current)
		return -EDEADLK;
	if (mutex_lock_interruptible(&kpatch_mutex))
		return -EINTR;
	WRITE_ONCE(kpatch_owner, current);
	return 0;
}

/* For those that cannot be refused. */
static void kpatch_lock_always(void)
{
	mutex_lock(&kpatch_mutex);
	WRITE_ONCE(kpatch_owner, current);
}

void kpatch_unlock(void)
{
	WRITE_ONCE(kpatch_owner, NULL);
	mutex_unlock(&kpatch_mutex);
}

/* --- what a patch module may hand in -------------------------------------- */

static bool inside(const void *p, size_t nr, size_t size,
		   const struct module *mod)
{
	unsigned long start = (unsigned long)p;

	if (nr > UINT_MAX / size)
		return false;
	return !nr || (within_module(start, mod) &&
		       within_module(start + nr * size - 1, mod));
}

static bool good_name(const char *name, size_t max, const struct module *mod)
{
	size_t len;

	if (!name || !within_module((unsigned long)name, mod))
		return false;
	len = strnlen(name, max);
	return len && len < max && !strchr(name, '/');
}

static bool same_function(const struct kpatch_func *a,
			  const struct kpatch_func *b)
{
	return !strcmp(a->name, b->name) &&
	       (a->sympos ?: 1) == (b->sympos ?: 1);
}

static const char *bad_object(const struct kpatch_object *obj,
			      const struct module *mod)
{
	unsigned int i, k;

	if (obj->name && !good_name(obj->name, MODULE_NAME_LEN, mod))
		return "name of an object";
	if (obj->name && !strcmp(obj->name, mod->name))
		return "a patch cannot patch itself";
	if (!inside(obj->funcs, obj->nr_funcs, sizeof(*obj->funcs), mod))
		return "table of functions is outside of the module";
	if (!inside(obj->dynrelas, obj->nr_dynrelas, sizeof(*obj->dynrelas),
		    mod))
		return "table of relocations is outside of the module";
	for (i = 0; i < obj->nr_funcs; i++) {
		const struct kpatch_func *func = &obj->funcs[i];

		if (!good_name(func->name, KSYM_NAME_LEN, mod))
			return "name of a function";
		if (!within_module(func->new_addr, mod))
			return "new function is outside of the module";
		for (k = 0; k < i; k++)
			if (same_function(func, &obj->funcs[k]))
				return "function is there twice";
	}
	for (i = 0; i < obj->nr_dynrelas; i++)
		if (!good_name(obj->dynrelas[i].name, KSYM_NAME_LEN, mod))
			return "name of a relocation's symbol";
	return NULL;
}

/* NULL, or what is wrong with the tables. */
static const char *bad_tables(const struct kpatch_module *kpmod)
{
	const struct module *mod = kpmod->mod;
	unsigned int i, k;
	const char *bad;

	if (!kpmod->nr_objects)
		return "no objects";
	if (!inside(kpmod, 1, sizeof(*kpmod), mod) ||
	    !inside(kpmod->objects, kpmod->nr_objects, sizeof(*kpmod->objects),
		    mod))
		return "table of objects is outside of the module";
	for (i = 0; i < kpmod->nr_objects; i++) {
		bad = bad_object(&kpmod->objects[i], mod);
		if (bad)
			return bad;
		for (k = 0; k < i; k++)
			if (!strcmp(kpatch_object_name(&kpmod->objects[i]),
				    kpatch_object_name(&kpmod->objects[k])))
				return "object is there twice";
	}
	return NULL;
}

/* --- patches -------------------------------------------------------------- */

static struct kpatch_patch *find_patch(const struct module *mod)
{
	struct kpatch_patch *patch;

	list_for_each_entry(patch, &kpatch_patches, list)
		if (patch->kpmod->mod == mod)
			return patch;
	return NULL;
}

/* From here on the module loader asks for what the patch names. */
static void publish(struct kpatch_patch *patch)
{
	spin_lock(&kpatch_names_lock);
	list_add_tail(&patch->list, &kpatch_patches);
	spin_unlock(&kpatch_names_lock);
}

static void unpublish(struct kpatch_patch *patch)
{
	spin_lock(&kpatch_names_lock);
	list_del_init(&patch->list);
	spin_unlock(&kpatch_names_lock);
	patch->leaving = true;
}

/* The list is in the order in which patches were put in use. */
static void make_newest(struct kpatch_patch *patch)
{
	spin_lock(&kpatch_names_lock);
	list_move_tail(&patch->list, &kpatch_patches);
	spin_unlock(&kpatch_names_lock);
}

static void start_op(struct kpatch_op *op, const char *name, bool enable,
		     bool replace, bool dry)
{
	*op = (struct kpatch_op){
		.name = name,
		.enable = enable,
		.replace = enable && replace,
		.dry = dry,
		.start_ns = ktime_get_mono_fast_ns(),
	};
	if (dry)
		op->action = KPATCH_CHECK;
	else if (!enable)
		op->action = KPATCH_DISABLE;
	else
		op->action = replace ? KPATCH_REPLACE : KPATCH_ENABLE;
}

static int run_op(struct kpatch_op *op)
{
	int ret;

	if (!op->enable) {
		/* Counted while they are in use. */
		op->functions = kpatch_functions(op->patch);
		return kpatch_disable(op);
	}
	ret = kpatch_enable(op);
	op->functions = kpatch_functions(op->patch);
	if (!ret && !op->dry)
		make_newest(op->patch);
	return ret;
}

static int make_patch(struct kpatch_op *op, struct kpatch_module *kpmod)
{
	const char *bad = bad_tables(kpmod);
	int ret;

	if (bad)
		return kpatch_refuse(op, KPATCH_MALFORMED, NULL, NULL, "%s",
				     bad);
	if (find_patch(kpmod->mod))
		return kpatch_refuse(op, KPATCH_REGISTERED, NULL, NULL,
				     "it is registered already");
	op->patch = kpatch_patch_create(kpmod);
	if (!op->patch)
		return kpatch_refuse(op, KPATCH_MEMORY, NULL, NULL,
				     "patch");
	/* A patch that is only looked at is not shown. */
	ret = op->dry ? 0 : kpatch_patch_show(op->patch);
	if (ret)
		return kpatch_refuse(op, ret == -ENOMEM ? KPATCH_MEMORY :
				     KPATCH_FAULT, NULL, NULL,
				     "directory in sysfs: %d", ret);
	return 0;
}

static int register_or_check(struct kpatch_module *kpmod, bool replace,
			     bool dry)
{
	struct kpatch_op op;
	int ret;

	if (!kpmod || !kpmod->mod)
		return -EINVAL;
	start_op(&op, kpmod->mod->name, true, replace, dry);
	ret = kpatch_lock();
	if (ret) {
		pr_notice("%s: refused: %s\n", kpmod->mod->name,
			  ret == -EDEADLK ? "called from a callback" :
			  "interrupted");
		return ret;
	}
	ret = make_patch(&op, kpmod);
	if (!ret) {
		publish(op.patch);
		ret = run_op(&op);
		if (ret || dry)
			unpublish(op.patch);
	}
	kpatch_report(&op, ret);
	kpatch_unlock();

	if (op.patch && (ret || dry))
		kpatch_patch_destroy(op.patch);
	return ret;
}

int kpatch_register(struct kpatch_module *kpmod, bool replace)
{
	return register_or_check(kpmod, replace, false);
}
EXPORT_SYMBOL_GPL(kpatch_register);

int kpatch_check(struct kpatch_module *kpmod, bool replace)
{
	return register_or_check(kpmod, replace, true);
}
EXPORT_SYMBOL_GPL(kpatch_check);

int kpatch_unregister(struct kpatch_module *kpmod)
{
	struct kpatch_patch *patch;
	struct kpatch_op op;
	int ret = 0;

	if (!kpmod || !kpmod->mod)
		return -EINVAL;
	if (READ_ONCE(kpatch_owner) == current)
		return -EDEADLK;
	kpatch_lock_always();
	patch = find_patch(kpmod->mod);
	if (!patch) {
		kpatch_unlock();
		return -EINVAL;
	}
	if (patch->enabled) {
		start_op(&op, kpmod->mod->name, false, false, false);
		op.patch = patch;
		ret = run_op(&op);
		kpatch_report(&op, ret);
	}
	if (!ret)
		unpublish(patch);
	kpatch_unlock();

	if (!ret)
		kpatch_patch_destroy(patch);
	return ret;
}
EXPORT_SYMBOL_GPL(kpatch_unregister);

/* From sysfs; with @check, whether the opposite of now could be done. */
int kpatch_set_enabled(struct kpatch_patch *patch, bool enable, bool check)
{
	struct kpatch_op op;
	int ret = kpatch_lock();

	if (ret)
		return ret;
	if (patch->leaving) {
		kpatch_unlock();
		return -ENODEV;
	}
	if (check)
		enable = !patch->enabled;
	start_op(&op, patch->kpmod->mod->name, enable, patch->replace, check);
	op.patch = patch;
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

/* --- the module loader ---------------------------------------------------- */

/* Modules whose coming was announced to us; until then ftrace is not ready. */
struct coming {
	struct list_head list;
	struct module *mod;
};

static LIST_HEAD(comings);
static DEFINE_SPINLOCK(comings_lock);

static bool is_announced(const struct module *mod)
{
	struct coming *c;
	bool found = false;

	spin_lock(&comings_lock);
	list_for_each_entry(c, &comings, list)
		if (c->mod == mod)
			found = true;
	spin_unlock(&comings_lock);
	return found;
}

static int announce(struct module *mod)
{
	struct coming *c = kmalloc(sizeof(*c), GFP_KERNEL);

	if (!c)
		return -ENOMEM;
	c->mod = mod;
	spin_lock(&comings_lock);
	list_add(&c->list, &comings);
	spin_unlock(&comings_lock);
	return 0;
}

static void unannounce(struct module *mod)
{
	struct coming *c, *tmp;

	spin_lock(&comings_lock);
	list_for_each_entry_safe(c, tmp, &comings, list) {
		if (c->mod == mod) {
			list_del(&c->list);
			kfree(c);
		}
	}
	spin_unlock(&comings_lock);
}

/*
 * A module that is loaded but not announced is left to its announcement,
 * which finds the patch: patches are published first, and modules announced
 * before the list of patches is looked at.
 */
struct module *kpatch_get_target(const char *name)
{
	struct module *mod;

	rcu_read_lock();
	mod = kpatch_find_module(name);
	if (mod && mod->state != MODULE_STATE_LIVE &&
	    !(mod->state == MODULE_STATE_COMING && is_announced(mod)))
		mod = NULL;
	if (mod && !try_module_get(mod))
		mod = NULL;
	rcu_read_unlock();
	return mod;
}

/* Does any patch name it, or is it one? */
static bool concerns_us(const struct module *mod)
{
	const struct kpatch_patch *patch;
	bool found = false;
	unsigned int i;

	spin_lock(&kpatch_names_lock);
	list_for_each_entry(patch, &kpatch_patches, list) {
		const struct kpatch_module *kpmod = patch->kpmod;

		if (kpmod->mod == mod)
			found = true;
		for (i = 0; i < kpmod->nr_objects; i++)
			if (kpmod->objects[i].name &&
			    !strcmp(kpmod->objects[i].name, mod->name))
				found = true;
	}
	spin_unlock(&kpatch_names_lock);
	return found;
}

static int module_coming(struct module *mod)
{
	int ret = kpatch_image_coming(mod) ?: announce(mod);

	if (ret || !concerns_us(mod))
		return ret;
	/* A callback that waits for this load can be got out of it. */
	if (mutex_lock_killable(&kpatch_mutex))
		return -EINTR;
	WRITE_ONCE(kpatch_owner, current);
	ret = kpatch_coming(mod);
	kpatch_unlock();
	if (ret)
		kpatch_nodes_flush(mod);
	return ret;
}

static int try_abandon(struct module *mod)
{
	struct kpatch_patch *patch;
	struct kpatch_op op;
	int ret = 0;

	kpatch_lock_always();
	patch = find_patch(mod);
	if (patch && patch->enabled) {
		start_op(&op, mod->name, false, false, false);
		op.patch = patch;
		ret = run_op(&op);
		kpatch_report(&op, ret);
	}
	if (patch && !ret)
		unpublish(patch);
	kpatch_unlock();
	if (patch && !ret)
		kpatch_patch_destroy(patch);
	return ret;
}

/*
 * The init of a patch module failed after it had registered a patch. Its text
 * goes away when this returns, so this does not before nobody is in it.
 */
static void abandon_patch(struct module *mod)
{
	while (try_abandon(mod)) {
		pr_alert("%s: its init failed while its patch is in use, and cannot return\n",
			 mod->name);
		msleep(1000);
	}
}

static int module_notify(struct notifier_block *nb, unsigned long action,
			 void *data)
{
	struct module *mod = data;
	int ret = 0;

	switch (action) {
	case MODULE_STATE_COMING:
		ret = module_coming(mod);
		if (ret) {
			unannounce(mod);
			kpatch_image_going(mod);
		}
		break;
	case MODULE_STATE_LIVE:
		unannounce(mod);
		kpatch_image_live(mod);
		break;
	case MODULE_STATE_GOING:
		unannounce(mod);
		if (concerns_us(mod))
			abandon_patch(mod);
		if (concerns_us(mod) || kpatch_nodes_in(mod)) {
			kpatch_lock_always();
			kpatch_going(mod);
			kpatch_unlock();
			kpatch_nodes_flush(mod);
		}
		kpatch_image_going(mod);
		break;
	}
	return notifier_from_errno(ret);
}

static struct notifier_block module_nb = {
	.notifier_call = module_notify,
	.priority = INT_MIN,	/* after everybody else may have refused it */
};

static void stop_listening(void)
{
	struct coming *c, *tmp;

	unregister_module_notifier(&module_nb);
	list_for_each_entry_safe(c, tmp, &comings, list)
		kfree(c);
}

/*
 * A module that was announced before we listened, and still runs its init,
 * would be unknown. Wait for it.
 */
static bool unknown_coming(void)
{
	bool found = false;
	struct module *mod;

	rcu_read_lock();
	mod = kpatch_next_coming(NULL);
	for (; mod; mod = kpatch_next_coming(mod))
		if (mod != THIS_MODULE && !is_announced(mod))
			found = true;
	rcu_read_unlock();
	return found;
}

static int wait_for_unknown(void)
{
	int tries;

	for (tries = 0; unknown_coming(); tries++) {
		if (tries == 1000) {
			pr_err("a module has been loading for 10 s, giving up\n");
			return -EBUSY;
		}
		if (msleep_interruptible(10))
			return -EINTR;
	}
	return 0;
}

/* Modules that were there before us, and our own. */
static int add_images(void)
{
	struct module *mod;
	int ret = 0;

	while (!ret && (mod = kpatch_image_missing())) {
		ret = kpatch_image_coming(mod);
		module_put(mod);
	}
	return ret;
}

/* --- init and exit -------------------------------------------------------- */

module_param_named(timeout_ms, kpatch_timeout_ms, uint, 0444);
MODULE_PARM_DESC(timeout_ms, "how long a refused change is tried again");
module_param_named(full_walk, kpatch_full_walk, bool, 0644);
MODULE_PARM_DESC(full_walk, "walk every task inside the stop");
module_param_named(audit, kpatch_audit, bool, 0644);
MODULE_PARM_DESC(audit, "check the record of tasks that ran, inside the stop");
module_param_named(record_bits, kpatch_record_bits, uint, 0644);
MODULE_PARM_DESC(record_bits, "log2 of twice the tasks a CPU's record holds at first");

static int __init kpatch_init(void)
{
	int ret;

	ret = kpatch_symbols_init();
	if (ret)
		return ret;
	ret = kpatch_images_init();
	if (ret)
		return ret;
	kpatch_rows_init();
	ret = kpatch_tasks_init();
	if (ret)
		return ret;
	ret = register_module_notifier(&module_nb);
	if (ret)
		goto err_tasks;
	ret = wait_for_unknown() ?: add_images() ?: kpatch_trust_init();
	if (ret)
		goto err_notifier;
	/* What it shows of modules is right for as long as we listen. */
	ret = kpatch_sysfs_init();
	if (ret)
		goto err_notifier;
	return 0;

err_notifier:
	stop_listening();
	kpatch_images_exit();
err_tasks:
	kpatch_tasks_exit();
	return ret;
}

/* Patch modules use our symbols, so there is none left. */
static void __exit kpatch_exit(void)
{
	kpatch_sysfs_exit();
	stop_listening();
	kpatch_images_exit();
	kpatch_nodes_exit();
	kpatch_tasks_exit();
	kpatch_nudge_exit();
	kpatch_shadow_exit();
	kpatch_report_exit();
}

module_init(kpatch_init);
module_exit(kpatch_exit);
MODULE_DESCRIPTION("Atomic patching of functions of the running kernel");
MODULE_LICENSE("GPL");
