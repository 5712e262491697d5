/* SPDX-License-Identifier: GPL-2.0-only */
/* Decoding: every function's bytes to instructions, from its first byte on. */
#ifndef STACKCHECK_CFG_DECODE_H
#define STACKCHECK_CFG_DECODE_H

#include "stackcheck/cfg/cfg.h"

int sc_code_decode(struct sc_object *obj, struct sc_decoder *dec);

/* Decode the @n functions @funcs of @sec, which had no code before. */
int sc_code_decode_funcs(struct sc_object *obj, struct sc_decoder *dec,
			 uint32_t sec, struct sc_func *funcs, uint32_t n);

#endif
