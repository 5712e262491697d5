// SPDX-License-Identifier: GPL-2.0-only
/* Running groups, on one thread or several. */
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "stackcheck/analysis/calling_convention.h"
#include "stackcheck/analysis/analysis.h"
#include "stackcheck/analysis/run_groups.h"
#include "stackcheck/checker/checker.h"
#include "stackcheck/util/parallel.h"
#include "stackcheck/util/vec.h"

#define CHUNKS 64 /* pieces of work for the threads of one large object */
#define LARGE 200000 /* instructions from which threads are worth while */

struct sc_callees sc_analysis_callees(const struct sc_analysis *analysis)
{
	return (struct sc_callees){ .func_noreturn = analysis->func_noreturn,
				    .sym_noreturn = analysis->sym_noreturn,
				    .func_returns = analysis->func_returns,
				    .sym_returns = analysis->sym_returns,
				    .func_clobbers = analysis->func_clobbers,
				    .sym_clobbers = analysis->sym_clobbers,
				    .func_scratch = analysis->func_scratch,
				    .group_entry = analysis->group_entry };
}

struct run {
	struct sc_analysis *analysis;
	const uint32_t *groups; /* NULL: all */
	uint32_t ngroups;
	uint32_t chunks;
	struct sc_result *parts; /* by chunk; NULL: do not check */
	pthread_mutex_t lock; /* guards what groups add to the analysis */
	bool failed;
};

static void keep_stops(struct run *run, const struct sc_dataflow *flow)
{
	struct sc_analysis *analysis = run->analysis;

	if (!flow->nassumed && !flow->nshown)
		return;
	pthread_mutex_lock(&run->lock);
	analysis->stops[flow->group] = 1;
	for (uint32_t i = 0; i < flow->nshown; i++)
		if (SC_VEC_PUSH(analysis->shown, analysis->nshown,
				flow->shown[i]))
			run->failed = true;
	for (uint32_t i = 0; i < flow->nassumed; i++)
		if (SC_VEC_PUSH(analysis->assumed, analysis->nassumed,
				flow->assumed[i]))
			run->failed = true;
	pthread_mutex_unlock(&run->lock);
}

/* Once for the object, by the first thread that asks. */
static void find_address_taken(struct run *run)
{
	pthread_mutex_lock(&run->lock);
	if (!run->analysis->found_address_taken)
		sc_convention_find_address_taken(run->analysis->obj);
	run->analysis->found_address_taken = true;
	pthread_mutex_unlock(&run->lock);
}

static void run_group(struct run *run, struct sc_dataflow *flow,
		      struct sc_checker *checker, uint32_t group)
{
	if (checker->res ? sc_check_group(checker, group)
			 : sc_dataflow_run(flow, group)) {
		run->failed = true;
		return;
	}
	run->analysis->returns[group] = flow->returns;
	run->analysis->runs_on[group] &= SC_RUNS_ON_FOR_GOOD;
	run->analysis->runs_on[group] |= flow->runs_on ? SC_RUNS_ON : 0;
	run->analysis->irregular_exit[group] = flow->irregular_exit;
	if (sc_convention_is_open(flow))
		find_address_taken(run);
	run->analysis->clobbers[group] = sc_convention_of_group(
		flow, run->analysis->mode == SC_MODE_TABLE,
		&run->analysis->scratch[group]);
	keep_stops(run, flow);
}

/* Runs of few groups may be many: they do not make one each. */
static struct sc_dataflow *take_flow(struct run *run)
{
	struct sc_dataflow *flow = run->chunks == 1 ? run->analysis->flow
						    : NULL;

	if (flow)
		run->analysis->flow = NULL;
	return flow ? flow : sc_dataflow_new(run->analysis->obj);
}

static void give_flow_back(struct run *run, struct sc_dataflow *flow)
{
	if (run->chunks == 1)
		run->analysis->flow = flow;
	else
		sc_dataflow_free(flow);
}

