/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The form of an instruction by the manual's general rules: prefixes, opcode
 * map, opcode, modrm, sib, displacement, immediate. They hold for instructions
 * that nobody here knows, too.
 */
#ifndef ARCH_X86_DECODE_LENGTH_H
#define ARCH_X86_DECODE_LENGTH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Registers without those of APX. */
#define SC_X86_REGS 16

/* How the opcode map is named. */
enum sc_x86_space {
	SC_X86_LEGACY, /* also behind REX2 */
	SC_X86_VEX,
	SC_X86_EVEX,
	SC_X86_XOP,
};

struct sc_x86_form {
	uint8_t space, map, opcode;
	uint8_t prefixes; /* bytes before REX, REX2, VEX, EVEX, XOP or opcode */
	uint8_t at; /* of the opcode, from the first byte */
	uint8_t len; /* of all, 1 to 15 */
	uint8_t rep; /* the last of f2, f3, or 0 */
	bool opsize, addrsize, segment, lock;
	bool has_modrm, is_mem, is_rex, is_rex2;
	bool w; /* the operand is of 64 bits */
	bool nd; /* EVEX: the bit of a new destination, or of broadcast */
	uint8_t pp; /* VEX, EVEX, XOP: mandatory prefix: none, 66, f3, f2 */
	uint8_t modrm;
	/*
	 * Registers with all extensions, 0 to 31; base and index: SC_REG_NONE.
	 * Without modrm, rm is the register that the opcode names, or 0.
	 */
	uint8_t reg, rm, vvvv, base, index;
	bool is_pc; /* the memory operand is relative to what follows */
	int32_t disp;
};

/* Fills *form and returns its length, or 0 if the bytes are no instruction. */
unsigned int sc_x86_form(const uint8_t *code, size_t avail,
			 struct sc_x86_form *form);

#endif
