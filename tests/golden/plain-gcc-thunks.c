// SPDX-License-Identifier: GPL-2.0-only
/* Ordinary functions, compiled another way. */
// stackcheck: --mode=table
// cc: gcc -O2 -mindirect-branch=thunk-extern -mindirect-branch-register -mfunction-return=thunk-extern -mno-red-zone -fno-pic -mcmodel=kernel -fno-asynchronous-unwind-tables
// expect: clean
#include "plain.c"
