/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * ranges.h - the code that nobody may be in when a change is made
 */
#ifndef KPATCH_RANGES_H
#define KPATCH_RANGES_H

struct kpatch_fn;
struct kpatch_op;

/* A piece of code that nobody may be in. @fn is NULL for text of a patch. */
struct kpatch_range {
	unsigned long start;
	unsigned long end;
	const struct kpatch_fn *fn;
};

struct kpatch_ranges {
	struct kpatch_range *r;
	unsigned int nr;
	unsigned int max;
};

/*
 * Sorted and disjoint, into @rs, which is the caller's also if this fails.
 * @back: for a change that is taken back, so that others leave.
 */
int kpatch_ranges_collect(struct kpatch_op *op, struct kpatch_ranges *rs,
			  bool back);

#endif /* KPATCH_RANGES_H */
