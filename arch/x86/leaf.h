/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Instructions that do what a register says, where that is a constant. ENCLS
 * does what the number in %eax says (Intel SDM, ENCLS).
 */
#ifndef ARCH_X86_LEAF_H
#define ARCH_X86_LEAF_H

#include "arch/x86/x86.h"

/* leaf.c */
void sc_x86_leaves(struct sc_object *obj);
/*
 * The constant that @reg holds before instruction @i of @f, if the same block
 * makes it; -1: none is known.
 */
int64_t sc_x86_constant_at(const struct sc_code *code, const struct sc_func *f,
			   uint32_t i, unsigned int reg);

#endif
