// SPDX-License-Identifier: GPL-2.0-only
/* Ordinary functions, compiled another way. */
// stackcheck: --mode=table
// cc: clang -O2 -mretpoline-external-thunk -mno-red-zone -fno-pic -mcmodel=kernel -fno-asynchronous-unwind-tables
// expect: clean
#include "plain.c"
