/* SPDX-License-Identifier: GPL-2.0-only */
/* Taking an instruction apart byte by byte, never beyond its end. */
#ifndef ARCH_X86_DECODE_CURSOR_H
#define ARCH_X86_DECODE_CURSOR_H

#include "arch/x86/decode/length.h"

struct sc_x86_cursor {
	const uint8_t *p, *end;
	struct sc_x86_form *form;
	uint8_t r, x, b; /* extensions of modrm.reg, index, and base or rm */
	bool short_count; /* read beyond the end */
};

static inline uint8_t sc_x86_take(struct sc_x86_cursor *c)
{
	if (c->p < c->end)
		return *c->p++;
	c->short_count = true;
	return 0;
}

static inline void sc_x86_skip(struct sc_x86_cursor *c, unsigned int n)
{
	if ((size_t)(c->end - c->p) < n)
		c->short_count = true;
	else
		c->p += n;
}

#endif
