// SPDX-License-Identifier: GPL-2.0-only
/* The same unoptimized. */
// stackcheck: --mode=table
// cc: gcc -O0 -mpreferred-stack-boundary=3 -mno-red-zone -mno-sse -fno-asynchronous-unwind-tables
// expect: clean
#include "drap-gcc.c"
