/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * nudge.h - get sleepers out of what changes, and keep them out
 */
#ifndef KPATCH_NUDGE_H
#define KPATCH_NUDGE_H

#include <linux/types.h>

#include "reason.h"

struct kpatch_ranges;
struct kpatch_round;
struct kpatch_stop;
struct task_struct;

/* What gets a blocker out of the way. */
enum kpatch_leave {
	KPATCH_STANDS,		/* nothing that we can do */
	KPATCH_PASSES,		/* it runs, and leaves by itself */
	KPATCH_WAKES,		/* a kernel thread: it is woken */
	KPATCH_RESTARTS,	/* it begins its system call again */
	KPATCH_NR_LEAVE
};

/*
 * What gets @task out of the way, which blocks for @why? @word: the same for
 * the record, constant, or NULL. Takes no lock, and may run inside the stop.
 */
enum kpatch_leave kpatch_leaves(const struct kpatch_stop *s,
				struct task_struct *task,
				enum kpatch_reason why, const char **word);
/* Is the pause after the last round over? Under kpatch_mutex. */
bool kpatch_round_due(void);
/*
 * A round, in which tasks wait outside of @ranges; NULL: there is no memory.
 * The caller ends it, and soon.
 */
struct kpatch_round *kpatch_round_start(const struct kpatch_ranges *ranges);
/* Have @task leave its system call, and wait outside until the round ends. */
void kpatch_round_tell(struct kpatch_round *r, struct task_struct *task);
/*
 * The same for the runners of @s that still run, and that have not been told;
 * none of them is woken.
 */
void kpatch_round_tell_runners(struct kpatch_round *r,
			       const struct kpatch_stop *s);
/* Wait until all have come; false: one of them cannot wait outside. */
bool kpatch_round_gather(struct kpatch_round *r);
/* Let all go; @s keeps those that cannot wait outside, for the request. */
void kpatch_round_end(struct kpatch_stop *s, struct kpatch_round *r);
void kpatch_stay_free(struct kpatch_stop *s);
/*
 * Remember @task, which runs and blocks, to be told in the next round; no more
 * than KPATCH_RUNNERS of them. Allocates nothing, and may run inside the stop,
 * on all CPUs at once.
 */
void kpatch_add_runner(struct kpatch_stop *s, struct task_struct *task);
/* Outside of the stop. */
void kpatch_drop_runners(struct kpatch_stop *s);
void kpatch_nudge_exit(void);

#endif /* KPATCH_NUDGE_H */
