/* SPDX-License-Identifier: GPL-2.0-only */
/* One copy of each state: equal states have equal addresses. */
#ifndef STACKCHECK_DATAFLOW_STATE_SET_H
#define STACKCHECK_DATAFLOW_STATE_SET_H

#include "stackcheck/core/state.h"

struct sc_intern;

struct sc_intern *sc_intern_new(void);
void sc_intern_free(struct sc_intern *in);
/* Forget all states; memory is kept for the next. */
void sc_intern_reset(struct sc_intern *in);
/* The copy of *@st, valid until reset. NULL when out of memory. */
const struct sc_state *sc_intern_get(struct sc_intern *in,
				     const struct sc_state *st);

#endif
