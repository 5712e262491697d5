/* SPDX-License-Identifier: GPL-2.0-only */
/* Words, colours and columns of the listing. */
#ifndef STACKCHECK_LISTING_TEXT_H
#define STACKCHECK_LISTING_TEXT_H

#include "stackcheck/listing/internal.h"

/* Print; no control character of a name reaches the terminal. */
void sc_listing_put(struct sc_listing *l, enum sc_tint tint, const char *fmt,
		    ...) __attribute__((format(printf, 3, 4)));
/* Spaces up to a column, at least one. */
void sc_listing_tab(struct sc_listing *l, int column);
void sc_listing_newline(struct sc_listing *l);
/* A line of its own beneath an instruction. */
void sc_listing_note(struct sc_listing *l, const char *fmt, ...)
	__attribute__((format(printf, 2, 3)));
/* A place in code: "+0x10" at home, else "name+0x10". */
const char *sc_listing_place(const struct sc_listing *l, uint32_t sec,
			     uint64_t off, char *buf, size_t size);
/* The instruction with names for its targets. */
void sc_listing_words(const struct sc_listing *l, const struct sc_func *f,
		      uint32_t i, char *buf, size_t size);

#endif
