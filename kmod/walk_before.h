/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * walk_before.h - the stacks of all tasks, while the machine runs
 */
#ifndef KPATCH_WALK_BEFORE_H
#define KPATCH_WALK_BEFORE_H

struct kpatch_op;
struct kpatch_snapshot;
struct kpatch_stop;

/*
 * Walk all tasks, into @snap, and get those out that are in the way, if that
 * can be. 0: the stop decides. -EBUSY: somebody is in the way, see @s.
 */
int kpatch_check_before(struct kpatch_op *op, struct kpatch_stop *s,
			struct kpatch_snapshot *snap);
/* Where the stop looks at everybody: a look before is for those who sleep. */
int kpatch_wake_before(struct kpatch_op *op, struct kpatch_stop *s,
		       struct kpatch_snapshot *snap);
/* Who waits outside for this try goes on. */
void kpatch_end_round(struct kpatch_stop *s);

#endif /* KPATCH_WALK_BEFORE_H */
