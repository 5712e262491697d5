/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * stack_walk.h - walk one stack, and believe the walk only if it is whole
 */
#ifndef KPATCH_STACK_WALK_H
#define KPATCH_STACK_WALK_H

#include <linux/types.h>

#include "reason.h"

struct kpatch_fn;
struct kpatch_ranges;
struct task_struct;

#define KPATCH_FRAMES	64	/* frames kept of a blocker */

/* What one CPU counts, and its last walk; nobody else writes it. */
struct kpatch_cpu {
	unsigned int walked;
	unsigned int frames;
	u64 stopped_ns;			/* when it came to the stop */

	const struct kpatch_fn *fn;	/* KPATCH_BUSY: NULL is patch text */
	const char *detail;
	unsigned long at;
	bool at_exact;
	unsigned int nr;
	unsigned long frame[KPATCH_FRAMES];
};

/*
 * Walk the stack of @task, which must be off the CPU, or current, or of which
 * the caller ignores the result; it must have a stack. KPATCH_NONE: the stack
 * is reliable and nothing of @ranges is on it. What else was found is left in
 * @cpu: the frames, and what the verdict is about.
 */
enum kpatch_reason kpatch_walk(struct task_struct *task,
			       const struct kpatch_ranges *ranges,
			       struct kpatch_cpu *cpu);

#endif /* KPATCH_STACK_WALK_H */