static void run_chunk(void *ctx, size_t chunk)
{
	struct run *run = ctx;
	struct sc_analysis *analysis = run->analysis;
	struct sc_dataflow *flow = take_flow(run);
	struct sc_checker checker;
	uint64_t from = (uint64_t)run->ngroups * chunk / run->chunks;
	uint64_t to = (uint64_t)run->ngroups * (chunk + 1) / run->chunks;

	if (!flow) {
		run->failed = true;
		return;
	}
	flow->callees = sc_analysis_callees(analysis);
	sc_checker_init(&checker, flow, run->parts ? &run->parts[chunk] : NULL,
			analysis->mode == SC_MODE_FRAME ? SC_IN_FRAME
							: SC_IN_TABLE);
	checker.draft = analysis->draft;
	checker.sink = analysis->sink;
	checker.sink_ctx = analysis->sink_ctx;
	for (uint64_t i = from; i < to; i++)
		run_group(run, flow, &checker,
			  run->groups ? run->groups[i] : (uint32_t)i);
	sc_checker_deinit(&checker);
	give_flow_back(run, flow);
}

static int init_parts(struct run *run, struct sc_result *res)
{
	run->parts = calloc(run->chunks, sizeof(*run->parts));
	if (!run->parts)
		return -1;
	for (uint32_t i = 0; i < run->chunks; i++) {
		if (sc_result_init(&run->parts[i], res->path))
			return -1;
		run->parts[i].detail = res->detail;
	}
	return 0;
}

static void merge_parts(struct run *run, struct sc_result *res)
{
	for (uint32_t i = 0; run->parts && i < run->chunks; i++) {
		sc_result_merge(res, &run->parts[i]);
		sc_result_free(&run->parts[i]);
	}
	free(run->parts);
}

static bool have_stops(struct sc_analysis *analysis, const uint32_t *groups,
		       uint32_t n)
{
	for (uint32_t i = 0; i < n; i++)
		if (analysis->stops[groups[i]])
			return true;
	return false;
}

/* Keep what groups told that are not among those of @rerun. */
static void keep_others(struct sc_analysis *analysis, const uint8_t *rerun)
{
	uint32_t nassumed = analysis->nassumed, nshown = analysis->nshown;

	analysis->nassumed = analysis->nshown = 0;
	for (uint32_t i = 0; i < nassumed; i++)
		if (!rerun[analysis->obj->funcs[analysis->assumed[i].func].group])
			analysis->assumed[analysis->nassumed++] =
				analysis->assumed[i];
	for (uint32_t i = 0; i < nshown; i++)
		if (!rerun[analysis->shown[i].group])
			analysis->shown[analysis->nshown++] =
				analysis->shown[i];
}

/* What the groups told when they were run before. */
static int forget_stops(struct sc_analysis *analysis, const uint32_t *groups,
			uint32_t n)
{
	uint8_t *rerun;

	if (!groups) {
		analysis->nassumed = analysis->nshown = 0;
		memset(analysis->stops, 0, analysis->obj->ngroups);
		return 0;
	}
	if (!have_stops(analysis, groups, n))
		return 0;
	rerun = calloc(analysis->obj->ngroups + 1, 1);
	if (!rerun)
		return -1;
	for (uint32_t i = 0; i < n; i++) {
		rerun[groups[i]] = 1;
		analysis->stops[groups[i]] = 0;
	}
	keep_others(analysis, rerun);
	free(rerun);
	return 0;
}

/* Run @groups (NULL: all), checking into @res unless it is NULL. */
int sc_analysis_run_groups(struct sc_analysis *analysis, const uint32_t *groups,
			   uint32_t n, struct sc_result *res)
{
	uint32_t ngroups = groups ? n : analysis->obj->ngroups;
	bool large = analysis->jobs > 1 && ngroups > CHUNKS &&
		     analysis->obj->ninsns > LARGE;
	struct run run = { .analysis = analysis,
			   .groups = groups,
			   .ngroups = ngroups,
			   .chunks = large ? CHUNKS : 1 };

	if (forget_stops(analysis, groups, n))
		return -1;
	analysis->nassumed_before = analysis->nassumed;
	if (res && init_parts(&run, res)) {
		merge_parts(&run, res);
		return -1;
	}
	pthread_mutex_init(&run.lock, NULL);
	sc_parallel(large ? analysis->jobs : 1, run.chunks, run_chunk, &run);
	pthread_mutex_destroy(&run.lock);
	if (res)
		merge_parts(&run, res);
	return run.failed ? -1 : 0;
}
