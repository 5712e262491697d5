// SPDX-License-Identifier: GPL-2.0-only
/* Running groups, on one thread or several. */
#include <pthread.h>
#include <stdlib.h>

#include "stackcheck/analysis/calling_convention.h"
#include "stackcheck/analysis/analysis.h"
#include "stackcheck/analysis/run_groups.h"
#include "stackcheck/checker/checker.h"
#include "stackcheck/util/parallel.h"
#include "stackcheck/util/vec.h"

#define CHUNKS 64 /* pieces of work for the threads of one large object */
#define FEW 64 /* stale assumptions that may be kept */
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
	uint32_t now = analysis->runs[flow->group];

	if (!flow->nassumed && !flow->nshown)
		return;
	pthread_mutex_lock(&run->lock);
	for (uint32_t i = 0; i < flow->nshown; i++) {
		flow->shown[i].run = now;
		if (SC_VEC_PUSH(analysis->shown, analysis->nshown,
				flow->shown[i]))
			run->failed = true;
	}
	for (uint32_t i = 0; i < flow->nassumed; i++) {
		flow->assumed[i].run = now;
		if (SC_VEC_PUSH(analysis->assumed, analysis->nassumed,
				flow->assumed[i]))
			run->failed = true;
	}
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

void sc_analysis_drop_stale(struct sc_analysis *analysis)
{
	uint32_t nassumed = analysis->nassumed, nshown = analysis->nshown;

	analysis->nassumed = analysis->nshown = 0;
	for (uint32_t i = 0; i < nassumed; i++) {
		const struct sc_assumed *a = &analysis->assumed[i];

		if (a->run ==
		    analysis->runs[analysis->obj->funcs[a->func].group])
			analysis->assumed[analysis->nassumed++] = *a;
	}
	for (uint32_t i = 0; i < nshown; i++) {
		const struct sc_evidence *s = &analysis->shown[i];

		if (s->run == analysis->runs[s->group])
			analysis->shown[analysis->nshown++] = *s;
	}
	analysis->nkept = analysis->nassumed + analysis->nshown;
}

/*
 * What the groups told when they were run before. It is dropped when there may
 * be as much of it as of the rest: many runs are of one group.
 */
static void forget_stops(struct sc_analysis *analysis, const uint32_t *groups,
			 uint32_t n)
{
	if (!groups)
		analysis->nassumed = analysis->nshown = 0;
	for (uint32_t i = 0; groups && i < n; i++)
		analysis->runs[groups[i]]++;
	if (analysis->nassumed + analysis->nshown > 2 * analysis->nkept + FEW)
		sc_analysis_drop_stale(analysis);
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

	forget_stops(analysis, groups, n);
	analysis->nassumed_before = analysis->nassumed;
	if (res && init_parts(&run, res)) {
		merge_parts(&run, res);
		return -1;
	}
	pthread_mutex_init(&run.lock, NULL);
	sc_parallel(large ? analysis->jobs : 1, run.chunks, run_chunk, &run);
	pthread_mutex_destroy(&run.lock);
	if (res) {
		merge_parts(&run, res);
		sc_analysis_drop_stale(analysis);
	}
	return run.failed ? -1 : 0;
}
