// SPDX-License-Identifier: GPL-2.0-only
/* Tracing calls at each entry, as no-ops to be patched. */
// stackcheck: --mode=table
// cc: gcc -O2 -pg -mfentry -mrecord-mcount -mnop-mcount -fno-pic -fno-pie -fno-asynchronous-unwind-tables
// expect: clean
#include "mfentry.c"
