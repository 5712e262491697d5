/* SPDX-License-Identifier: GPL-2.0-only */
/* The call graph: from calling functions to calling groups, each pair once. */
#ifndef STACKCHECK_CFG_CALL_GRAPH_H
#define STACKCHECK_CFG_CALL_GRAPH_H

#include "stackcheck/cfg/group_priv.h"

/* From calling functions to calling groups, each pair once. */
void sc_group_resolve_calls(struct sc_object *obj);

#endif
