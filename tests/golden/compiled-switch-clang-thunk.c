// SPDX-License-Identifier: GPL-2.0-only
/* A switch, compiled another way. */
// stackcheck: --mode=table
// cc: clang -O2 -fno-pic -mcmodel=kernel -fjump-tables -mretpoline-external-thunk -fno-asynchronous-unwind-tables
// expect: clean
#include "compiled-switch.c"
