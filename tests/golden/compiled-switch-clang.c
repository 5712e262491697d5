// SPDX-License-Identifier: GPL-2.0-only
/* The same by another compiler, with 32-bit entries relative to the table. */
// stackcheck: --mode=frame
// cc: clang -O2 -fPIC -fno-omit-frame-pointer
// expect: clean
#include "compiled-switch.c"
