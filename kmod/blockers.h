/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * blockers.h - who is in the way of a change, kept for its record
 */
#ifndef KPATCH_BLOCKERS_H
#define KPATCH_BLOCKERS_H

#include "nudge.h"
#include "reason.h"

struct kpatch_cpu;
struct kpatch_op;
struct kpatch_stop;
struct task_struct;

/*
 * May run on several CPUs at once, inside the stop. @cpu may be NULL. Returns
 * what gets @task out of the way.
 */
enum kpatch_leave kpatch_add_blocker(struct kpatch_stop *s,
				     struct task_struct *task,
				     enum kpatch_reason why,
				     const struct kpatch_cpu *cpu);
void kpatch_drop_blockers(struct kpatch_stop *s);
/* Refuse for the one that says most. */
int kpatch_refuse_blocked(struct kpatch_op *op, const struct kpatch_stop *s);

#endif /* KPATCH_BLOCKERS_H */
