/* SPDX-License-Identifier: GPL-2.0-only */
/* Lists and sets of BTF ids, with the flags that some have. */
#ifndef KPATCH_BUILDER_BTF_IDS_H
#define KPATCH_BUILDER_BTF_IDS_H

#include "kpatch/builder/unit.h"

/* Their section. */
#define PB_BTF_IDS ".BTF_ids"

/*
 * Are the ids and flags of the unit's object the same after the change? A fix may
 * consist of nothing but a flag there, and the kernel has read them. The functions
 * that they name must have the same arguments. 0, or -1 with @err.
 */
int pb_btf_ids_check(const struct pb_unit *unit, struct sc_error *err);

#endif
