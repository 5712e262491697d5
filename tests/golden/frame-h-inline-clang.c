// SPDX-License-Identifier: GPL-2.0-only
/* The same by clang. */
// stackcheck: --mode=frame
// cc: clang -std=c11 -Wall -Wextra -Werror -O2 -mno-red-zone -fomit-frame-pointer -fno-asynchronous-unwind-tables
// expect: clean
#include "frame-h-inline.c"
