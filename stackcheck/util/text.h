/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Text that is put together piece by piece, in room of the caller's. What does
 * not fit is left out. For the many texts of findings: printf() reads its
 * format anew each time.
 */
#ifndef STACKCHECK_UTIL_TEXT_H
#define STACKCHECK_UTIL_TEXT_H

#include <stddef.h>
#include <stdint.h>

/* The text at @buf ends with a zero byte at any time. */
struct sc_text {
	char *buf;
	size_t size, len; /* bytes of room, of which one is for the zero */
};

/* An empty text in @buf of @size bytes, which is not 0. */
struct sc_text sc_text_begin(char *buf, size_t size);

/* Append a string, or a number: %d, %+d, %x of printf(). */
void sc_text_add(struct sc_text *t, const char *s);
void sc_text_add_dec(struct sc_text *t, int64_t value);
void sc_text_add_signed(struct sc_text *t, int64_t value);
void sc_text_add_hex(struct sc_text *t, uint64_t value);

#endif
