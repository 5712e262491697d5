// SPDX-License-Identifier: GPL-2.0-only
/* A switch, compiled another way. */
// stackcheck: --mode=table
// cc: gcc -O2 -fno-pic -mcmodel=kernel -fjump-tables -mindirect-branch=thunk-extern -mindirect-branch-register -mfunction-return=thunk-extern -fno-asynchronous-unwind-tables
// expect: clean
#include "compiled-switch.c"
