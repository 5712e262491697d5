// SPDX-License-Identifier: GPL-2.0-only
/* A switch whose object was linked once more. */
// stackcheck: --mode=table
// cc: gcc -O2 -fno-pic -mcmodel=kernel -ffunction-sections -fno-asynchronous-unwind-tables
// post: ld -r {} -o {}.r && mv {}.r {}
// expect: clean
#include "compiled-switch.c"
