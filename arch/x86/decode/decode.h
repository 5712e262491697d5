/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * x86-64 instruction decoder: a table of the instructions a kernel really
 * has, and capstone for the rest.
 *
 * Both give the same answer in every field of struct sc_insn; the program
 * tests/corpus/decode_compare.c proves it over real code and random bytes.
 *
 * Conventions beyond those in core/insn.h:
 *  - size is 0 for a memory operand that is not accessed (lea) or that a
 *    vector instruction only reads; vector stores have their exact size.
 *  - a memory operand with a vector index (gather) has no index register and
 *    size 0: base and val are one corner of what it touches.
 *  - NOP, UD and string operations have no explicit operands; a string
 *    operation has the operand it writes, or else the first it reads.
 *  - the stack pointer of push, pop, call, ret and both stack registers of
 *    leave and enter are implied by op and not in `writes`.
 */
#ifndef ARCH_X86_DECODE_DECODE_H
#define ARCH_X86_DECODE_DECODE_H

#include <stddef.h>
#include <stdint.h>

#include "stackcheck/core/insn.h"

#define SC_X86_MAX_LEN 15

struct sc_decoder;

/*
 * Fills everything but insn->off and returns the length, 1 to 15, or 0 when the
 * bytes are no instruction. It reads no byte at or beyond code + avail.
 * What has the form of an instruction, but may be a jump and is not
 * known, is SC_OP_BAD with its length.
 */
unsigned int sc_x86_decode(struct sc_decoder *dec, const uint8_t *code,
			   size_t avail, struct sc_insn *insn);

/*
 * add, or, sub and xor of 80 to 83, by modrm.reg: with 0 they write memory as
 * it was. Stack probes and barriers are such.
 */
#define SC_X86_KEEPS_ON_0 0x63u

/* Bytes that fnstenv and fnsave store (SDM 1, 8.1.10); in the 16-bit format */
#define SC_X87_ENV 28
#define SC_X87_ALL 108
#define SC_X87_ENV16 14
#define SC_X87_ALL16 94

#endif
