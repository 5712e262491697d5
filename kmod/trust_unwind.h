/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * trust_unwind.h - walk a stack by the rows of trust tables
 *
 * Works on frames of every kind: of calls, and of what was interrupted. Takes
 * no locks, and reads nothing but the stacks it was given.
 */
#ifndef KPATCH_TRUST_UNWIND_H
#define KPATCH_TRUST_UNWIND_H

#include <linux/sched.h>

enum kpatch_rows_at {
	KPATCH_AT_FRAME,	/* ip, sp and bp are a frame's */
	KPATCH_AT_USER,		/* the end: registers of user space */
	KPATCH_AT_END,		/* the end: a kernel thread's first frame */
	KPATCH_AT_UNTRUSTED,	/* no way on: not by the tables; see why */
	KPATCH_AT_LOST,		/* no way on: not by what the stack holds */
};

struct kpatch_rows {
	enum kpatch_rows_at at;
	struct task_struct *task;
	unsigned long ip;
	unsigned long sp;	/* as the code at ip has it */
	unsigned long bp;
	bool exact;		/* ip was interrupted; not a return address */
	const char *why;	/* constant */

	/* All registers of this frame; NULL after a call's frame. */
	const struct pt_regs *regs;
	/* Stacks it may be on, from where it starts outwards. */
	struct {
		unsigned long lo, hi;
	} stack[2];
	unsigned int on;
	int graph_idx;
	struct llist_node *rethook;
};

/* Registers at a place of the caller's own code. */
struct kpatch_here {
	unsigned long ip, sp, bp;
};

static __always_inline void kpatch_here(struct kpatch_here *here)
{
	asm volatile("lea 1f(%%rip), %0\n\t"
		     "mov %%rsp, %1\n\t"
		     "mov %%rbp, %2\n"
		     "1:"
		     : "=&r" (here->ip), "=&r" (here->sp), "=&r" (here->bp));
}

/*
 * Stand at the first frame of @task, which is off the CPU and has a stack; or
 * of current, at @here, which was taken in a function that lasts as long as
 * the walk.
 */
void kpatch_rows_start(struct kpatch_rows *w, struct task_struct *task,
		       const struct kpatch_here *here);
/*
 * Stand at what an interrupt on this CPU has interrupted. [@lo, @hi) is the
 * stack @regs->sp is on, if that is not the task's; otherwise 0, 0.
 */
void kpatch_rows_start_regs(struct kpatch_rows *w, const struct pt_regs *regs,
			    unsigned long lo, unsigned long hi);
/* From a frame to its caller's. */
void kpatch_rows_next(struct kpatch_rows *w);

/*
 * Is it where functions return to whose return is traced? Where it is not
 * resolved, it is not known who is returned to in the end.
 */
bool kpatch_is_tracers(unsigned long addr);

/* Lies a kretprobe's trampoline anywhere on the stack of @task, off its CPU? */
bool kpatch_has_rethook(struct task_struct *task);

void kpatch_rows_init(void);

#endif /* KPATCH_TRUST_UNWIND_H */
