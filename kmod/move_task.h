/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * move_task.h - one task moves to the next epoch, if nothing that changes is on
 *	its stack
 */
#ifndef KPATCH_MOVE_TASK_H
#define KPATCH_MOVE_TASK_H

#include <linux/types.h>

struct kpatch_cpu;
struct kpatch_ranges;
struct kpatch_stop;
struct task_struct;

/* Where tasks move to: the stamp they get, and what they must be outside of. */
struct kpatch_goal {
	u32 stamp;
	const struct kpatch_ranges *ranges;
};

enum kpatch_moved {
	KPATCH_HAS_MOVED,
	KPATCH_IS_INSIDE,	/* or its stack cannot be walked; a blocker */
	KPATCH_IS_RUNNING,	/* it can only be looked at on its CPU */
};

/* Any task but current. Under no lock; what is found is noted in @s. */
enum kpatch_moved kpatch_move_sleeper(struct kpatch_stop *s,
				      const struct kpatch_goal *goal,
				      struct task_struct *task);
/* What each online CPU runs, through an interrupt of it. */
void kpatch_move_running(struct kpatch_stop *s, const struct kpatch_goal *goal);
/* Idle tasks of CPUs that are offline; they are in no function. */
void kpatch_move_offline(const struct kpatch_goal *goal);
/* Current, at the edge of user space; @cpu is for the walk. Under RCU. */
void kpatch_move_self(const struct kpatch_goal *goal, struct kpatch_cpu *cpu);

#endif /* KPATCH_MOVE_TASK_H */
