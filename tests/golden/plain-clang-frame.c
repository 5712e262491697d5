// SPDX-License-Identifier: GPL-2.0-only
/* Ordinary functions, compiled another way. */
// stackcheck: --mode=frame
// cc: clang -O2 -mno-red-zone -fno-pic -mcmodel=kernel -fno-omit-frame-pointer -fno-asynchronous-unwind-tables
// expect: clean
#include "plain.c"
