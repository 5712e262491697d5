// SPDX-License-Identifier: GPL-2.0-only
/*
 * blockers.c - who is in the way of a change, kept for its record
 */
#include <linux/sched/task.h>

#include "blockers.h"
#include "nudge.h"
#include "patch.h"
#include "reason.h"
#include "request.h"
#include "stack_walk.h"
#include "stop.h"

static char task_letter(struct task_struct *task)
{
	unsigned int state = READ_ONCE(task->__state);

	if (state == TASK_RUNNING)
		return 'R';
	if (state & TASK_INTERRUPTIBLE)
		return 'S';
	return state & TASK_UNINTERRUPTIBLE ? 'D' : '-';
}

enum kpatch_leave kpatch_add_blocker(struct kpatch_stop *s,
				     struct task_struct *task,
				     enum kpatch_reason why,
				     const struct kpatch_cpu *cpu)
{
	unsigned int i = atomic_fetch_inc(&s->nr_blockers);
	struct kpatch_blocker *b;
	const char *wake;
	/* Of all of them, not only of those that are described. */
	enum kpatch_leave leave = kpatch_leaves(s, task, why, &wake);

	atomic_inc(&s->nr_leaving[leave]);
	if (i >= KPATCH_BLOCKERS)
		return leave;
	b = &s->blocker[i];
	b->pid = task->pid;
	b->tgid = task->tgid;
	b->cpu = task_cpu(task);
	b->state = task_letter(task);
	b->kthread = task->flags & PF_KTHREAD;
	b->reason = why;
	memcpy(b->comm, task->comm, sizeof(b->comm));
	b->comm[sizeof(b->comm) - 1] = '\0';
	b->wake = wake;
	b->detail = NULL;
	b->at = 0;
	b->fn = NULL;
	b->nr = 0;
	if (!cpu)
		return leave;
	b->detail = cpu->detail;
	b->at = cpu->at;
	b->at_exact = cpu->at_exact;
	b->fn = cpu->fn;
	b->nr = cpu->nr;
	memcpy(b->frame, cpu->frame, cpu->nr * sizeof(cpu->frame[0]));
	return leave;
}

void kpatch_drop_blockers(struct kpatch_stop *s)
{
	unsigned int i;

	for (i = 0; i < KPATCH_NR_LEAVE; i++)
		atomic_set(&s->nr_leaving[i], 0);
	atomic_set(&s->nr_blockers, 0);
}

/* Who is inside a function says more than one whose stack is unclear. */
static unsigned int telling_rank(const struct kpatch_blocker *b)
{
	if (b->reason == KPATCH_UNRELIABLE)
		return 0;
	return b->reason == KPATCH_BUSY ? 2 : 1;
}

/* The first of those that say most. */
static const struct kpatch_blocker *most_telling(const struct kpatch_stop *s)
{
	unsigned int i, n = min(atomic_read(&s->nr_blockers), KPATCH_BLOCKERS);
	const struct kpatch_blocker *most = s->blocker;

	for (i = 1; i < n; i++)
		if (telling_rank(&s->blocker[i]) > telling_rank(most))
			most = &s->blocker[i];
	return most;
}

int kpatch_refuse_blocked(struct kpatch_op *op, const struct kpatch_stop *s)
{
	const struct kpatch_blocker *b = most_telling(s);
	enum kpatch_reason why = b->reason;

	if (why == KPATCH_BUSY && b->fn)
		return kpatch_refuse(op, why, kpatch_object_name(b->fn->obj->def),
				     b->fn->def->name, "%s/%d is in it",
				     b->comm, b->pid);
	if (why == KPATCH_BUSY)
		return kpatch_refuse(op, why, NULL, NULL,
				     "%s/%d is in the patch", b->comm, b->pid);
	if (why == KPATCH_CPU_HELD)
		return kpatch_refuse(op, why, NULL, NULL,
				     "CPU %d cannot be stopped, %s/%d runs there",
				     b->cpu, b->comm, b->pid);
	if (b->at)
		return kpatch_refuse_at(op, why, b->at, b->at_exact,
					"stack of %s/%d: %s", b->comm, b->pid,
					b->detail);
	return kpatch_refuse(op, why, NULL, NULL, "stack of %s/%d%s%s", b->comm,
			     b->pid, b->detail ? ": " : "", b->detail ?: "");
}
