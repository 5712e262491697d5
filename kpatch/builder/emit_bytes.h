/* SPDX-License-Identifier: GPL-2.0-only */
/* Strings and constants that a patch has of its own. */
#ifndef KPATCH_BUILDER_EMIT_BYTES_H
#define KPATCH_BUILDER_EMIT_BYTES_H

#include "kpatch/builder/emit_priv.h"

/*
 * Copy what @ref leads to, unless that was done before, and let @r lead there. 0, or
 * -1 when out of memory.
 */
int pb_emit_bytes(struct pb_emitter *e, struct pb_ref *ref, struct pb_reloc *r);

#endif
