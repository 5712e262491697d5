/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * tasks.h - which tasks there are
 */
#ifndef KPATCH_TASKS_H
#define KPATCH_TASKS_H

#include <linux/sched.h>
#include <linux/types.h>

#include "exits.h"
#include "nudge.h"

struct kpatch_snap {
	struct task_struct *task;
	unsigned long switches;
	bool blocked;
	enum kpatch_leave leave;	/* of one that is blocked */
};

struct kpatch_snapshot {
	struct kpatch_snap *s;
	unsigned int nr;
};

int kpatch_tasks_init(void);
void kpatch_tasks_exit(void);
int kpatch_snapshot_take(struct kpatch_snapshot *snap);
void kpatch_snapshot_free(struct kpatch_snapshot *snap);
/* Each task of the kernel's list, under RCU; idle tasks are not in it. */
void kpatch_visit_list(kpatch_task_fn *fn, void *data);
/* Those, and tasks that have left it and are not freed: see exits.c. */
void kpatch_visit_tasks(kpatch_task_fn *fn, void *data);
/*
 * The same and all idle tasks, also of CPUs that are offline; some of them
 * perhaps twice. RCU is let go of in between, so it may sleep, but @fn must
 * not. *@longest_ns, unless it is NULL, grows to the longest section.
 */
void kpatch_visit_in_pieces(kpatch_task_fn *fn, void *data, u64 *longest_ns);
struct task_struct *kpatch_idle_task(int cpu);

static inline unsigned long kpatch_switches(struct task_struct *task)
{
	return READ_ONCE(task->nvcsw) + READ_ONCE(task->nivcsw);
}

#endif /* KPATCH_TASKS_H */
