/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * stop.h - one try to switch, and what it found
 */
#ifndef KPATCH_STOP_H
#define KPATCH_STOP_H

#include <linux/atomic.h>
#include <linux/list.h>
#include <linux/sched.h>
#include <linux/types.h>

#include "nudge.h"
#include "ranges.h"
#include "reason.h"
#include "stack_walk.h"

#define KPATCH_BLOCKERS	8	/* blockers described */
#define KPATCH_RUNNERS	64	/* tasks that ran in the way, and are told */

struct kpatch_blocker {
	pid_t pid;
	pid_t tgid;
	int cpu;
	char state;
	bool kthread;
	enum kpatch_reason reason;
	const char *detail;		/* constant; why, or NULL */
	const char *wake;		/* can it be woken; constant, or NULL */
	unsigned long at;		/* the frame that it is about, or 0 */
	bool at_exact;
	const struct kpatch_fn *fn;	/* KPATCH_BUSY: NULL is patch text */
	char comm[TASK_COMM_LEN];
	unsigned int nr;
	unsigned long frame[KPATCH_FRAMES];
};

/* One try, and what it found. */
struct kpatch_stop {
	struct kpatch_ranges ranges;
	struct kpatch_ranges back;	/* the same for the change's reverse */
	bool dry;
	bool full;
	bool overflow;

	struct kpatch_cpu before;
	struct kpatch_cpu *cpu;		/* nr_cpu_ids of them */
	unsigned int recorded;

	atomic_t arrived;
	atomic_t done;
	u64 gather_ns;			/* until all CPUs stood still */
	u64 first_ns;
	u64 last_ns;
	u64 call_ns;
	u64 window_ns;			/* from a CPU's answer to its stop */
	bool switched;
	bool nmi;
	unsigned int audit_missed;
	bool untracked;			/* tasks have exited without an entry */

	atomic_t nr_blockers;
	struct kpatch_blocker blocker[KPATCH_BLOCKERS];
	atomic_t nr_leaving[KPATCH_NR_LEAVE];	/* blockers of each kind */

	struct kpatch_round *round;	/* sleepers wait outside; or NULL */
	struct list_head stay;		/* of this request; see nudge.c */
	/* Blockers that run, of this look and the last stop; references. */
	atomic_t nr_runners;
	struct task_struct *runner[KPATCH_RUNNERS];
};

#endif /* KPATCH_STOP_H */
