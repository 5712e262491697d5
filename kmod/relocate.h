/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * relocate.h - relocations against what is not exported
 */
#ifndef KPATCH_RELOCATE_H
#define KPATCH_RELOCATE_H

struct kpatch_obj;
struct kpatch_op;
struct module;

/*
 * Find and check what all relocations of @obj become, then write them. If it
 * refuses, or if @op is dry, nothing is written. Either way the modules that
 * have the symbols stay until kpatch_put_owners().
 */
int kpatch_relocate(struct kpatch_op *op, struct kpatch_obj *obj);
void kpatch_put_owners(struct kpatch_obj *obj);
/* @mod is about to be freed: forget what was written into it. */
void kpatch_places_flush(const struct module *mod);

#endif /* KPATCH_RELOCATE_H */
