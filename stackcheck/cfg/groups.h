/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Groups and leaders: one walk over all branches finds where blocks begin,
 * which functions jump into each other's middle, and who calls whom.
 */
#ifndef STACKCHECK_CFG_GROUPS_H
#define STACKCHECK_CFG_GROUPS_H

#include "stackcheck/cfg/cfg.h"
#include "stackcheck/cfg/group_priv.h"

int sc_groups_link(struct sc_object *obj);
/* The functions @a and @b are of one group. */
void sc_group_unite(uint32_t *parent, uint32_t a, uint32_t b);

#endif
