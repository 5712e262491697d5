/* SPDX-License-Identifier: GPL-2.0-only */
/* What a table is tied to: places in a linked image, or a hash of its code. */
#ifndef STACKCHECK_TRUST_TARGETS_H
#define STACKCHECK_TRUST_TARGETS_H

#include "stackcheck/trust/table.h"

/*
 * Targets; sc_trust_target_free() each, after failure too. Nowhere yet; where
 * the linked image of the analysis has it; where one linked from it has it.
 */
int sc_trust_target_sections(const struct sc_object *obj,
			     struct sc_trust_target *ret, struct sc_error *err);
int sc_trust_target_own(const struct sc_object *obj,
			struct sc_trust_target *ret, struct sc_error *err);
void sc_trust_target_free(struct sc_trust_target *target);

/* Tie @t to the build-id of @img. */
int sc_trust_target_id(struct sc_trust_target *t, const struct sc_image *img,
		       uint64_t *text_ret, struct sc_error *err);

/* Is it nothing but the space between functions? */
bool sc_trust_is_filler(const struct sc_object *obj, const struct sc_func *f);

/* The address of _text. 0, or -1: there is none. */
int sc_trust_text(const struct sc_image *img, uint64_t *text_ret);

/*
 * FNV-1a of the bytes of @sec, a section of @img, from @off on; its relocated
 * fields count as zeros.
 */
uint64_t sc_trust_code_hash(const struct sc_image *img,
			    const struct sc_section *sec, uint64_t off,
			    uint64_t size);

#endif
