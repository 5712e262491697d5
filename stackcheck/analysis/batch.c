// SPDX-License-Identifier: GPL-2.0-only
/* A batch: objects one by one, and then what only all of them can tell. */
#include "stackcheck/analysis/assumptions.h"
#include "stackcheck/analysis/batch.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "stackcheck/analysis/analysis.h"
#include "stackcheck/analysis/asked.h"
#include "stackcheck/analysis/dump.h"
#include "stackcheck/analysis/facts.h"
#include "stackcheck/analysis/facts_file.h"
#include "stackcheck/analysis/facts_lock.h"
#include "stackcheck/analysis/learn.h"
#include "stackcheck/analysis/open_one.h"
#include "stackcheck/checker/checker.h"
#include "stackcheck/checker/rules/noreturn_assumed.h"
#include "stackcheck/util/parallel.h"
#include "stackcheck/util/stats.h"

#define MAX_ROUNDS 3 /* of checking again what callees' facts change */

struct sc_batch {
	const struct sc_check_options *opt;
	/* known before; only read while objects are analysed, so that results
	 * do not depend on which thread is faster */
	struct sc_facts *known;
	struct sc_facts *learned;
	int lock; /* of the file of facts, or -1 */
	struct sc_asked *asked; /* by input: by those with findings */
	size_t n;
};

struct sc_batch *sc_batch_new(const struct sc_check_options *opt, size_t n,
			      struct sc_error *err)
{
	struct sc_batch *batch = calloc(1, sizeof(*batch));

	if (batch) {
		batch->opt = opt;
		batch->lock = -1;
		batch->learned = sc_facts_new();
		batch->asked = calloc(n + 1, sizeof(*batch->asked));
		batch->n = batch->asked ? n : 0;
	}
	if (!batch || !batch->learned || !batch->asked) {
		sc_fail(err, "out of memory");
		sc_batch_free(batch);
		return NULL;
	}
	if (opt->facts)
		batch->lock = sc_facts_lock(opt->facts, err);
	if (!opt->facts || batch->lock >= 0)
		batch->known = sc_facts_known(opt, err);
	if (batch->known &&
	    (!opt->facts || !sc_facts_load(batch->learned, opt->facts, err)))
		return batch;
	sc_batch_free(batch);
	return NULL;
}

void sc_batch_free(struct sc_batch *batch)
{
	if (!batch)
		return;
	sc_facts_free(batch->known);
	sc_facts_free(batch->learned);
	for (size_t i = 0; i < batch->n; i++)
		sc_asked_free(&batch->asked[i]);
	free(batch->asked);
	sc_facts_unlock(&batch->lock);
	free(batch);
}

/* --- one object */

/* Objects without findings are not analysed again for what became known. */
static void keep_asked(struct sc_batch *batch, size_t i,
		       const struct sc_analysis *s, struct sc_result *res)
{
	if (res->nfindings && !batch->asked[i].nothers &&
	    !batch->asked[i].nown && sc_asked_find(s, &batch->asked[i]))
		sc_fail(&res->error, "%s: out of memory", res->path);
}

static int analyze_image(struct sc_batch *batch, struct sc_image *img, size_t i,
			 struct sc_result *res, bool first)
{
	struct sc_stats *stats = batch->opt->stats;
	uint64_t start = sc_stats_now(stats);
	struct sc_analysis *s =
		sc_analysis_new(img, batch->opt, batch->known, &res->error);
	int err;

	start = sc_stats_add(stats, SC_STAGE_DECODE, start);
	if (!s)
		return -1;
	err = sc_analysis_check(s, res);
	if (!err && first && batch->opt->dump)
		err = sc_dump(s, batch->opt->dump, stdout);
	sc_stats_add(stats, SC_STAGE_STATE, start);
	if (!err) {
		sc_learn(batch->learned, s, res, !first);
		keep_asked(batch, i, s, res);
	}
	sc_analysis_free(s);
	return err;
}

static int analyze_input(struct sc_batch *batch, const struct sc_input *input,
			 size_t i, struct sc_result *res, bool first)
{
	struct sc_image_options how = { .symbols = batch->opt->symbols };
	uint64_t start = sc_stats_now(batch->opt->stats);
	struct sc_image *img = sc_input_load(input, &how, &res->error);
	int err;

	sc_stats_add(batch->opt->stats, SC_STAGE_READ, start);
	if (!img)
		return -1;
	err = analyze_image(batch, img, i, res, first);
	sc_image_free(img);
	return err;
}

int sc_batch_analyze(struct sc_batch *batch, const struct sc_input *input,
		     size_t i, struct sc_result *res)
{
	return analyze_input(batch, input, i, res, true);
}

/* --- the whole batch */

struct round {
	struct sc_batch *batch;
	const struct sc_input *inputs;
	struct sc_result *results;
	size_t n; /* of both */
	uint8_t *redo; /* by result: it rests on what is wrong */
	struct sc_news news;
};

/*
 * A function's code comes first; then calls that show that it returns, if
 * nothing but another call says the contrary.
 */
