// SPDX-License-Identifier: GPL-2.0-only
/*
 * targets.c - modules that may be patched now
 */
#include <linux/list.h>
#include <linux/rcupdate.h>
#include <linux/slab.h>
#include <linux/spinlock.h>

#include "symbols.h"
#include "targets.h"

/* Modules whose coming was announced to us; until then ftrace is not ready. */
struct coming {
	struct list_head list;
	struct module *mod;
};

static LIST_HEAD(comings);
static DEFINE_SPINLOCK(comings_lock);

bool kpatch_is_announced(const struct module *mod)
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

int kpatch_announce(struct module *mod)
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

void kpatch_unannounce(struct module *mod)
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
	    !(mod->state == MODULE_STATE_COMING && kpatch_is_announced(mod)))
		mod = NULL;
	if (mod && !try_module_get(mod))
		mod = NULL;
	rcu_read_unlock();
	return mod;
}

void kpatch_targets_exit(void)
{
	struct coming *c, *tmp;

	list_for_each_entry_safe(c, tmp, &comings, list)
		kfree(c);
}
