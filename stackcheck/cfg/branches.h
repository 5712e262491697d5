/* SPDX-License-Identifier: GPL-2.0-only */
/* Where each branch leads, looked up once for all later stages. */
#ifndef STACKCHECK_CFG_BRANCHES_H
#define STACKCHECK_CFG_BRANCHES_H

#include "stackcheck/cfg/cfg.h"

void sc_branches_resolve(struct sc_object *obj);

/*
 * Target of the branch @b of @f, after sc_branches_resolve(); *@func_ret: the
 * function that covers it, or NULL.
 */
struct sc_target sc_branch_target(const struct sc_object *obj,
				  const struct sc_func *f,
				  const struct sc_branch *b,
				  const struct sc_func **func_ret);

#endif
