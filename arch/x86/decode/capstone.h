/* SPDX-License-Identifier: GPL-2.0-only */
/* The authority: struct sc_insn from capstone's detail. */
#ifndef ARCH_X86_DECODE_CAPSTONE_H
#define ARCH_X86_DECODE_CAPSTONE_H

#include <stdbool.h>

#include "arch/x86/decode/decode.h"

/* NULL when memory ran out. One decoder serves one thread. */
struct sc_decoder *sc_decoder_new(void);
void sc_decoder_free(struct sc_decoder *dec);
/*
 * Open capstone for the decoder, if that was not done before. False if it cannot
 * be: sc_library_error() or sc_memory_failed() tells then, and what decoding says
 * is not to be relied on.
 */
bool sc_decoder_open(struct sc_decoder *dec);
unsigned int sc_x86_decode_capstone(struct sc_decoder *dec, const uint8_t *code,
				    size_t avail, struct sc_insn *insn);

/*
 * AT&T text of the instruction at code, which is at address addr. Returns its
 * length in bytes or, with "(bad)" in buf, 0.
 */
size_t sc_x86_format(struct sc_decoder *dec, const uint8_t *code, size_t avail,
		     uint64_t addr, char *buf, size_t size);

/*
 * Lets capstone decode into dec->insn with the syntax that is set, for its text;
 * false if it takes the instruction for another one, or for none. *@len_ret: its
 * length in any case, or 0.
 */
bool sc_cs_name(struct sc_decoder *dec, const uint8_t *code, size_t avail,
		uint64_t addr, unsigned int *len_ret);

#endif
