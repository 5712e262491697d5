// SPDX-License-Identifier: GPL-2.0-only
/* Ordinary functions, compiled another way. */
// stackcheck: --mode=table
// cc: gcc -O2 -ffunction-sections -fdata-sections -mno-red-zone -fno-asynchronous-unwind-tables
// expect: clean
#include "plain.c"
