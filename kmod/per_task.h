/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * per_task.h - tasks move to the next epoch one by one
 */
#ifndef KPATCH_PER_TASK_H
#define KPATCH_PER_TASK_H

#include <linux/types.h>

struct kpatch_op;
struct kpatch_stop;

/*
 * All tasks have moved to the next epoch when it returns 0. Otherwise all have
 * come back, and it was refused; the spans of patches are the caller's to undo.
 */
int kpatch_move_tasks(struct kpatch_op *op, struct kpatch_stop *s);
/* The request has ended as well: no patch is shown as one that tasks move for. */
void kpatch_move_ended(void);
#endif /* KPATCH_PER_TASK_H */
