// SPDX-License-Identifier: GPL-2.0-only
/*
 * lock.c - one request at a time; who waits for it, and what ends the waiting
 */
#include <linux/delay.h>
#include <linux/sched/signal.h>

#include "internal.h"

/* All requests, one at a time; internal.h has the order of the locks. */
DEFINE_MUTEX(kpatch_mutex);
/* The same things, but not while a request rests. */
DEFINE_MUTEX(kpatch_list_mutex);
/* Who holds the first, to tell a callback that calls us from anybody else. */
static struct task_struct *kpatch_owner;

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
