/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Where a wrong state goes on to: every function that control reaches from a
 * finding without a call or a return in between has rows that may be wrong.
 */
#ifndef STACKCHECK_TRUST_PROPAGATE_H
#define STACKCHECK_TRUST_PROPAGATE_H

#include "stackcheck/trust/table.h"

struct sc_trust_propagation *
sc_trust_propagation_new(const struct sc_object *obj, uint8_t *reasons);
void sc_trust_propagation_from(struct sc_trust_propagation *s, uint32_t sec,
			       uint64_t off, unsigned int reason);
int sc_trust_propagation_free(struct sc_trust_propagation *s);

#endif
