/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * ftrace.h - registrations at ftrace
 */
#ifndef KPATCH_FTRACE_H
#define KPATCH_FTRACE_H

#include <linux/ftrace.h>
#include <linux/list.h>
#include <linux/types.h>

/* A registration at ftrace, of functions that are changed. */
struct kpatch_hold {
	struct list_head list;
	struct list_head nodes;
	struct ftrace_ops ops;
};

/*
 * Have ftrace call @handler for the @n functions whose calls to fentry are at
 * @ips. An errno: -EINVAL, ftrace does not know one of them; -EBUSY,
 * somebody else has one; *@bad is the index of that one, or @n if the
 * errno is about all.
 */
struct kpatch_hold *kpatch_hold(ftrace_func_t handler,
				const unsigned long *ips, unsigned int n,
				unsigned int *bad);
/* Not for @n of its functions any more; some are left. Or -ENOMEM. */
int kpatch_hold_less(struct kpatch_hold *hold, const unsigned long *ips,
		     unsigned int n);
/* Not for any of them any more. Takes over @hold; never fails. */
void kpatch_hold_release(struct kpatch_hold *hold);
bool kpatch_ftrace_enabled(void);
/* Waits for all tasks, however long that takes. */
void kpatch_holds_exit(void);

#endif /* KPATCH_FTRACE_H */
