// SPDX-License-Identifier: GPL-2.0-only
/*
 * ftrace.c - registrations at ftrace: which functions call a handler
 *
 * One registration, a hold, is for all the functions that an object of a
 * patch is the first to change. Releasing it takes effect at once: ftrace does
 * not call for these functions any more, and others can have them.
 *
 * ftrace waits for all tasks before it returns from releasing what was
 * allocated, and it does so with its lock held. Everybody who loads or unloads
 * a module needs that lock, and one task that does not leave the kernel holds
 * up the wait. ftrace waits because it then frees the trampoline, and because
 * the caller then frees the ftrace_ops. Neither happens here: a hold that was
 * released is kept with its trampoline, and used again. So nothing has to wait
 * before kpatch.ko is unloaded, and then no lock is held.
 *
 * All but the exit runs under kpatch_mutex.
 */
#include <linux/delay.h>
#include <linux/err.h>
#include <linux/ftrace.h>
#include <linux/rcupdate.h>
#include <linux/slab.h>

#include "compat.h"
#include "ftrace.h"
#include "symbols.h"

/* A BPF program's trampoline is being changed: how often to ask again. */
#define BUSY_TRIES	100
#define BUSY_MS		10

/* Released; the ops are not registered, and keep their trampolines. */
static LIST_HEAD(spare_holds);

static struct kpatch_hold *get_spare(ftrace_func_t handler)
{
	struct kpatch_hold *hold;

	hold = list_first_entry_or_null(&spare_holds, struct kpatch_hold, list);
	if (hold) {
		list_del(&hold->list);
		return hold;
	}
	hold = kzalloc(sizeof(*hold), GFP_KERNEL);
	if (!hold)
		return NULL;
	INIT_LIST_HEAD(&hold->nodes);
	hold->ops.func = handler;
	hold->ops.flags = KPATCH_FTRACE_SET_IP | FTRACE_OPS_FL_IPMODIFY |
			  FTRACE_OPS_FL_PERMANENT;
	return hold;
}

/*
 * Out of ftrace's list, and of the code of the functions. Without the flag
 * ftrace neither waits nor frees the trampoline, as for ops that belong to the
 * kernel image. It sets the flag as it registers others, and nobody else
 * changes the flags of these ops.
 */
static void unregister_hold(struct kpatch_hold *hold)
{
	hold->ops.flags &= ~FTRACE_OPS_FL_DYNAMIC;
	if (!unregister_ftrace_function(&hold->ops))
		return;
	/*
	 * ftrace has shut itself down after a fault, and keeps the ops. They
	 * lead to this module for ever.
	 */
	WARN_ON_ONCE(1);
	__module_get(THIS_MODULE);
}

static int set_functions(struct kpatch_hold *hold, const unsigned long *ips,
			 unsigned int n)
{
	return ftrace_set_filter_ips(&hold->ops, (unsigned long *)ips, n, 0, 1);
}

/*
 * A trampoline that may have been used is ours: ftrace would free it, and not
 * wait before, if the ops cannot be registered the next time. It has no more to
 * change in it, as the handler stays the same.
 */
static void take_trampoline(struct kpatch_hold *hold)
{
	hold->ops.flags &= ~FTRACE_OPS_FL_ALLOC_TRAMP;
}

/*
 * Registering also tells BPF trampolines of these functions to go through
 * ftrace; one that is busy says so.
 */
static int register_functions(struct kpatch_hold *hold,
			      const unsigned long *ips, unsigned int n)
{
	int ret = set_functions(hold, ips, n);
	unsigned int tries;

	if (ret)
		return ret;
	for (tries = 0; tries < BUSY_TRIES; tries++) {
		ret = register_ftrace_function(&hold->ops);
		if (ret != -EAGAIN)
			break;
		msleep(BUSY_MS);
	}
	if (!ret)
		take_trampoline(hold);
	/*
	 * It has shut itself down meanwhile, as it had accepted the filter. Some
	 * functions may lead to this module already, and do so for ever.
	 */
	if (ret == -ENODEV)
		__module_get(THIS_MODULE);
	return ret;
}

