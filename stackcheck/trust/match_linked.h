/* SPDX-License-Identifier: GPL-2.0-only */
/* Where a linked image has the code of the object it was linked from. */
#ifndef STACKCHECK_TRUST_MATCH_LINKED_H
#define STACKCHECK_TRUST_MATCH_LINKED_H

#include "stackcheck/trust/table.h"

int sc_trust_target_linked(const struct sc_object *obj,
			   const struct sc_image *linked,
			   struct sc_trust_target *ret, struct sc_error *err);

#endif
