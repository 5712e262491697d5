/* SPDX-License-Identifier: GPL-2.0-only */
/* Sections and relocations of a patch's object. */
#ifndef KPATCH_BUILDER_EMIT_REF_H
#define KPATCH_BUILDER_EMIT_REF_H

#include "kpatch/builder/emit_priv.h"

/*
 * The section of this name in the patch's object, made if it is not there with
 * what @from, a section of the new object, has. 0: out of memory.
 */
uint32_t pb_emit_section(struct pb_emitter *e, const char *name,
			 const struct pb_section *from);
/* Fill up to a multiple of @align bytes; 0, or -1 when out of memory. */
int pb_emit_align(struct pb_emitter *e, uint32_t sec, uint64_t align);

/*
 * Relocation @k of section @sec of the new object, in what belongs to item @i,
 * becomes one of section @to of the patch's object, at offset @off. 0, or -1
 * with the error filled.
 */
int pb_emit_reloc(struct pb_emitter *e, uint32_t i, uint32_t sec, size_t k,
		  uint32_t to, uint64_t off);
#endif
