/* SPDX-License-Identifier: GPL-2.0-only */
/* Where the time goes (--stats). */
#ifndef STACKCHECK_UTIL_STATS_H
#define STACKCHECK_UTIL_STATS_H

#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>

#define SC_STAGES(X)                                                           \
	X(READ, "read")                                                        \
	X(DECODE, "decode")                                                    \
	X(FUNCTIONS, "functions")                                              \
	X(CFG, "control flow")                                                 \
	X(STATE, "stack state")                                                \
	X(RULES, "rules")                                                      \
	X(BATCH, "across objects")                                             \
	X(REPORT, "report")

enum sc_stage {
#define X(name, label) SC_STAGE_##name,
	SC_STAGES(X)
#undef X
		SC_STAGE_COUNT
};

/* Sums over all threads; any thread may add. Zero-filled to begin with. */
struct sc_stats {
	_Atomic uint64_t ns[SC_STAGE_COUNT]; /* time on a thread, nanoseconds */
	_Atomic uint64_t bytes; /* text analysed */
	_Atomic uint64_t objects;
};

/* Time now, for sc_stats_add(); 0 without asking when @stats is NULL. */
uint64_t sc_stats_now(const struct sc_stats *stats);

/* Charge the time since @start to @stage; returns the time now. */
uint64_t sc_stats_add(struct sc_stats *stats, enum sc_stage stage,
		      uint64_t start);

void sc_stats_print(const struct sc_stats *stats, uint64_t elapsed_ns,
		    FILE *out);

#endif
