/* SPDX-License-Identifier: GPL-2.0-only */
/* What a walk that follows access to memory of users knows. */
#ifndef STACKCHECK_CHECKER_USER_ACCESS_H
#define STACKCHECK_CHECKER_USER_ACCESS_H

#include "stackcheck/checker/checker.h"
#include "stackcheck/dataflow/value_walk.h"
#include "stackcheck/util/name_list.h"

/*
 * The value of a walk: whether access is open, whether the function was called
 * so, and above these bits what was saved, the last one lowest, below a 1.
 */
enum {
	SC_UA_IS_OPEN = 1,
	SC_UA_WAS_OPEN = 2, /* when the function was called */
	SC_UA_SAVED = 4, /* nothing is saved; the lowest bit of these */
	SC_UA_LIMIT = 256, /* no more can be saved */
};

/* Of a function. A mask. */
enum sc_user_access_of {
	SC_UA_LISTED = 1, /* by its name: called with access open */
	SC_UA_ASKED = 2, /* something here calls it so */
	SC_UA_UNFIT = 4, /* it was not made for that */
};

/* A function that another one calls with access open. */
struct sc_user_access_call {
	uint32_t caller, callee; /* by index */
};

/* Why a function is unfit. */
struct sc_user_access_why {
	uint32_t sec, insn; /* an instruction in it */
};

struct sc_user_access_check {
	struct sc_checker checker;
	struct sc_value_walk walk;
	struct sc_name_list listed;
	uint8_t *of; /* by function: enum sc_user_access_of */
	uint32_t *asked; /* functions that are called with access open */
	uint32_t nasked;
	struct sc_user_access_call *calls;
	uint32_t ncalls;
	struct sc_user_access_why *why; /* by function that is unfit */
	uint32_t subject; /* the function asked for; UINT32_MAX: the group */
	bool suspect; /* the walk met what may be a finding */
	bool reporting;
};

/* Walk the group that the flow was run on. 0, or -1 when out of memory. */
int sc_user_access_walk(struct sc_user_access_check *check);

/* Does @f act on the access in a way that is followed? */
bool sc_user_access_is_used(const struct sc_object *obj,
			    const struct sc_func *f);

/* What instruction @i of section @sec does, if it is in force. */
enum sc_user_access sc_user_access_at(const struct sc_object *obj, uint32_t sec,
				      uint32_t i);

#endif