/* The first of @ips that ftrace does not know; @n: it knows all. */
static unsigned int find_unknown(struct kpatch_hold *hold,
				 const unsigned long *ips, unsigned int n)
{
	unsigned int i;

	for (i = 0; i < n; i++)
		if (set_functions(hold, ips + i, 1) == -EINVAL)
			break;
	return i;
}

/*
 * One of @ips that somebody else has: of two halves one has such a function.
 * What is registered here leads nowhere yet.
 */
static unsigned int find_conflict(struct kpatch_hold *hold,
				  const unsigned long *ips, unsigned int n)
{
	unsigned int first = 0;

	while (n > 1) {
		unsigned int half = n / 2;

		if (register_functions(hold, ips + first, half)) {
			n = half;
			continue;
		}
		unregister_hold(hold);
		first += half;
		n -= half;
	}
	return first;
}

struct kpatch_hold *kpatch_hold(ftrace_func_t handler,
				const unsigned long *ips, unsigned int n,
				unsigned int *bad)
{
	struct kpatch_hold *hold = get_spare(handler);
	int ret;

	*bad = n;
	if (!hold)
		return ERR_PTR(-ENOMEM);
	ret = register_functions(hold, ips, n);
	if (!ret)
		return hold;
	if (ret == -EINVAL)
		*bad = find_unknown(hold, ips, n);
	else if (ret == -EBUSY && kpatch_ftrace_enabled())
		*bad = find_conflict(hold, ips, n);
	list_add(&hold->list, &spare_holds);
	return ERR_PTR(ret);
}

bool kpatch_ftrace_enabled(void)
{
	const int *enabled = (int *)kpatch_lookup_data("ftrace_enabled");

	return !enabled || READ_ONCE(*enabled);
}

int kpatch_hold_less(struct kpatch_hold *hold, const unsigned long *ips,
		     unsigned int n)
{
	return ftrace_set_filter_ips(&hold->ops, (unsigned long *)ips, n, 1, 0);
}

void kpatch_hold_release(struct kpatch_hold *hold)
{
	unregister_hold(hold);
	list_add(&hold->list, &spare_holds);
}

/* --- exit ------------------------------------------------------------------- */

/* Nobody is in a trampoline or on the way to one. No lock is held. */
static void wait_for_tasks(void)
{
#ifdef CONFIG_TASKS_RUDE_RCU
	/* Idle tasks, and where RCU does not watch. */
	synchronize_rcu_tasks_rude();
#endif
	synchronize_rcu_tasks();
}

/*
 * ftrace frees its own trampoline when the ops are released with the flag that
 * unregister_hold() takes away, or when they cannot be registered. The second is
 * the way here: ops that may change where functions lead are refused if they have no
 * filter, which means all functions. False: ftrace keeps them.
 */
static bool free_trampoline(struct kpatch_hold *hold)
{
	/* This would be refused too early. */
	hold->ops.flags &= ~FTRACE_OPS_FL_PERMANENT;
	/* And it is ftrace's again. */
	if (hold->ops.trampoline)
		hold->ops.flags |= FTRACE_OPS_FL_ALLOC_TRAMP;
	if (ftrace_set_filter(&hold->ops, NULL, 0, 1))
		return false;
	if (!register_ftrace_function(&hold->ops)) {
		take_trampoline(hold);
		unregister_hold(hold);
		return false;
	}
	return !hold->ops.trampoline;
}

void kpatch_holds_exit(void)
{
	struct kpatch_hold *hold, *tmp;

	if (list_empty(&spare_holds))
		return;
	wait_for_tasks();
	list_for_each_entry_safe(hold, tmp, &spare_holds, list)
		if (!free_trampoline(hold)) {
			/* Its trampoline names the ops: keep both. */
			pr_warn("ftrace keeps a trampoline\n");
			list_del(&hold->list);
		}
	/* For a moment each was in ftrace's list. */
	wait_for_tasks();
	list_for_each_entry_safe(hold, tmp, &spare_holds, list) {
		ftrace_free_filter(&hold->ops);
		kfree(hold);
	}
	INIT_LIST_HEAD(&spare_holds);
}
