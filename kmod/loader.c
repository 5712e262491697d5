// SPDX-License-Identifier: GPL-2.0-only
/*
 * loader.c - modules that come and go, as the module loader tells of them
 */
#include <linux/delay.h>
#include <linux/notifier.h>
#include <linux/rcupdate.h>

#include "adopt.h"
#include "apply.h"
#include "images.h"
#include "loader.h"
#include "patches.h"
#include "registry.h"
#include "relocate.h"
#include "symbols.h"
#include "targets.h"

static int module_coming(struct module *mod)
{
	int ret = kpatch_image_coming(mod) ?: kpatch_announce(mod);

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
			kpatch_unannounce(mod);
			kpatch_image_going(mod);
		}
		break;
	case MODULE_STATE_LIVE:
		kpatch_unannounce(mod);
		kpatch_image_live(mod);
		break;
	case MODULE_STATE_GOING:
		kpatch_unannounce(mod);
		if (kpatch_concerns(mod))
			abandon_patch(mod);
		kpatch_adopt_forget(mod);
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
		if (mod != THIS_MODULE && !kpatch_is_announced(mod))
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
	unregister_module_notifier(&module_nb);
	kpatch_targets_exit();
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
