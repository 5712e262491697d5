// SPDX-License-Identifier: GPL-2.0-only
/* A switch, compiled another way. */
// stackcheck: --mode=table
// cc: clang -Os -fno-pic -mcmodel=kernel -fno-asynchronous-unwind-tables
// expect: clean
#include "compiled-switch.c"
