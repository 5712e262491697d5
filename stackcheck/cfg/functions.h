/* SPDX-License-Identifier: GPL-2.0-only */
/* Functions: which ranges of code belong together under which name. */
#ifndef STACKCHECK_CFG_FUNCTIONS_H
#define STACKCHECK_CFG_FUNCTIONS_H

#include "stackcheck/cfg/cfg.h"

int sc_functions_find(struct sc_object *obj);

#endif
