/* SPDX-License-Identifier: GPL-2.0-only */
/* Finding the table of a switch, from its indirect jump backwards. */
#ifndef ARCH_X86_SWITCH_H
#define ARCH_X86_SWITCH_H

#include "arch/x86/x86.h"

/* switch.c */
bool sc_x86_jump_table(const struct sc_object *obj, const struct sc_func *func,
		       uint32_t at, struct sc_jump_table *ret);

#endif
