/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * consistency.h - how tasks come to new functions: what a patch allows, and
 *	what is asked for
 */
#ifndef KPATCH_CONSISTENCY_H
#define KPATCH_CONSISTENCY_H

#include "kpatch.h"

struct kpatch_op;

const char *kpatch_consistency_name(enum kpatch_consistency how);
/* The one of that name, or -EINVAL. */
int kpatch_consistency_find(const char *name);
/*
 * How @op, whose patch is known, is made; into op->consistency. 0, or it is
 * refused.
 */
int kpatch_choose_consistency(struct kpatch_op *op);
/* What kpmod->asked says, or what the patch declares; or it is refused. */
int kpatch_read_consistency(struct kpatch_op *op,
			    const struct kpatch_module *kpmod,
			    enum kpatch_consistency *how_ret);

#endif /* KPATCH_CONSISTENCY_H */
