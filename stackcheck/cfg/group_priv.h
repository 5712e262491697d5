/* SPDX-License-Identifier: GPL-2.0-only */
/* What the parts of the linking into groups share. */
#ifndef STACKCHECK_CFG_GROUP_PRIV_H
#define STACKCHECK_CFG_GROUP_PRIV_H

#include "stackcheck/cfg/cfg.h"

/* One walk's state. */
struct sc_linker {
	struct sc_object *obj;
	uint32_t *parent; /* by function: union-find */
	uint32_t nsymbols; /* entries that are symbols; sorted, the first */
};

/* groups.c: the functions @a and @b are of one group. */
void sc_group_unite(uint32_t *parent, uint32_t a, uint32_t b);

/* group_branches.c: where @b of function @func leads. 0, or -1: no memory. */
int sc_group_link_branch(struct sc_linker *l, uint32_t func,
			 const struct sc_branch *b);

/*
 * Note that function @from calls or goes to function @func, or to the undefined
 * symbol @sym when @func is UINT32_MAX. Likewise.
 */
int sc_group_add_call(struct sc_object *obj, uint32_t from, uint32_t func,
		      uint32_t sym);

/* call_graph.c: from calling functions to calling groups, each pair once. */
void sc_group_resolve_calls(struct sc_object *obj);

#endif
