/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * From a stack state to the row of a table: one way, among those the state
 * allows, to find the caller.
 */
#ifndef ARCH_X86_ROW_H
#define ARCH_X86_ROW_H

#include "arch/x86/x86.h"

/* row.c */
void sc_x86_row(const struct sc_state *st, struct sc_row *row);

#endif
