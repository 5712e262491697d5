/* SPDX-License-Identifier: GPL-2.0-only */
/* The functions of capstone that are called. */
#ifndef ARCH_X86_DECODE_CAPSTONE_LIBRARY_H
#define ARCH_X86_DECODE_CAPSTONE_LIBRARY_H

#include <capstone/capstone.h>

#include "stackcheck/util/library.h"

#define SC_CAPSTONE(X)                                                         \
	X(cs_open)                                                             \
	X(cs_option)                                                           \
	X(cs_malloc)                                                           \
	X(cs_disasm_iter)                                                      \
	X(cs_free)                                                             \
	X(cs_close)                                                            \
	X(cs_regs_access)

struct sc_capstone {
	SC_CAPSTONE(SC_LIBRARY_FIELD)
};

/* NULL: it cannot be loaded, and sc_library_error() tells. */
const struct sc_capstone *sc_capstone_load(void);

#endif