static bool is_wrong(struct sc_batch *batch, const struct sc_assumption *a)
{
	unsigned int fact = sc_facts_get(batch->learned, a->name);

	if (fact & SC_FACT_NORETURN)
		return false;
	return (fact & SC_FACT_RETURNS) ||
	       (a->guessed && (fact & SC_FACT_USED));
}

static void report_wrong(const struct sc_assumption *a, struct sc_result *res)
{
	struct sc_place place = { .section = a->section,
				  .function = a->function,
				  .section_off = a->off,
				  .function_off = a->function_off,
				  .group = UINT32_MAX };

	struct sc_assumed_use use = { .callee = a->name,
				      .user = a->earlier ? a->path : NULL };

	sc_report_assumed(res, &place, &use);
}

static size_t result_of(const struct sc_assumption *a,
			const struct sc_result *results, size_t n)
{
	size_t at = 0;

	while (at < n && strcmp(results[at].path, a->path))
		at++;
	return at;
}

/* What is analysed now says itself what it assumes. */
static void drop_earlier(struct sc_batch *batch, struct sc_result *results,
			 size_t n)
{
	struct sc_facts *paths = sc_facts_new();
	int bad = paths ? 0 : -1;

	for (size_t i = 0; !bad && i < n; i++)
		if (!results[i].error.text[0])
			bad = sc_facts_add(paths, results[i].path, 1);
	if (bad)
		sc_fail(&results[0].error, "out of memory");
	else
		sc_facts_drop_earlier(batch->learned, paths);
	sc_facts_free(paths);
}

static void check_assumptions(struct sc_batch *batch, struct sc_result *results,
			      size_t n)
{
	size_t count;
	const struct sc_assumption *a =
		sc_facts_assumptions(batch->learned, &count);

	for (size_t i = 0; i < count; i++) {
		size_t at;

		/* what is derived falls when the object is analysed again */
		if (!n || a[i].derived || !is_wrong(batch, &a[i]))
			continue;
		at = result_of(&a[i], results, n);
		report_wrong(&a[i], &results[at < n ? at : 0]);
	}
}

/* What an assumption of this run tells other objects; -1 when out of memory. */
static int spread_one(struct round *r, const struct sc_assumption *a)
{
	struct sc_batch *batch = r->batch;
	unsigned int known = sc_facts_get(batch->known, a->name);
	unsigned int seen = sc_facts_get(batch->learned, a->name);
	unsigned int tell = SC_FACT_GUESSED;

	if (is_wrong(batch, a))
		tell = seen & SC_FACT_RETURNS ? SC_FACT_RETURNS : SC_FACT_USED;
	else if (!a->guessed || (known & SC_FACT_NORETURN))
		return 0;
	if (known & tell)
		return 0;
	return sc_facts_add(batch->known, a->name, tell) ||
			       sc_news_add(&r->news, a->name, tell)
		       ? -1
		       : 0;
}

/*
 * Pass on what became known in this batch; -1 when out of memory. Where that
 * speaks against what an object rests on, its `redo` is set.
 */
static int propagate_facts(struct round *r)
{
	size_t count;
	const struct sc_assumption *a =
		sc_facts_assumptions(r->batch->learned, &count);

	for (size_t i = 0; i < count; i++)
		if (!a[i].earlier && spread_one(r, &a[i]))
			return -1;
	for (size_t i = 0; r->news.n && i < count; i++) {
		size_t at;

		if (a[i].earlier || !is_wrong(r->batch, &a[i]))
			continue;
		at = result_of(&a[i], r->results, r->n);
		if (at < r->n)
			r->redo[at] = 1;
	}
	return sc_facts_merge_noreturn(r->batch->known, r->batch->learned,
				       &r->news);
}

/* Findings may follow from what was not known yet. */
static void recheck_one(void *ctx, size_t i)
{
	struct round *r = ctx;
	struct sc_result *res = &r->results[i];

	if (res->error.text[0] ||
	    !(r->redo[i] ||
	      (res->nfindings && sc_asked_any(&r->batch->asked[i], &r->news))))
		return;
	sc_result_reset(res);
	analyze_input(r->batch, &r->inputs[i], i, res, false);
}

static int run_rounds(struct round *r)
{
	for (int round = 0; round < MAX_ROUNDS; round++) {
		sc_news_free(&r->news);
		if (propagate_facts(r))
			return -1;
		if (!r->news.n)
			break;
		sc_parallel(r->batch->opt->jobs, r->n, recheck_one, r);
	}
	return 0;
}

void sc_batch_finish(struct sc_batch *batch, const struct sc_input *inputs,
		     struct sc_result *results, size_t n)
{
	struct round r = { .batch = batch,
			   .inputs = inputs,
			   .results = results,
			   .n = n,
			   .redo = calloc(n + 1, 1) };
	struct sc_error err = { "" };

	if ((!r.redo || run_rounds(&r)) && n)
		sc_fail(&results[0].error, "out of memory");
	sc_news_free(&r.news);
	free(r.redo);
	if (batch->opt->facts && n)
		drop_earlier(batch, results, n);
	check_assumptions(batch, results, n);
	if (batch->opt->facts && n &&
	    sc_facts_save(batch->learned, batch->opt->facts, &err))
		results[0].error = err;
	/* showing the results may take as long as you read */
	sc_facts_unlock(&batch->lock);
}
