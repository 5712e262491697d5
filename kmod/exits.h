/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * exits.h - tasks that have left the list of tasks, and are not freed
 */
#ifndef KPATCH_EXITS_H
#define KPATCH_EXITS_H

#include <linux/types.h>

struct task_struct;

typedef void kpatch_task_fn(struct task_struct *task, void *data);

int kpatch_exits_init(void);
void kpatch_exits_exit(void);
/* Has a task exited that is not in the table, and is not freed yet? */
bool kpatch_exits_untracked(void);
/*
 * Tasks that have left the list and are not freed. @fn runs under a raw lock
 * with interrupts off. Inside the stop the lock is free, as who holds it has
 * interrupts off.
 */
void kpatch_visit_exits(kpatch_task_fn *fn, void *data);
/*
 * From kpatch_exits_watch() on, have the probes been told of the exit of @task
 * and that it is freed, and ever of a fork? NULL, or the name of the tracepoint
 * that is missing. Waits for seconds at most.
 */
void kpatch_exits_watch(struct task_struct *task);
const char *kpatch_exits_unseen(void);

#endif /* KPATCH_EXITS_H */
