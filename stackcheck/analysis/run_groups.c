// SPDX-License-Identifier: GPL-2.0-only
/* Running groups, on one thread or several. */
#include <pthread.h>
#include <stdlib.h>

#include "stackcheck/analysis/calling_convention.h"
#include "stackcheck/analysis/internal.h"
#include "stackcheck/checker/checker.h"
#include "stackcheck/util/parallel.h"
#include "stackcheck/util/vec.h"

#define CHUNKS 64 /* pieces of work for the threads of one large object */
#define LARGE 200000 /* instructions from which threads are worth while */

struct sc_callees sc_study_callees(const struct sc_study *study)
{
	return (struct sc_callees){ .func_noreturn = study->func_noreturn,
				    .sym_noreturn = study->sym_noreturn,
				    .func_returns = study->func_returns,
				    .sym_returns = study->sym_returns,
				    .func_clobbers = study->func_clobbers,
				    .sym_clobbers = study->sym_clobbers,
				    .func_scratch = study->func_scratch,
				    .group_entry = study->group_entry };
}

struct run {
	struct sc_study *study;
	const uint32_t *groups; /* NULL: all */
	uint32_t ngroups;
	uint32_t chunks;
	struct sc_result *parts; /* by chunk; NULL: do not judge */
	pthread_mutex_t lock; /* guards the study's assumed, shown, found_taken */
	bool failed;
};

static void keep_stops(struct run *run, const struct sc_flow *flow)
{
	struct sc_study *study = run->study;

	if (!flow->nassumed && !flow->nshown)
		return;
	pthread_mutex_lock(&run->lock);
	for (uint32_t i = 0; i < flow->nshown; i++)
		if (SC_VEC_PUSH(study->shown, study->nshown, flow->shown[i]))
			run->failed = true;
	for (uint32_t i = 0; i < flow->nassumed; i++)
		if (SC_VEC_PUSH(study->assumed, study->nassumed,
				flow->assumed[i]))
			run->failed = true;
	pthread_mutex_unlock(&run->lock);
}

/* Once for the object, by the first thread that asks. */
static void find_taken(struct run *run)
{
	pthread_mutex_lock(&run->lock);
	if (!run->study->found_taken)
		sc_convention_find_taken(run->study->obj);
	run->study->found_taken = true;
	pthread_mutex_unlock(&run->lock);
}

static void run_group(struct run *run, struct sc_flow *flow,
		      struct sc_judge *judge, uint32_t group)
{
	if (judge->res ? sc_judge_group(judge, group)
		       : sc_flow_run(flow, group)) {
		run->failed = true;
		return;
	}
	run->study->returns[group] = flow->returns;
	run->study->runs_on[group] &= SC_RUNS_ON_FOR_GOOD;
	run->study->runs_on[group] |= flow->runs_on ? SC_RUNS_ON : 0;
	run->study->irregular_exit[group] = flow->irregular_exit;
	if (sc_convention_is_open(flow))
		find_taken(run);
	run->study->clobbers[group] =
		sc_convention_of_group(flow, run->study->mode == SC_MODE_TABLE,
				       &run->study->scratch[group]);
	keep_stops(run, flow);
}

static void run_chunk(void *ctx, size_t chunk)
{
	struct run *run = ctx;
	struct sc_study *study = run->study;
	struct sc_flow *flow = sc_flow_new(study->obj);
	struct sc_judge judge;
	uint64_t from = (uint64_t)run->ngroups * chunk / run->chunks;
	uint64_t to = (uint64_t)run->ngroups * (chunk + 1) / run->chunks;

	if (!flow) {
		run->failed = true;
		return;
	}
	flow->callees = sc_study_callees(study);
	sc_judge_init(&judge, flow, run->parts ? &run->parts[chunk] : NULL,
		      study->mode == SC_MODE_FRAME ? SC_IN_FRAME : SC_IN_TABLE);
	for (uint64_t i = from; i < to; i++)
		run_group(run, flow, &judge,
			  run->groups ? run->groups[i] : (uint32_t)i);
	sc_judge_deinit(&judge);
	sc_flow_free(flow);
}

static int init_parts(struct run *run, struct sc_result *res)
{
	run->parts = calloc(run->chunks, sizeof(*run->parts));
	if (!run->parts)
		return -1;
	for (uint32_t i = 0; i < run->chunks; i++)
		if (sc_result_init(&run->parts[i], res->path))
			return -1;
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

/* What the groups told when they were run before. */
static int forget_stops(struct sc_study *study, const uint32_t *groups,
			uint32_t n)
{
	uint32_t nassumed = study->nassumed, nshown = study->nshown;
	uint8_t *again;

	study->nassumed = study->nshown = 0;
	if (!groups || (!nassumed && !nshown))
		return 0;
	again = calloc(study->obj->ngroups + 1, 1);
	if (!again)
		return -1;
	for (uint32_t i = 0; i < n; i++)
		again[groups[i]] = 1;
	for (uint32_t i = 0; i < nassumed; i++)
		if (!again[study->obj->funcs[study->assumed[i].func].group])
			study->assumed[study->nassumed++] = study->assumed[i];
	for (uint32_t i = 0; i < nshown; i++)
		if (!again[study->shown[i].group])
			study->shown[study->nshown++] = study->shown[i];
	free(again);
	return 0;
}

/* Run @groups (NULL: all), judging into @res unless it is NULL. */
int sc_study_run(struct sc_study *study, const uint32_t *groups, uint32_t n,
		 struct sc_result *res)
{
	bool large = study->jobs > 1 && study->obj->ninsns > LARGE;
	struct run run = { .study = study,
			   .groups = groups,
			   .ngroups = groups ? n : study->obj->ngroups,
			   .chunks = large ? CHUNKS : 1 };

	if (forget_stops(study, groups, n))
		return -1;
	if (res && init_parts(&run, res)) {
		merge_parts(&run, res);
		return -1;
	}
	pthread_mutex_init(&run.lock, NULL);
	sc_parallel(large ? study->jobs : 1, run.chunks, run_chunk, &run);
	pthread_mutex_destroy(&run.lock);
	if (res)
		merge_parts(&run, res);
	return run.failed ? -1 : 0;
}
