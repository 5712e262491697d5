/* SPDX-License-Identifier: GPL-2.0-only */
/* The comparison of one function with the kernel's code, for match.c. */
#ifndef KPATCH_BUILDER_MATCH_RELOC_H
#define KPATCH_BUILDER_MATCH_RELOC_H

#include "kpatch/builder/match.h"

/* One match in progress. */
struct pb_matcher {
	const struct pb_object *obj;
	const struct pb_target *target;
	struct pb_match *match;
	uint32_t jumps; /* section of the object with its jump labels; 0: none */
};

/*
 * Compare function @sym of the object with the code at @place. With @probe
 * nothing is learned from it; else sections that its relocations lead to get
 * their place in the match. Returns 0, or -1 with the reason in @why, which has
 * the size of pb_match_func's.
 */
int pb_compare_function(struct pb_matcher *m, uint32_t sym,
			struct pb_place place, bool probe, char *why);

#endif
