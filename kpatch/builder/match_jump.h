/* SPDX-License-Identifier: GPL-2.0-only */
/* Jump labels whose jump a build tool made a no-op, for match_reloc.c. */
#ifndef KPATCH_BUILDER_MATCH_JUMP_H
#define KPATCH_BUILDER_MATCH_JUMP_H

#include <stdint.h>

#include "kpatch/builder/object.h"

/* A stretch of a section's bytes, and the kernel's for them. */
struct pb_jump_place {
	const struct pb_object *obj;
	uint32_t jumps; /* its section with jump labels; 0: none */
	uint32_t sec; /* the section */
	const uint8_t *kernel; /* bytes of the kernel from the section's start */
	uint64_t off; /* where to look, from there */
	uint64_t end; /* of the function, from there */
};

/*
 * How many bytes the jump at that place has, if the kernel has a no-op there and
 * the object a jump label; else 0.
 */
unsigned int pb_jump_made_nop(const struct pb_jump_place *p);

#endif
