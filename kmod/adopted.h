/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * adopted.h - the tables of adopted patches
 */
#ifndef KPATCH_ADOPTED_H
#define KPATCH_ADOPTED_H

#include <linux/list.h>
#include <linux/types.h>

#include "kpatch.h"

struct klp_patch;

/* A patch of livepatch's, and what it is in the tables of kpatch.h. */
struct kpatch_adopted {
	struct list_head list;
	struct kpatch_module kpmod;
	struct klp_patch *klp;		/* of its module */
	struct kpatch_func *funcs;	/* of all objects */
};

#ifdef CONFIG_LIVEPATCH
/* NULL: no memory. From here on the functions below find it. */
struct kpatch_adopted *kpatch_adopted_create(struct klp_patch *klp);
/* It is not registered any more. */
void kpatch_adopted_destroy(struct kpatch_adopted *adopted);
/* That of the module, or NULL. */
struct kpatch_adopted *kpatch_adopted_find(const struct module *mod);
/* What of it has no counterpart here; NULL: nothing, or it is not adopted. */
const char *kpatch_adopted_lacks(const struct kpatch_module *kpmod);
#else
static inline struct kpatch_adopted *
kpatch_adopted_find(const struct module *mod)
{
	return NULL;
}

static inline const char *
kpatch_adopted_lacks(const struct kpatch_module *kpmod)
{
	return NULL;
}
#endif

#endif /* KPATCH_ADOPTED_H */
