/* SPDX-License-Identifier: GPL-2.0-only */
/* What the parts of the linking into groups share. */
#ifndef STACKCHECK_CFG_GROUP_PRIV_H
#define STACKCHECK_CFG_GROUP_PRIV_H

#include "stackcheck/cfg/cfg.h"

/* One walk's state. */
struct sc_linker {
	struct sc_object *obj;
	uint32_t *parent; /* by function: union-find */
	uint32_t nsymbols; /* entries that are symbols; sorted, the first */
};

#endif
