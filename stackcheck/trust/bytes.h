/* SPDX-License-Identifier: GPL-2.0-only */
/* The bytes of a table, and the relocations that go with them. */
#ifndef STACKCHECK_TRUST_BYTES_H
#define STACKCHECK_TRUST_BYTES_H

#include "stackcheck/trust/write.h"

/* 0, or -1; or failures noted as above */
int sc_trust_put_together(struct sc_trust_writer *w,
			  struct sc_trust_table *ret);
void sc_trust_add_relocs(struct sc_trust_writer *w, struct sc_trust_table *ret);
/*
 * What the regions of a section are relocated by: its own symbol, or when it
 * was dropped any other in it; but not a weak one, which may come to mean
 * another's. 0: none, or the linker may drop the section (COMDAT).
 */
uint32_t sc_trust_anchor(const struct sc_image *img, uint32_t sec);

#endif
