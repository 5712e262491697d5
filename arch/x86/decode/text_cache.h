/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Texts of instructions that were asked for before. Findings are told by few
 * different instructions: returns, pushes and pops above all.
 */
#ifndef ARCH_X86_DECODE_TEXT_CACHE_H
#define ARCH_X86_DECODE_TEXT_CACHE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "arch/x86/decode/decode.h"
#include "arch/x86/decode/length.h"

#define SC_X86_NTEXTS 64 /* a power of two */

/* Zero-filled it holds nothing. */
struct sc_x86_text {
	uint8_t len; /* of the instruction; 0: free */
	uint8_t code[SC_X86_MAX_LEN];
	char text[64];
};

/*
 * The text of the instruction of @len bytes at @code in @cache of SC_X86_NTEXTS
 * places, or NULL.
 */
const char *sc_x86_text_find(const struct sc_x86_text *cache,
			     const uint8_t *code, unsigned int len);

/*
 * Keep @text of the instruction of @form at @code, if it fits and is the same at
 * each address.
 */
void sc_x86_text_keep(struct sc_x86_text *cache, const uint8_t *code,
		      const struct sc_x86_form *form, const char *text);

/*
 * Likewise of a branch: its @name is kept, and the target put behind it. False:
 * it is no branch, or nothing was kept of it. Keep it only if the text of the
 * @target is what would be put there.
 */
bool sc_x86_text_branch(const struct sc_x86_text *cache, const uint8_t *code,
			unsigned int len, uint64_t addr, char *buf,
			size_t size);
void sc_x86_text_keep_branch(struct sc_x86_text *cache, const uint8_t *code,
			     unsigned int len, uint64_t addr, const char *name,
			     const char *target);

#endif
