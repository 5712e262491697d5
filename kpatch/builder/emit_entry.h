/* SPDX-License-Identifier: GPL-2.0-only */
/* The entries of special sections in a patch's object. */
#ifndef KPATCH_BUILDER_EMIT_ENTRY_H
#define KPATCH_BUILDER_EMIT_ENTRY_H

#include "kpatch/builder/emit_priv.h"

/* Copy the entries of function @i. 0, or -1 with the emitter's error filled. */
int pb_emit_entries(struct pb_emitter *e, uint32_t i);

#endif
