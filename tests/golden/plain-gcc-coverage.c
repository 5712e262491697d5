// SPDX-License-Identifier: GPL-2.0-only
/* Ordinary functions, compiled another way. */
// stackcheck: --mode=table
// cc: gcc -O2 -fsanitize-coverage=trace-pc -fsanitize=kernel-address -mno-red-zone -fno-pic -mcmodel=kernel -fno-asynchronous-unwind-tables
// expect: clean
#include "plain.c"
