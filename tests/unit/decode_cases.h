/* SPDX-License-Identifier: GPL-2.0-only */
/* Bytes, what the decoder makes of them, and a decoder to try it with. */
#ifndef TESTS_UNIT_DECODE_CASES_H
#define TESTS_UNIT_DECODE_CASES_H

#include <stddef.h>
#include <stdint.h>

struct sc_decoder;

/* Bytes in hexadecimal, and the fields of sc_insn. */
struct decode_case {
	const char *hex;
	uint8_t op;
	int32_t val;
	uint8_t reg, base, index, size, flags;
	uint16_t writes;
};

/* Every operation, and every form that writes a stack register. */
extern const struct decode_case decode_cases[];
extern const size_t decode_ncases;

/* No instruction in 64-bit mode, too long, or cut short. */
extern const char *const decode_invalid[];
extern const size_t decode_ninvalid;

/* The bytes go to @out, which holds 64. Returns how many they are. */
unsigned int decode_from_hex(const char *hex, uint8_t *out);

/* A decoder for all tests of a program: set up once, freed at the end. */
extern struct sc_decoder *dec;
int decoder_setup(void **state);
int decoder_teardown(void **state);

#endif
