/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Switch tables: the architecture tells where the table of an indirect jump
 * begins; here its entries become edges.
 */
#ifndef STACKCHECK_CFG_SWITCH_TABLES_H
#define STACKCHECK_CFG_SWITCH_TABLES_H

#include "stackcheck/cfg/cfg.h"

int sc_tables_find(struct sc_object *obj);

#endif
