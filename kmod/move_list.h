/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * move_list.h - the tasks that have not moved to the next epoch yet
 */
#ifndef KPATCH_MOVE_LIST_H
#define KPATCH_MOVE_LIST_H

#include <linux/types.h>

struct kpatch_edge_call;
struct kpatch_goal;
struct kpatch_stop;
struct task_struct;

/* One of them, with a reference, and what it was told to do, or NULL. */
struct kpatch_left {
	struct task_struct *task;
	struct kpatch_edge_call *call;
	bool told;			/* it was woken */
};

struct kpatch_move_list {
	struct kpatch_left *left;
	unsigned int nr;
	unsigned int max;
	unsigned int missed;		/* for want of room */
	u64 longest_ns;			/* the longest section under RCU */
	u32 stamp;			/* of those that have moved */
};

/* Find all that do not have the stamp of @goal. 0, or -ENOMEM. */
int kpatch_move_list_fill(struct kpatch_move_list *list,
			  const struct kpatch_goal *goal);
/* Look at each of them once, and drop those that have moved. */
void kpatch_move_list_round(struct kpatch_move_list *list,
			    struct kpatch_stop *s,
			    const struct kpatch_goal *goal);
/*
 * Those that are left move as they leave the kernel. With @wake sleepers are
 * made to leave it, where that is possible.
 */
void kpatch_move_list_tell(struct kpatch_move_list *list,
			   struct kpatch_stop *s, bool wake);
/* Drop all of them, and free the list. */
void kpatch_move_list_free(struct kpatch_move_list *list);

#endif /* KPATCH_MOVE_LIST_H */
