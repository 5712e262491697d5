// SPDX-License-Identifier: GPL-2.0-only
/* Names and properties of the operations of insn.h. */
#include "stackcheck/core/insn.h"

const uint16_t sc_op_props[SC_OP_COUNT] = {
#define X(name, props) [SC_OP_##name] = (props),
	SC_OPS(X)
#undef X
};

const char *const sc_op_names[SC_OP_COUNT] = {
#define X(name, props) [SC_OP_##name] = #name,
	SC_OPS(X)
#undef X
};
