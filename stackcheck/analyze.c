// SPDX-License-Identifier: GPL-2.0-only
/* A batch: objects one by one, and then what only all of them can tell. */
#include "stackcheck/analyze.h"

#include <elf.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "stackcheck/dump.h"
#include "stackcheck/facts.h"
#include "stackcheck/judge.h"
#include "stackcheck/known.h"
#include "stackcheck/pool.h"
#include "stackcheck/stats.h"
#include "stackcheck/study.h"

#define MAX_ROUNDS 3 /* of judging again what callees' facts change */

struct sc_batch {
	const struct sc_check_options *opt;
	/* known before; only read while objects are analysed, so that results
	 * do not depend on which thread is faster */
	struct sc_facts *known;
	struct sc_facts *learned;
};

struct sc_batch *sc_batch_new(const struct sc_check_options *opt,
			      struct sc_error *err)
{
	struct sc_batch *batch = calloc(1, sizeof(*batch));

	if (batch) {
		batch->opt = opt;
		batch->learned = sc_facts_new();
	}
	if (!batch || !batch->learned) {
		sc_fail(err, "out of memory");
		sc_batch_free(batch);
		return NULL;
	}
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
	free(batch);
}

/* --- facts an object gives */

/* Finished modules share only what they export. */
static bool exports_all(const struct sc_image *img)
{
	return !sc_image_section(img, ".gnu.linkonce.this_module");
}

static int learn_exports(struct sc_facts *exported, const struct sc_image *img)
{
	for (uint32_t i = 1; i < img->nsyms; i++)
		if (!strncmp(img->syms[i].name, "__ksymtab_", 10) &&
		    sc_facts_add(exported, img->syms[i].name + 10, 1))
			return -1;
	return 0;
}

static void learn_functions(struct sc_batch *batch, const struct sc_study *s)
{
	const struct sc_object *obj = s->obj;
	const struct sc_image *img = obj->img;
	struct sc_facts *exported = sc_facts_new();
	bool all = exports_all(img);

	if (!exported || learn_exports(exported, img)) {
		sc_facts_free(exported);
		return;
	}
	for (uint32_t i = 1; i < img->nsyms; i++) {
		const struct sc_symbol *sym = &img->syms[i];
		const struct sc_func *f;

		if (sym->type != STT_FUNC || sym->bind != STB_GLOBAL ||
		    sym->sec == SC_SEC_UNDEF ||
		    (!all && !sc_facts_get(exported, sym->name)))
			continue;
		f = sc_func_at(obj, sym->sec, sym->off);
		if (f && f->start == sym->off && !f->ignored)
			sc_facts_add(batch->learned, sym->name,
				     s->func_noreturn[f - obj->funcs]
					     ? SC_FACT_NORETURN
					     : SC_FACT_RETURNS);
	}
	sc_facts_free(exported);
}

static void learn_assumption(struct sc_batch *batch, const struct sc_study *s,
			     const struct sc_assumed *a, struct sc_result *res)
{
	const struct sc_object *obj = s->obj;
	const struct sc_func *f = &obj->funcs[a->func];
	uint32_t off = obj->code[f->sec].insns[a->insn].off;
	struct sc_assumption out = {
		.name = (char *)obj->img->syms[a->sym].name,
		.path = res->path,
		.section = (char *)obj->img->secs[f->sec].name,
		.function = (char *)f->name,
		.off = off,
		.function_off = off - f->start,
	};

	sc_result_add_assumed_noreturn(res, out.name);
	sc_facts_assume(batch->learned, &out);
}

/* A listed name that is called is an assumption like any other. */
static void learn_listed(struct sc_batch *batch, const struct sc_study *s,
			 struct sc_result *res)
{
	const struct sc_object *obj = s->obj;

	for (uint32_t i = 0; i < obj->ncalls; i++) {
		const struct sc_callsite *c = &obj->calls[i];
		struct sc_assumed a = { .sym = c->sym };

		if (c->func != UINT32_MAX ||
		    s->sym_noreturn[c->sym] != SC_SYM_NORETURN)
			continue;
		a.func = obj->members[obj->groups[c->group].first];
		a.insn = obj->funcs[a.func].first;
		if (obj->funcs[a.func].ninsns)
			learn_assumption(batch, s, &a, res);
	}
}

