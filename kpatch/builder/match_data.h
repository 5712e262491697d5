/* SPDX-License-Identifier: GPL-2.0-only */
/* Where the kernel has the variables of an object, by their names. */
#ifndef KPATCH_BUILDER_MATCH_DATA_H
#define KPATCH_BUILDER_MATCH_DATA_H

#include "kpatch/builder/match_reloc.h"

/*
 * If section @sec was at @base: the name of a variable in it that would lie where
 * the kernel has no symbol of its name, though it has one elsewhere. Or NULL.
 */
const char *pb_match_find_moved(const struct pb_matcher *m, uint32_t sec,
				struct pb_place base);

/*
 * Give a place to each section of data that no function refers to, if a variable
 * in it has a name that the kernel has once.
 */
void pb_match_place_by_name(struct pb_matcher *m);

#endif
