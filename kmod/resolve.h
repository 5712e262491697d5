/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * resolve.h - functions of patches and of their targets, and their .cold children
 */
#ifndef KPATCH_RESOLVE_H
#define KPATCH_RESOLVE_H

#include <linux/types.h>

#include "reason.h"

struct kpatch_fn;
struct kpatch_match;
struct kpatch_obj;
struct kpatch_op;
struct kpatch_span;
struct module;

int kpatch_resolve(struct kpatch_op *op, struct kpatch_obj *obj,
		   struct kpatch_fn *fn);
unsigned long kpatch_fentry(unsigned long addr);
unsigned int kpatch_cold_spans(struct module *mod, const char *name,
			       unsigned long addr, struct kpatch_span *spans,
			       unsigned int max);
bool kpatch_module_cold(struct module *mod, unsigned long addr,
			unsigned int nth, struct kpatch_span *span);
/* Refuse for the reason that kpatch_find_symbol() or the other one gave. */
int kpatch_refuse_symbol(struct kpatch_op *op, enum kpatch_reason why,
			 const char *object, const char *name,
			 const struct kpatch_match *m);

#endif /* KPATCH_RESOLVE_H */
