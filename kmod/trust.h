/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * trust.h - which code may appear on a stack that counts as reliable
 *
 * The policy. images.c keeps the trust tables of vmlinux and of modules;
 * code_map.c finds what they say of an address; jit.c knows code that has
 * none; trust_unwind.c walks by rows.
 */
#ifndef KPATCH_TRUST_H
#define KPATCH_TRUST_H

#include <linux/types.h>

struct kpatch_op;
struct kpatch_patch;

enum kpatch_policy {
	KPATCH_TRUST_OFF,	/* the kernel's own unwinder decides alone */
	KPATCH_TRUST_MODULES,	/* code of modules must be covered */
	KPATCH_TRUST_ALL,	/* all code must be */
	KPATCH_NR_POLICIES
};

extern enum kpatch_policy kpatch_policy;

/* A frame of a walk by the kernel's own unwinder, in code at @addr. */
bool kpatch_frame_trusted(unsigned long addr, bool exact,
			  enum kpatch_policy policy, const char **why);
/*
 * Refuses a patch whose own functions are not trusted. One that is forced is
 * not refused, and op->distrusted set.
 */
int kpatch_patch_trusted(struct kpatch_op *op, struct kpatch_patch *patch);

int kpatch_policy_set(const char *name);
const char *kpatch_policy_name(void);
int kpatch_trust_init(void);

#endif /* KPATCH_TRUST_H */
