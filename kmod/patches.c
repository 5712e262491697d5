// SPDX-License-Identifier: GPL-2.0-only
/*
 * patches.c - all patches there are, and the locks that they are under: one
 *	request at a time; who waits for it, and what ends the waiting
 */
#include <linux/delay.h>
#include <linux/sched/signal.h>
#include <linux/spinlock.h>

#include "patch.h"
#include "patches.h"

/* All requests, one at a time; patches.h has the order of the locks. */
DEFINE_MUTEX(kpatch_mutex);
/* The same things, but not while a request rests. */
DEFINE_MUTEX(kpatch_list_mutex);
static DEFINE_SPINLOCK(kpatch_names_lock);
LIST_HEAD(kpatch_patches);
/* Who holds the first, to tell a callback that calls us from anybody else. */
static struct task_struct *kpatch_owner;

/* --- locks ---------------------------------------------------------------- */

/* Does the caller handle it, or end by it? The caller holds siglock. */
static bool ends_tries(int sig)
{
	const struct k_sigaction *action =
		&current->sighand->action[sig - 1];

	if (action->sa.sa_handler == SIG_IGN)
		return false;
	if (action->sa.sa_handler != SIG_DFL)
		return true;
	return !sig_kernel_stop(sig) && !sig_kernel_ignore(sig);
}

static bool signal_ends_tries(void)
{
	sigset_t pending;
	bool ends = false;
	int sig;

	spin_lock_irq(&current->sighand->siglock);
	sigorsets(&pending, &current->pending.signal,
		  &current->signal->shared_pending.signal);
	sigandnsets(&pending, &pending, &current->blocked);
	for (sig = 1; sig <= _NSIG && !ends; sig++)
		ends = sigismember(&pending, sig) && ends_tries(sig);
	spin_unlock_irq(&current->sighand->siglock);
	return ends;
}

int kpatch_signalled(void)
{
	if (!signal_pending(current))
		return 0;
	if (fatal_signal_pending(current) || signal_ends_tries())
		return -EINTR;
	/* A kernel thread has no system call that could begin again. */
	return current->flags & PF_KTHREAD ? 0 : restart_syscall();
}

bool kpatch_in_callback(void)
{
	return READ_ONCE(kpatch_owner) == current;
}

static void take_list(void)
{
	mutex_lock(&kpatch_list_mutex);
	WRITE_ONCE(kpatch_owner, current);
}

int kpatch_lock(void)
{
	int ret;

	if (kpatch_in_callback())
		return -EDEADLK;
	while (mutex_lock_interruptible(&kpatch_mutex)) {
		ret = kpatch_signalled();
		if (ret)
			return ret;
		/* There it would be the same signal again and again. */
		if (current->flags & PF_KTHREAD)
			return kpatch_lock_killable();
	}
	take_list();
	return 0;
}

int kpatch_lock_killable(void)
{
	if (mutex_lock_killable(&kpatch_mutex))
		return -EINTR;
	take_list();
	return 0;
}

/* For those that cannot be refused. */
void kpatch_lock_always(void)
{
	mutex_lock(&kpatch_mutex);
	take_list();
}

void kpatch_unlock(void)
{
	WRITE_ONCE(kpatch_owner, NULL);
	mutex_unlock(&kpatch_list_mutex);
	mutex_unlock(&kpatch_mutex);
}

int kpatch_rest(unsigned int ms)
{
	mutex_unlock(&kpatch_list_mutex);
	msleep_interruptible(ms);
	mutex_lock(&kpatch_list_mutex);
	return kpatch_signalled();
}

/* --- patches -------------------------------------------------------------- */

struct kpatch_patch *kpatch_find_patch(const struct module *mod)
{
	struct kpatch_patch *patch;

	list_for_each_entry(patch, &kpatch_patches, list)
		if (patch->kpmod->mod == mod)
			return patch;
	return NULL;
}

void kpatch_publish(struct kpatch_patch *patch)
{
	spin_lock(&kpatch_names_lock);
	list_add_tail(&patch->list, &kpatch_patches);
	spin_unlock(&kpatch_names_lock);
}

void kpatch_unpublish(struct kpatch_patch *patch)
{
	spin_lock(&kpatch_names_lock);
	list_del_init(&patch->list);
	spin_unlock(&kpatch_names_lock);
	patch->leaving = true;
}

void kpatch_make_newest(struct kpatch_patch *patch)
{
	spin_lock(&kpatch_names_lock);
	list_move_tail(&patch->list, &kpatch_patches);
	spin_unlock(&kpatch_names_lock);
}

unsigned int kpatch_stack_order(const struct kpatch_patch *patch)
{
	const struct kpatch_patch *p;
	unsigned int nth = 0, order = 0;

	spin_lock(&kpatch_names_lock);
	list_for_each_entry(p, &kpatch_patches, list) {
		bool in_use = READ_ONCE(p->enabled);

		nth += in_use;
		if (p == patch && in_use)
			order = nth;
	}
	spin_unlock(&kpatch_names_lock);
	return order;
}

bool kpatch_concerns(const struct module *mod)
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
			    kpatch_same_name(kpmod->objects[i].name, mod->name))
				found = true;
	}
	spin_unlock(&kpatch_names_lock);
	return found;
}
