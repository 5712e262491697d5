/* SPDX-License-Identifier: GPL-2.0-only */
/* What a run of the analysis is asked to do. */
#ifndef STACKCHECK_ANALYSIS_OPTIONS_H
#define STACKCHECK_ANALYSIS_OPTIONS_H

#include <stddef.h>

#include "stackcheck/checker/finding.h"

struct sc_stats;

enum sc_mode {
	SC_MODE_AUTO, /* by what the object does */
	SC_MODE_FRAME, /* the frame rule at each call site */
	SC_MODE_TABLE, /* one state per instruction, balanced at exits */
};

/* Print this stage's result instead of going on (--dump). */
enum sc_dump {
	SC_DUMP_NONE,
	SC_DUMP_INSNS,
	SC_DUMP_FUNCTIONS,
	SC_DUMP_CFG,
	SC_DUMP_STATE,
};

/* Zero-filled is the default. Everything it points to is the caller's. */
struct sc_check_options {
	enum sc_mode mode;
	enum sc_dump dump;
	unsigned int mitigations; /* mask of enum sc_mitigation */
	unsigned int jobs; /* threads; 0 and 1: the calling one alone */
	enum sc_detail detail; /* of findings: what nobody reads is not made */
	const char *symbols; /* System.map or kallsyms for linked images */
	const char *const *noreturn_files; /* names that do not return */
	size_t n_noreturn_files;
	const char *facts; /* file of facts kept from run to run, or NULL */
	struct sc_stats *stats; /* NULL: nobody asked */
	/* who is told the states that are found, and on one thread; or NULL */
	const struct sc_state_sink *sink;
	void *sink_ctx;
};

/* By enum sc_mode, and NULL at the end. */
extern const char *const sc_mode_names[];

/* "frame" for SC_MODE_FRAME and so on. */
const char *sc_mode_name(enum sc_mode mode);

#endif
