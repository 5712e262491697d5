/* SPDX-License-Identifier: GPL-2.0-only */
/* capstone's register numbers to the architecture's. */
#ifndef ARCH_X86_DECODE_CAPSTONE_REGS_H
#define ARCH_X86_DECODE_CAPSTONE_REGS_H

#include <capstone/capstone.h>

/* Number of the general register that contains reg, or SC_REG_NONE. */
unsigned int sc_cs_gpr(x86_reg reg);
/* Width in bytes of a general register, or 0 when it is none. */
unsigned int sc_cs_gpr_size(x86_reg reg);

/* Name of a 64-bit general register, or "rip"; "?" when it is none. */
const char *sc_x86_reg_name(unsigned int reg);

#endif
