// SPDX-License-Identifier: GPL-2.0-only
/* Ordinary functions, compiled another way. */
// stackcheck: --mode=table
// cc: clang -O2 -fPIC -mno-red-zone -fno-asynchronous-unwind-tables
// expect: clean
#include "plain.c"
