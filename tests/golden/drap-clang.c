// SPDX-License-Identifier: GPL-2.0-only
/* The same by clang. */
// stackcheck: --mode=table
// cc: clang -O2 -mstack-alignment=8 -mno-red-zone -mno-sse -fno-asynchronous-unwind-tables
// expect: clean
#include "drap-gcc.c"
