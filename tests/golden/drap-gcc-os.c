// SPDX-License-Identifier: GPL-2.0-only
/* The same for size. */
// stackcheck: --mode=table
// cc: gcc -Os -mpreferred-stack-boundary=3 -mno-red-zone -mno-sse -fno-asynchronous-unwind-tables
// expect: clean
#include "drap-gcc.c"
