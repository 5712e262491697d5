/* SPDX-License-Identifier: GPL-2.0-only */
/* What a branch or a call does to the groups: joins them, or calls. */
#ifndef STACKCHECK_CFG_GROUP_BRANCHES_H
#define STACKCHECK_CFG_GROUP_BRANCHES_H

#include "stackcheck/cfg/group_priv.h"

/* Where @b of function @func leads. 0, or -1: no memory. */
int sc_group_link_branch(struct sc_linker *l, uint32_t func,
			 const struct sc_branch *b);

/*
 * Note that function @from calls or goes to function @func, or to the undefined
 * symbol @sym when @func is UINT32_MAX. Likewise.
 */
int sc_group_add_call(struct sc_object *obj, uint32_t from, uint32_t func,
		      uint32_t sym);

#endif
