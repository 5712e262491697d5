// SPDX-License-Identifier: GPL-2.0-only
/*
 * loader.c - modules that come and go, as the module loader tells of them
 */
#include <linux/delay.h>
#include <linux/notifier.h>
#include <linux/rcupdate.h>
#include <linux/slab.h>
#include <linux/spinlock.h>

#include "internal.h"
#include "trust.h"

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

static int module_coming(struct module *mod)
{
	int ret = kpatch_image_coming(mod) ?: announce(mod);

	if (ret || !kpatch_concerns(mod))
		return ret;
	/* A callback that waits for this load can be got out of it. */
	if (kpatch_lock_killable())
		return -EINTR;
	ret = kpatch_coming(mod);
	kpatch_unlock();
	return ret;
}

/*
 * The init of a patch module failed after it had registered a patch. Its text
 * goes away when this returns, so this does not before nobody is in it.
 */
static void abandon_patch(struct module *mod)
{
	while (kpatch_abandon(mod)) {
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
		if (kpatch_concerns(mod))
			abandon_patch(mod);
		if (kpatch_concerns(mod))
			kpatch_undo_going(mod);
		kpatch_places_flush(mod);
		kpatch_image_going(mod);
		break;
	}
	return notifier_from_errno(ret);
}

static struct notifier_block module_nb = {
	.notifier_call = module_notify,
	.priority = INT_MIN,	/* after everybody else may have refused it */
};

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

void kpatch_loader_exit(void)
{
	struct coming *c, *tmp;

	unregister_module_notifier(&module_nb);
	list_for_each_entry_safe(c, tmp, &comings, list)
		kfree(c);
}

int kpatch_loader_init(void)
{
	int ret = register_module_notifier(&module_nb);

	if (ret)
		return ret;
	ret = wait_for_unknown() ?: add_images();
	if (ret)
		kpatch_loader_exit();
	return ret;
}
