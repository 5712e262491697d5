// SPDX-License-Identifier: GPL-2.0-only
/* A switch, by clang. */
// stackcheck: --mode=frame
// cc: clang -O0 -fno-pic -mcmodel=kernel -fno-asynchronous-unwind-tables
// expect: clean
#include "compiled-switch.c"
