/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * walk_stopped.h - the machine is stopped: nobody is inside, then switch
 */
#ifndef KPATCH_WALK_STOPPED_H
#define KPATCH_WALK_STOPPED_H

#include <linux/types.h>

struct kpatch_op;
struct kpatch_snapshot;
struct kpatch_stop;

/* Each stop compares its record with the scheduler's counters; for tests. */
extern bool kpatch_audit;

/* Memory for kpatch_switch() and for blockers, in op->stop. */
int kpatch_stop_alloc(struct kpatch_op *op);
void kpatch_stop_free(struct kpatch_stop *s);
/* Before each try. */
void kpatch_stop_reset(struct kpatch_stop *s, bool dry);
/*
 * Stop the machine, walk who ran since @snap was taken, and switch to the next
 * epoch if nobody is in the way. -EXFULL: the record was too small.
 */
int kpatch_stop_and_switch(struct kpatch_op *op, struct kpatch_stop *s,
			   const struct kpatch_snapshot *snap);

#endif /* KPATCH_WALK_STOPPED_H */
