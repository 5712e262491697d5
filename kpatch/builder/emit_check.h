/* SPDX-License-Identifier: GPL-2.0-only */
/* Places of a patch that cannot refer to what a module has. */
#ifndef KPATCH_BUILDER_EMIT_CHECK_H
#define KPATCH_BUILDER_EMIT_CHECK_H

#include "kpatch/builder/emit_priv.h"

/*
 * Relocation @from, of item @i in section @sec of the new object, has become @r of
 * section @to. 0, or -1 with the emitter's error: it leads to a module, and the
 * kernel reads or rewrites the place before that module may be there.
 */
int pb_emit_check_place(const struct pb_emitter *e, uint32_t i, uint32_t sec,
			const struct pb_reloc *from, const struct pb_reloc *r,
			uint32_t to);

#endif
