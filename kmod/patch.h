/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * patch.h - patches, as kpatch.ko sees them
 */
#ifndef KPATCH_PATCH_H
#define KPATCH_PATCH_H

#include <linux/kobject.h>
#include <linux/list.h>
#include <linux/module.h>
#include <linux/types.h>

#include "kpatch.h"

struct kpatch_obj;
struct kpatch_patch;

struct kpatch_span {
	unsigned long start;
	unsigned long end;
};

/* A target function; every patch of it shares it. */
struct kpatch_node {
	struct hlist_node hash;
	struct list_head stack;		/* of kpatch_fn, newest first; RCU */
	struct list_head list;		/* kpatch_hold.nodes */
	unsigned long ip;		/* of the call to fentry */
	unsigned int users;
	unsigned int nr_spans;
	struct kpatch_span spans[];	/* the function, then .cold children */
};

struct kpatch_fn {
	struct kobject kobj;
	struct list_head list;		/* kpatch_obj.fns */
	struct kpatch_func *def;
	struct kpatch_obj *obj;
	struct kpatch_node *node;	/* while the object is prepared */
	/* What each redirected call reads. */
	struct kpatch_patch *patch;	/* that of obj */
	struct list_head on_node;	/* kpatch_node.stack */
	unsigned long new_addr;
	unsigned long new_end;
	unsigned long given_addr;	/* what the patch had in old_addr */
	unsigned long given_size;
	bool force;
};

struct kpatch_obj {
	struct kobject kobj;
	struct list_head list;		/* kpatch_patch.objs */
	struct kpatch_object *def;
	struct kpatch_patch *patch;
	struct list_head fns;
	struct module **owners;		/* of what was relocated against; a */
	unsigned int nr_owners;		/* reference for each, or NULL and 0 */
	bool prepared;			/* target pinned, functions armed */
	bool called;			/* pre_patch ran and agreed */
	bool patched;
};

/*
 * The functions of a patch are in use while from <= epoch < until, and from
 * again on, which is when its removal was taken back. All are set before the
 * switch to what the next epoch will be.
 */
struct kpatch_patch {
	struct kobject kobj;
	struct list_head list;		/* kpatch_patches, oldest first */
	struct kpatch_module *kpmod;
	struct list_head objs;
	unsigned long from;
	unsigned long until;
	unsigned long again;
	enum kpatch_consistency consistency;
	bool enabled;
	bool replace;
	bool forced;
	bool leaving;
	bool moving;			/* tasks come to it, or leave it */
	bool outgoing;			/* is replaced by the change under way */
};

#define KPATCH_NEVER	ULONG_MAX

static inline const char *kpatch_object_name(const struct kpatch_object *def)
{
	return def->name ?: "vmlinux";
}

/* Do both name one module? The loader makes `_` of each `-` in a name. */
static inline bool kpatch_same_name(const char *a, const char *b)
{
	while (*a && (*a == '-' ? '_' : *a) == (*b == '-' ? '_' : *b)) {
		a++;
		b++;
	}
	return !*a && !*b;
}

#endif /* KPATCH_PATCH_H */
