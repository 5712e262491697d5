// SPDX-License-Identifier: GPL-2.0-only
/* The same in a frame-pointer kernel. */
// stackcheck: --mode=frame
// cc: gcc -O2 -fno-omit-frame-pointer -fno-asynchronous-unwind-tables
// expect: clean
#include "compiled-cold.c"
