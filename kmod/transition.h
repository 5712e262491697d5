/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * transition.h - nobody is inside what changes: then switch
 */
#ifndef KPATCH_TRANSITION_H
#define KPATCH_TRANSITION_H

#include <linux/types.h>

struct kpatch_op;
struct kpatch_patch;
struct kpatch_stop;

extern bool kpatch_full_walk;
extern bool kpatch_audit;

void kpatch_set_span(struct kpatch_patch *patch, unsigned long from,
		     unsigned long until);
/* Memory for kpatch_switch() and for blockers, in op->stop. */
int kpatch_stop_alloc(struct kpatch_op *op);
/* Check every stack and switch to the next epoch, or refuse. */
int kpatch_switch(struct kpatch_op *op);
void kpatch_stop_free(struct kpatch_stop *stop);

#endif /* KPATCH_TRANSITION_H */
