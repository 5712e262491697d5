/* SPDX-License-Identifier: GPL-2.0-only */
/* How a value of a walk came about, as notes of a finding. */
#ifndef STACKCHECK_CHECKER_VALUE_STORY_H
#define STACKCHECK_CHECKER_VALUE_STORY_H

#include "stackcheck/checker/checker.h"
#include "stackcheck/dataflow/value_walk.h"

/* Sets *@what_ret if instruction @i of section @sec changes the value. */
typedef void sc_value_words(const struct sc_object *obj, uint32_t sec,
			    uint32_t i, const char **what_ret);

/*
 * The path by which the value came to instruction @i, as notes of the
 * last finding: the last instructions that changed it, and the jumps taken.
 */
void sc_value_story_add(struct sc_checker *c, const struct sc_value_walk *walk,
			uint32_t i, sc_value_words *words);

#endif
