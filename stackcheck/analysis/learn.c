// SPDX-License-Identifier: GPL-2.0-only
#include "stackcheck/analysis/assumptions.h"
#include "stackcheck/analysis/learn.h"
#include "stackcheck/image/section_index.h"

#include <elf.h>
#include <stdlib.h>
#include <string.h>

struct learner {
	struct sc_facts *facts;
	const struct sc_analysis *analysis;
	const struct sc_result *res;
	bool revisited;
	bool failed;
};

static void add_fact(struct learner *l, const char *name, unsigned int fact)
{
	if (sc_facts_add(l->facts, name, fact))
		l->failed = true;
}

/* @callee is taken not to return by the code at @off of @f. */
static void add_assumption(struct learner *l, const struct sc_func *f,
			   uint32_t off, const char *callee,
			   struct sc_assumption why)
{
	why.name = (char *)callee;
	why.path = l->res->path;
	why.section = (char *)l->analysis->obj->img->secs[f->sec].name;
	why.function = (char *)f->name;
	why.off = off;
	why.function_off = off - f->start;
	if (l->revisited && sc_facts_has_assumption(l->facts, &why))
		return;
	if (sc_facts_assume(l->facts, &why))
		l->failed = true;
}

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

/* A fact is what a function's code shows; an assumption is never one. */
static void learn_function(struct learner *l, const char *name,
			   const struct sc_func *f)
{
	unsigned int why =
		l->analysis->func_noreturn[f - l->analysis->obj->funcs];

	if (why == SC_NORETURN_ASSUMED)
		add_assumption(l, f, f->start, name,
			       (struct sc_assumption){ .guessed = true,
						       .derived = true });
	else
		add_fact(l, name, why ? SC_FACT_NORETURN : SC_FACT_RETURNS);
}

static void learn_functions(struct learner *l)
{
	const struct sc_object *obj = l->analysis->obj;
	const struct sc_image *img = obj->img;
	struct sc_facts *exported = sc_facts_new();
	bool all = exports_all(img);

	if (!exported || learn_exports(exported, img)) {
		l->failed = true;
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
			learn_function(l, sym->name, f);
	}
	sc_facts_free(exported);
}

/* Does the call @i of section code @code alone lead to what is behind it? */
static bool leads_on(const struct sc_code *code, uint32_t i)
{
	uint32_t next = i + 1;

	return sc_code_insn(code, i).op == SC_OP_CALL && next < code->ninsns &&
	       (code->mark[i] & SC_M_REACHED) &&
	       (code->mark[next] & SC_M_REACHED) &&
	       !(code->mark[next] & SC_M_LEADER) &&
	       (!sc_code_is_padding(code, next) ||
		(code->mark[next] & SC_M_GOES_ON));
}

/* Callees that come back, since else nobody would reach what is behind. */
static void learn_used(struct learner *l)
{
	const struct sc_image *img = l->analysis->obj->img;
	uint8_t *used = calloc(img->nsyms + 1, 1);

	for (uint32_t sec = 1; used && sec < img->nsecs; sec++) {
		const struct sc_code *code = &l->analysis->obj->code[sec];

		for (uint32_t k = 0; k < code->nbranches; k++) {
			const struct sc_branch *b = &code->branch[k];

			if (b->by == SC_BY_SYM && leads_on(code, b->insn))
				used[b->to] = 1;
		}
	}
	for (uint32_t i = 1; used && i < img->nsyms; i++)
		if (used[i] && img->syms[i].name[0])
			add_fact(l, img->syms[i].name, SC_FACT_USED);
	l->failed |= !used;
	free(used);
}

/* Calls behind which nothing follows, the first of each group. */
static void learn_guesses(struct learner *l)
{
	const struct sc_analysis *s = l->analysis;

	for (uint32_t i = 0; i < s->nassumed; i++) {
		const struct sc_assumed *a = &s->assumed[i];
		const struct sc_func *f = &s->obj->funcs[a->func];

		if (a->sym)
			add_assumption(
				l, f,
				sc_code_off(&s->obj->code[f->sec], a->insn),
				s->obj->img->syms[a->sym].name,
				(struct sc_assumption){ .guessed = true });
	}
}

/* A listed name that is called is an assumption like any other: the first. */
static void learn_listed(struct learner *l)
{
	const struct sc_object *obj = l->analysis->obj;
	uint8_t *reported = calloc(obj->img->nsyms + 1, 1);

	for (uint32_t i = 0; reported && i < obj->ncalls; i++) {
		const struct sc_callsite *c = &obj->calls[i];
		uint32_t first = obj->groups[c->group].first;
		const struct sc_func *f = &obj->funcs[obj->members[first]];
		unsigned int why;

		if (!c->sym || reported[c->sym] || !f->ninsns)
			continue;
		why = l->analysis->sym_noreturn[c->sym];
		if (why != SC_NORETURN_SEEN && why != SC_NORETURN_LISTED)
			continue;
		reported[c->sym] = 1;
		add_assumption(l, f, sc_code_off(&obj->code[f->sec], f->first),
			       obj->img->syms[c->sym].name,
			       (struct sc_assumption){ 0 });
	}
	l->failed |= !reported;
	free(reported);
}

void sc_report_assumptions(const struct sc_analysis *analysis,
			   struct sc_result *res)
{
	const struct sc_object *obj = analysis->obj;
	uint8_t *reported = calloc(obj->img->nsyms + 1, 1);

	for (uint32_t i = 0; reported && i < obj->ncalls; i++)
		if (obj->calls[i].sym &&
		    analysis->sym_noreturn[obj->calls[i].sym])
			reported[obj->calls[i].sym] = 1;
	for (uint32_t i = 0; reported && i < analysis->nassumed; i++) {
		const struct sc_assumed *a = &analysis->assumed[i];

		if (a->sym)
			reported[a->sym] = 1;
		else
			sc_result_add_assumed_noreturn(
				res, obj->funcs[a->callee].name);
	}
	for (uint32_t i = 1; reported && i < obj->img->nsyms; i++)
		if (reported[i])
			sc_result_add_assumed_noreturn(res,
						       obj->img->syms[i].name);
	if (!reported)
		sc_fail(&res->error, "%s: out of memory", res->path);
	free(reported);
}

void sc_learn(struct sc_facts *facts, const struct sc_analysis *analysis,
	      struct sc_result *res, bool revisited)
{
	struct learner l = { .facts = facts,
			     .analysis = analysis,
			     .res = res,
			     .revisited = revisited };

	learn_functions(&l);
	learn_used(&l);
	learn_guesses(&l);
	learn_listed(&l);
	if (l.failed)
		sc_fail(&res->error, "%s: out of memory", res->path);
	sc_report_assumptions(analysis, res);
}
