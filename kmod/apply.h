/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * apply.h - the order in which a change is made
 */
#ifndef KPATCH_APPLY_H
#define KPATCH_APPLY_H

#include <linux/types.h>

struct kpatch_op;
struct module;

int kpatch_enable(struct kpatch_op *op);
int kpatch_disable(struct kpatch_op *op);
int kpatch_coming(struct module *mod);
void kpatch_going(struct module *mod);
/* Is there anything for kpatch_going() to do? */
bool kpatch_prepared(const struct module *mod);

#endif /* KPATCH_APPLY_H */
