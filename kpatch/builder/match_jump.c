// SPDX-License-Identifier: GPL-2.0-only
/* Jump labels whose jump a build tool made a no-op. */
#include <stdbool.h>

#include "kpatch/builder/arch.h"
#include "kpatch/builder/match_jump.h"

/* An entry begins with the place of its jump. */
#define ENTRY_SIZE 16

static bool is_jump_label(const struct pb_jump_place *p)
{
	const struct pb_section *s = &p->obj->secs[p->jumps];

	if (!p->jumps)
		return false;
	for (size_t i = 0; i < s->nrelocs; i++) {
		const struct pb_symbol *sym = &p->obj->syms[s->relocs[i].sym];

		if (sym->sec == p->sec && s->relocs[i].off % ENTRY_SIZE == 0 &&
		    sym->value + (uint64_t)s->relocs[i].addend == p->off)
			return true;
	}
	return false;
}

unsigned int pb_jump_made_nop(const struct pb_jump_place *p)
{
	const uint8_t *object = p->obj->secs[p->sec].data;
	unsigned int n;

	n = pb_arch_x86_64.jump_made_nop(object + p->off, p->kernel + p->off,
					 p->end - p->off);
	return n && is_jump_label(p) ? n : 0;
}
