/* SPDX-License-Identifier: GPL-2.0-only */
/* The part of the glue that is for the kernel's own livepatch code. */
#ifndef KPATCH_BUILDER_GLUE_LIVEPATCH_H
#define KPATCH_BUILDER_GLUE_LIVEPATCH_H

#include "kpatch/builder/glue_priv.h"

/* Write the tables of linux/livepatch.h, and what registers them. */
void pb_glue_write_livepatch(const struct pb_glue *g);

#endif
