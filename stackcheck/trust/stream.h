/* SPDX-License-Identifier: GPL-2.0-only */
/* Streams of rows: short numbers for frequent rows, each stream once. */
#ifndef STACKCHECK_TRUST_STREAM_H
#define STACKCHECK_TRUST_STREAM_H

#include "stackcheck/trust/write.h"

/* stream.c; all of them note failures in w->failed */
void sc_trust_rank_rows(struct sc_trust_writer *w);
/* Append a number to the stream being made. */
void sc_trust_put(struct sc_trust_writer *w, uint32_t number);
/* Where the stream just made is, or goes. */
uint32_t sc_trust_keep_stream(struct sc_trust_writer *w);

#endif
