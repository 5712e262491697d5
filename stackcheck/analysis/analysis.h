/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The analysis of one object: which of its functions come back, and what the
 * rules say of each group.
 */
#ifndef STACKCHECK_ANALYSIS_ANALYSIS_H
#define STACKCHECK_ANALYSIS_ANALYSIS_H

#include "stackcheck/analysis/facts.h"
#include "stackcheck/analysis/options.h"
#include "stackcheck/checker/result.h"
#include "stackcheck/dataflow/fixpoint.h"

/* Does a path of a group run past a function's end? */
enum sc_runs_on {
	SC_RUNS_ON = 1, /* in its last run */
	SC_RUNS_ON_FOR_GOOD = 2, /* also when all is known of its callees */
};

struct sc_analysis {
	struct sc_object *obj; /* owned */
	enum sc_mode mode; /* SC_MODE_FRAME or SC_MODE_TABLE */
	unsigned int jobs;
	bool draft; /* groups are run before all is known of their callees */
	const struct sc_state_sink *sink; /* as in the options */
	void *sink_ctx;
	unsigned int mitigations; /* mask of enum sc_mitigation */
	bool found_address_taken; /* of all functions, once asked for */
	uint8_t *func_noreturn, *sym_noreturn; /* as in struct sc_callees */
	uint8_t *func_returns, *sym_returns; /* likewise */
	uint16_t *func_clobbers, *sym_clobbers; /* as in struct sc_callees */
	uint16_t *func_scratch; /* likewise */
	uint16_t *clobbers; /* by group: its convention, and what of that */
	uint16_t *scratch; /* its callers must not rely on */
	uint8_t *irregular_exit; /* by group: as in struct sc_dataflow */
	uint8_t *group_entry; /* by group, as in struct sc_callees */
	uint8_t *returns; /* by group: some path comes back */
	uint8_t *runs_on; /* by group: enum sc_runs_on */
	/* of the last run of each group */
	struct sc_assumed *assumed;
	uint32_t nassumed;
	uint32_t nassumed_before; /* those of them that the last run left */
	uint32_t *runs; /* by group: how often it was run anew; what earlier
			 * runs left in assumed and shown is stale */
	struct sc_dataflow *flow; /* kept from run to run; NULL at first */
	struct sc_evidence *shown;
	uint32_t nshown;
	uint32_t nkept; /* of both, when stale ones were last dropped */
};

/*
 * Take @img (borrowed) apart and make the analysis ready. @facts may be NULL.
 * NULL with @err filled on failure.
 */
struct sc_analysis *sc_analysis_new(struct sc_image *img,
				    const struct sc_check_options *opt,
				    struct sc_facts *facts,
				    struct sc_error *err);
void sc_analysis_free(struct sc_analysis *analysis);

/* Find what does not return and check all groups; findings go to @res. */
int sc_analysis_check(struct sc_analysis *analysis, struct sc_result *res);

/*
 * Once more over all groups, in order, after sc_analysis_check(): show @visitor
 * every reached instruction. 0, or -1 when out of memory.
 */
int sc_analysis_visit(struct sc_analysis *analysis,
		      const struct sc_visitor *visitor,
		      void (*group)(void *ctx, struct sc_dataflow *flow),
		      void *ctx);

/* Likewise: tell @sink the states, as sc_analysis_check() tells analysis->sink. */
int sc_analysis_tell(struct sc_analysis *analysis,
		     const struct sc_state_sink *sink, void *ctx);

#endif
