/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The tables that change where code goes: alternatives, exception fixups, jump
 * labels, and the bug table, which tells a WARN from a BUG. They stay in
 * finished modules and kernels.
 */
#ifndef STACKCHECK_CFG_KERNEL_TABLES_H
#define STACKCHECK_CFG_KERNEL_TABLES_H

#include "stackcheck/cfg/cfg.h"

int sc_special_read(struct sc_object *obj, struct sc_decoder *dec);

#endif
