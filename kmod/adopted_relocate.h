/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * adopted_relocate.h - relocations of adopted patches against modules
 */
#ifndef KPATCH_ADOPTED_RELOCATE_H
#define KPATCH_ADOPTED_RELOCATE_H

struct kpatch_obj;
struct kpatch_op;

#ifdef CONFIG_LIVEPATCH
/* Looks up what relocates. */
void kpatch_adopted_init(void);
/*
 * Apply the relocations of an adopted patch against the module @obj, which is
 * there. If it refuses, or if @op is dry, nothing stays written.
 */
int kpatch_adopted_relocate(struct kpatch_op *op,
			    const struct kpatch_obj *obj);
/* Undo that, when nobody is in the patch's code for @obj any more. */
void kpatch_adopted_clear(const struct kpatch_obj *obj);
#else
static inline int kpatch_adopted_relocate(struct kpatch_op *op,
					  const struct kpatch_obj *obj)
{
	return 0;
}

static inline void kpatch_adopted_clear(const struct kpatch_obj *obj)
{
}
#endif

#endif /* KPATCH_ADOPTED_RELOCATE_H */
