/* SPDX-License-Identifier: GPL-2.0-only */
/* Addresses of code that something may jump to: what instructions and data hold. */
#ifndef STACKCHECK_CFG_POINTERS_H
#define STACKCHECK_CFG_POINTERS_H

#include "stackcheck/cfg/cfg.h"

/* An address of code, and the field or instruction that has it. */
struct sc_pointer {
	uint32_t from_sec;
	uint64_t from; /* bytes in its section */
	const struct sc_insn *insn; /* that has it; NULL: data */
	uint32_t i; /* its index in the section */
	uint32_t sym; /* that the relocation names; 0: there is none */
	uint32_t sec;
	uint64_t off; /* where it leads */
};

/*
 * Show @visit each of them, in the order of sections. Branches do not count, nor
 * what is only listed as a place (data/places.txt). Ends with what @visit
 * returns if that is not 0.
 */
int sc_pointers_visit(const struct sc_object *obj,
		      int (*visit)(void *ctx, const struct sc_pointer *p),
		      void *ctx);

/* Does data/places.txt name the section? */
bool sc_lists_places(const char *section);

#endif
