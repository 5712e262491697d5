// SPDX-License-Identifier: GPL-2.0-only
/* A batch: objects one by one, and then what only all of them can tell. */
#include "stackcheck/analysis/assumptions.h"
#include "stackcheck/analysis/batch.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#include "stackcheck/analysis/analysis.h"
#include "stackcheck/analysis/dump.h"
#include "stackcheck/analysis/facts.h"
#include "stackcheck/analysis/facts_file.h"
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
	int lock; /* the folder of the file of facts, or -1 */
};

/*
 * Runs with one file of facts come one after the other, from reading it to
 * writing it: each would lose what the other has found. The file is replaced,
 * so its folder has the lock. It ends with the process at the latest.
 */
static int lock_facts(struct sc_batch *batch, const char *facts,
		      struct sc_error *err)
{
	char *path = realpath(facts, NULL), *slash;
	int bad;

	if (!path)
		path = strdup(facts);
	if (!path)
		return sc_fail(err, "out of memory");
	slash = strrchr(path, '/');
	if (slash)
		slash[1] = '\0';
	batch->lock =
		open(slash ? path : ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	free(path);
	if (batch->lock < 0)
		return sc_fail(err, "%s: cannot open its folder: %s", facts,
			       strerror(errno));
	while ((bad = flock(batch->lock, LOCK_EX)) && errno == EINTR)
		;
	return bad ? sc_fail(err, "%s: cannot lock its folder: %s", facts,
			     strerror(errno))
		   : 0;
}

static void unlock_facts(struct sc_batch *batch)
{
	if (batch->lock >= 0)
		close(batch->lock);
	batch->lock = -1;
}

struct sc_batch *sc_batch_new(const struct sc_check_options *opt,
			      struct sc_error *err)
{
	struct sc_batch *batch = calloc(1, sizeof(*batch));

	if (batch) {
		batch->opt = opt;
		batch->lock = -1;
		batch->learned = sc_facts_new();
	}
	if (!batch || !batch->learned) {
		sc_fail(err, "out of memory");
		sc_batch_free(batch);
		return NULL;
	}
	if (!opt->facts || !lock_facts(batch, opt->facts, err))
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
	unlock_facts(batch);
	free(batch);
}

/* --- one object */

static int analyze_image(struct sc_batch *batch, struct sc_image *img,
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
	if (!err)
		sc_learn(batch->learned, s, res, !first);
	sc_analysis_free(s);
	return err;
}

static int analyze_input(struct sc_batch *batch, const struct sc_input *input,
			 struct sc_result *res, bool first)
{
	struct sc_image_options how = { .symbols = batch->opt->symbols };
	uint64_t start = sc_stats_now(batch->opt->stats);
	struct sc_image *img = sc_input_load(input, &how, &res->error);
	int err;

	sc_stats_add(batch->opt->stats, SC_STAGE_READ, start);
	if (!img)
		return -1;
	err = analyze_image(batch, img, res, first);
	sc_image_free(img);
	return err;
}

int sc_batch_analyze(struct sc_batch *batch, const struct sc_input *input,
		     struct sc_result *res)
{
	return analyze_input(batch, input, res, true);
}

/* --- the whole batch */

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

/*
 * What an assumption of this run tells other objects: 1 if it is new, 0 if not,
 * -1 when out of memory.
 */
static int spread_one(struct sc_batch *batch, const struct sc_assumption *a)
{
	unsigned int known = sc_facts_get(batch->known, a->name);
	unsigned int seen = sc_facts_get(batch->learned, a->name);
	unsigned int tell = SC_FACT_GUESSED;

	if (is_wrong(batch, a))
		tell = seen & SC_FACT_RETURNS ? SC_FACT_RETURNS : SC_FACT_USED;
	else if (!a->guessed || (known & SC_FACT_NORETURN))
		return 0;
	if (known & tell)
		return 0;
	return sc_facts_add(batch->known, a->name, tell) ? -1 : 1;
}

/*
 * Pass on what became known in this batch: 1 if anything did, 0 if not, -1 when
 * out of memory. Where that speaks against what an object rests on, *@redo of
 * its result is set.
 */
static int propagate_facts(struct sc_batch *batch,
			   const struct sc_result *results, size_t n,
			   uint8_t *redo)
{
	size_t count;
	int fresh = 0, merged;
	const struct sc_assumption *a =
		sc_facts_assumptions(batch->learned, &count);

	for (size_t i = 0; i < count; i++) {
		int added = a[i].earlier ? 0 : spread_one(batch, &a[i]);

		if (added < 0)
			return -1;
		fresh |= added;
	}
	for (size_t i = 0; fresh && i < count; i++) {
		size_t at;

		if (a[i].earlier || !is_wrong(batch, &a[i]))
			continue;
		at = result_of(&a[i], results, n);
		if (at < n)
			redo[at] = 1;
	}
	merged = sc_facts_merge_noreturn(batch->known, batch->learned);
	return merged < 0 ? -1 : fresh | merged;
}

struct round {
	struct sc_batch *batch;
	const struct sc_input *inputs;
	struct sc_result *results;
	uint8_t *redo; /* by result: it rests on what is wrong */
};

static void recheck_one(void *ctx, size_t i)
{
	struct round *r = ctx;
	struct sc_result *res = &r->results[i];

	if ((!res->nfindings && !r->redo[i]) || res->error.text[0])
		return;
	sc_result_reset(res);
	analyze_input(r->batch, &r->inputs[i], res, false);
}

void sc_batch_finish(struct sc_batch *batch, const struct sc_input *inputs,
		     struct sc_result *results, size_t n)
{
	struct round r = { batch, inputs, results, calloc(n + 1, 1) };
	struct sc_error err = { "" };
	int fresh = r.redo ? 1 : -1;

	for (int round = 0; fresh > 0 && round < MAX_ROUNDS; round++) {
		fresh = propagate_facts(batch, results, n, r.redo);
		if (fresh > 0)
			sc_parallel(batch->opt->jobs, n, recheck_one, &r);
	}
	if (fresh < 0 && n)
		sc_fail(&results[0].error, "out of memory");
	free(r.redo);
	if (batch->opt->facts && n)
		drop_earlier(batch, results, n);
	check_assumptions(batch, results, n);
	if (batch->opt->facts && n &&
	    sc_facts_save(batch->learned, batch->opt->facts, &err))
		results[0].error = err;
	/* showing the results may take as long as you read */
	unlock_facts(batch);
}
