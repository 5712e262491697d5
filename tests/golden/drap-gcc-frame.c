// SPDX-License-Identifier: GPL-2.0-only
/* The same with frame pointers. */
// stackcheck: --mode=frame
// cc: gcc -O2 -mpreferred-stack-boundary=3 -mno-red-zone -mno-sse -fno-omit-frame-pointer -fno-asynchronous-unwind-tables
// expect: clean
#include "drap-gcc.c"
