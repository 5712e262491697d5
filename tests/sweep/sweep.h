/* SPDX-License-Identifier: GPL-2.0-only */
/* The parts of the sweep: encodings, the reference, and what is compared. */
#ifndef TESTS_SWEEP_SWEEP_H
#define TESTS_SWEEP_SWEEP_H

#include <stdbool.h>
#include <stdint.h>

/* Bytes that an encoding has in the file that the reference reads. */
#define SLOT 32
#define MAX_TEXT 160

enum space { LEGACY, VEX, EVEX, REX2, XOP, SPACES };

/*
 * Encoding @n of a space, with what is left open chosen by *@state. The low
 * KEY_BITS of @n choose opcode, map, mandatory prefix and width.
 */
#define KEY_BITS 14
void encode(enum space space, uint64_t n, uint64_t *state, uint8_t slot[SLOT]);

/* What the reference says of an encoding. */
struct told {
	unsigned int len; /* 0: no instruction */
	char text[MAX_TEXT];
};

/* The text from the mnemonic on: behind prefixes. */
const char *text_mnemonic(const char *text);
/* Does the text from here name the instruction that the reference does? */
bool same_instruction(const char *here, const char *there);
/* General registers that instructions with this AT&T text write, a mask. */
uint16_t text_writes(const char *text);
/* Does it say that there is no instruction? */
bool text_is_bad(const char *text);
/* Is it nothing but prefixes, which the reference shows by themselves? */
bool text_is_prefix(const char *text);

#endif
