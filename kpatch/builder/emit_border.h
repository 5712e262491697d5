/* SPDX-License-Identifier: GPL-2.0-only */
/* Places where a variable of the patch and one of the kernel meet. */
#ifndef KPATCH_BUILDER_EMIT_BORDER_H
#define KPATCH_BUILDER_EMIT_BORDER_H

#include "kpatch/builder/emit_priv.h"

/*
 * Is it plain which variable @ref means, by the relocation @from of item @i? In a
 * section of several variables, a relocation by the section may lead to one, or
 * to the end of the array before it, or before the start of the array behind
 * it. That matters if one of them is the kernel's and the other is new. 0, or -1
 * with the error filled, which names both.
 */
int pb_emit_check_border(const struct pb_emitter *e, uint32_t i,
			 const struct pb_reloc *from, const struct pb_ref *ref);

#endif
