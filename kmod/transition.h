/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * transition.h - nobody is inside what changes: then switch
 */
#ifndef KPATCH_TRANSITION_H
#define KPATCH_TRANSITION_H

#include <linux/types.h>

struct kpatch_op;
struct kpatch_patch;

extern bool kpatch_full_walk;

void kpatch_set_span(struct kpatch_patch *patch, unsigned long from,
		     unsigned long until);
/* Check every stack and switch to the next epoch, or refuse. */
int kpatch_switch(struct kpatch_op *op);

#endif /* KPATCH_TRANSITION_H */