static void learn(struct sc_batch *batch, const struct sc_study *s,
		  struct sc_result *res)
{
	learn_functions(batch, s);
	for (uint32_t i = 0; i < s->nassumed; i++)
		learn_assumption(batch, s, &s->assumed[i], res);
	learn_listed(batch, s, res);
}

/* --- one object */

static int analyze_image(struct sc_batch *batch, struct sc_image *img,
			 struct sc_result *res, bool first)
{
	struct sc_stats *stats = batch->opt->stats;
	uint64_t start = sc_stats_now(stats);
	struct sc_study *s =
		sc_study_new(img, batch->opt, batch->known, &res->error);
	int err;

	start = sc_stats_add(stats, SC_STAGE_DECODE, start);
	if (!s)
		return -1;
	err = sc_study_judge(s, res);
	if (!err && first && batch->opt->dump)
		err = sc_dump(s, batch->opt->dump, stdout);
	sc_stats_add(stats, SC_STAGE_STATE, start);
	if (!err && first)
		learn(batch, s, res);
	sc_study_free(s);
	return err;
}

static int analyze(struct sc_batch *batch, const struct sc_input *input,
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
	return analyze(batch, input, res, true);
}

/* --- the whole batch */

static bool is_wrong(struct sc_batch *batch, const struct sc_assumption *a)
{
	unsigned int fact = sc_facts_get(batch->learned, a->name);

	return (fact & SC_FACT_RETURNS) && !(fact & SC_FACT_NORETURN);
}

static void report_wrong(const struct sc_assumption *a, struct sc_result *res)
{
	struct sc_place place = { .section = a->section,
				  .function = a->function,
				  .section_off = a->off,
				  .function_off = a->function_off,
				  .group = UINT32_MAX };

	sc_result_add_finding(res, "noreturn-assumed", SC_WARNING, &place,
			      "%s() returns, but %s%swas checked on the "
			      "assumption that it does not",
			      a->name, a->earlier ? a->path : "this code",
			      a->earlier ? " " : " ");
}

static void check_assumptions(struct sc_batch *batch, struct sc_result *results,
			      size_t n)
{
	size_t count, at = 0;
	const struct sc_assumption *a =
		sc_facts_assumptions(batch->learned, &count);

	for (size_t i = 0; i < count; i++) {
		if (!is_wrong(batch, &a[i]) || !n)
			continue;
		for (at = 0; at < n && strcmp(results[at].path, a[i].path);)
			at++;
		report_wrong(&a[i], &results[at < n ? at : 0]);
	}
}

/* Names that became known in this batch; how many. */
static size_t spread(struct sc_batch *batch)
{
	size_t count, fresh = 0;
	const struct sc_assumption *a =
		sc_facts_assumptions(batch->learned, &count);

	for (size_t i = 0; i < count; i++) {
		if (is_wrong(batch, &a[i]) ||
		    (sc_facts_get(batch->known, a[i].name) & SC_FACT_NORETURN))
			continue;
		sc_facts_add(batch->known, a[i].name, SC_FACT_NORETURN);
		fresh++;
	}
	return fresh + sc_facts_merge_noreturn(batch->known, batch->learned);
}

struct round {
	struct sc_batch *batch;
	const struct sc_input *inputs;
	struct sc_result *results;
};

static void again(void *ctx, size_t i)
{
	struct round *r = ctx;
	struct sc_result *res = &r->results[i];

	if (!res->nfindings || res->error.text[0])
		return;
	sc_result_reset(res);
	analyze(r->batch, &r->inputs[i], res, false);
}

void sc_batch_finish(struct sc_batch *batch, const struct sc_input *inputs,
		     struct sc_result *results, size_t n)
{
	struct round r = { batch, inputs, results };
	struct sc_error err = { "" };

	for (int round = 0; round < MAX_ROUNDS && spread(batch); round++)
		sc_parallel(batch->opt->jobs, n, again, &r);
	check_assumptions(batch, results, n);
	if (batch->opt->facts && n &&
	    sc_facts_save(batch->learned, batch->opt->facts, &err))
		results[0].error = err;
}
