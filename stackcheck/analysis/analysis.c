// SPDX-License-Identifier: GPL-2.0-only
#include "stackcheck/analysis/analysis.h"

#include <elf.h>
#include <stdlib.h>
#include <string.h>

#include "stackcheck/analysis/calling_convention.h"
#include "stackcheck/analysis/internal.h"
#include "stackcheck/analysis/rust.h"
#include "stackcheck/checker/checker.h"

/*
 * Which rule set an object was built for. A kernel with ORC says so; else a
 * majority of the functions that call set up a frame pointer, or does not.
 */
static enum sc_mode detect_mode(const struct sc_object *obj)
{
	uint32_t framed = 0, calling = 0;

	if (sc_image_section(obj->img, ".orc_unwind"))
		return SC_MODE_TABLE;
	for (uint32_t i = 0; i < obj->nplain; i++) {
		uint8_t has = obj->funcs[i].has;

		calling += has & SC_HAS_CALL ? 1 : 0;
		framed += has & SC_HAS_CALL && has & SC_HAS_FRAME ? 1 : 0;
	}
	return framed && framed * 2 >= calling ? SC_MODE_FRAME : SC_MODE_TABLE;
}

struct names {
	struct sc_facts *facts;
	bool failed; /* one could not be added */
};

static void add_dwarf_name(void *ctx, const char *name)
{
	struct names *names = ctx;

	if (sc_facts_add(names->facts, name, SC_FACT_NORETURN))
		names->failed = true;
}

/*
 * What is seen comes before what is listed or assumed: a function's own code,
 * then what its callers rely on. Names that several objects give to different
 * functions tell nothing.
 */
static void look_up_symbol(struct sc_study *study, uint32_t sym,
			   unsigned int facts)
{
	bool used = (facts & SC_FACT_USED) && !(facts & SC_FACT_LISTED);

	if (facts & SC_FACT_COMES_BACK)
		study->sym_returns[sym] = SC_RETURNS_SHOWN;
	else if ((facts & SC_FACT_NORETURN) && !(facts & SC_FACT_RETURNS))
		study->sym_noreturn[sym] = SC_NORETURN_SEEN;
	else if ((facts & SC_FACT_RETURNS) || used)
		study->sym_returns[sym] = SC_RETURNS_ELSEWHERE;
	else if (facts & SC_FACT_LISTED)
		study->sym_noreturn[sym] = SC_NORETURN_LISTED;
	else if (facts & SC_FACT_GUESSED)
		study->sym_noreturn[sym] = SC_NORETURN_GUESSED;
}

/*
 * Lists name functions of Rust by their paths, and a module all of whose
 * functions do not return by a `*` behind it.
 */
static unsigned int look_up_rust(struct sc_facts *facts, const char *name)
{
	char path[256], *last;
	unsigned int listed = 0;

	if (!sc_rust_path(name, path, sizeof(path) - 1))
		return 0;
	listed = sc_facts_get(facts, path);
	last = strrchr(path, ':');
	if (last) {
		strcpy(last + 1, "*");
		listed |= sc_facts_get(facts, path);
	}
	return listed & SC_FACT_LISTED;
}

/* Functions of its own that callers in other objects show to return. */
static void look_up_own(struct sc_study *study, const struct sc_symbol *s,
			struct sc_facts *facts)
{
	const struct sc_func *f;

	if (s->type != STT_FUNC || s->bind == STB_LOCAL ||
	    !(sc_facts_get(facts, s->name) & SC_FACT_USED))
		return;
	f = sc_func_at(study->obj, s->sec, s->off);
	if (f && f->start == s->off)
		study->func_returns[f - study->obj->funcs] =
			SC_RETURNS_ELSEWHERE;
}

/* Symbols of others that are known not to return, or to return. */
static int look_up_symbols(struct sc_study *study, struct sc_facts *facts)
{
	struct sc_image *img = study->obj->img;
	struct sc_facts *dwarf = sc_facts_new();
	struct names names = { .facts = dwarf };

	if (!dwarf)
		return -1;
	if (sc_image_dwarf_noreturn(img, add_dwarf_name, &names) ||
	    names.failed) {
		sc_facts_free(dwarf);
		return -1;
	}
	for (uint32_t i = 1; i < img->nsyms; i++) {
		const struct sc_symbol *s = &img->syms[i];
		unsigned int what;

		if (!s->name[0])
			continue;
		if (s->sec != SC_SEC_UNDEF) {
			if (facts)
				look_up_own(study, s, facts);
			if (!sc_symbol_is_open(study->obj, i))
				continue;
		}
		what = 0;
		if (facts)
			what = sc_facts_get(facts, s->name) |
			       look_up_rust(facts, s->name);
		if (sc_facts_get(dwarf, s->name) &&
		    !(what & SC_FACT_COMES_BACK))
			study->sym_noreturn[i] = SC_NORETURN_SEEN;
		else
			look_up_symbol(study, i, what);
		study->sym_clobbers[i] =
			sc_convention_declared(study->obj->arch, s->name);
	}
	sc_facts_free(dwarf);
	return 0;
}

static int init_study(struct sc_study *study, struct sc_image *img,
		      const struct sc_check_options *opt,
		      struct sc_facts *facts, struct sc_error *err)
{
	const struct sc_arch *arch = img->arch;
	struct sc_decoder *dec = arch ? arch->decoder_new() : NULL;

	if (arch && !dec)
		return sc_fail(err, "%s: out of memory", img->path);
	study->obj = sc_object_new(img, dec, err);
	if (arch)
		arch->decoder_free(dec);
	if (!study->obj)
		return -1;
	study->mode = opt->mode == SC_MODE_AUTO ? detect_mode(study->obj)
						: opt->mode;
	study->jobs = opt->jobs;
	study->func_noreturn = calloc(study->obj->nfuncs + 1, 1);
	study->sym_noreturn = calloc(img->nsyms + 1, 1);
	study->func_returns = calloc(study->obj->nfuncs + 1, 1);
	study->sym_returns = calloc(img->nsyms + 1, 1);
	study->returns = calloc(study->obj->ngroups + 1, 1);
	study->runs_on = calloc(study->obj->ngroups + 1, 1);
	study->irregular_exit = calloc(study->obj->ngroups + 1, 1);
	study->group_entry = calloc(study->obj->ngroups + 1, 1);
	study->clobbers =
		calloc(study->obj->ngroups + 1, sizeof(*study->clobbers));
	study->func_clobbers =
		calloc(study->obj->nfuncs + 1, sizeof(*study->func_clobbers));
	study->scratch =
		calloc(study->obj->ngroups + 1, sizeof(*study->scratch));
	study->func_scratch =
		calloc(study->obj->nfuncs + 1, sizeof(*study->func_scratch));
	study->sym_clobbers =
		calloc(img->nsyms + 1, sizeof(*study->sym_clobbers));
	if (!study->func_noreturn || !study->sym_noreturn || !study->returns ||
	    !study->irregular_exit || !study->group_entry || !study->clobbers ||
	    !study->func_clobbers || !study->sym_clobbers || !study->scratch ||
	    !study->func_scratch || !study->runs_on || !study->func_returns ||
	    !study->sym_returns || look_up_symbols(study, facts))
		return sc_fail(err, "%s: out of memory", img->path);
	return 0;
}

struct sc_study *sc_study_new(struct sc_image *img,
			      const struct sc_check_options *opt,
			      struct sc_facts *facts, struct sc_error *err)
{
	struct sc_study *study = calloc(1, sizeof(*study));

	if (!study) {
		sc_fail(err, "%s: out of memory", img->path);
		return NULL;
	}
	if (init_study(study, img, opt, facts, err)) {
		sc_study_free(study);
		return NULL;
	}
	return study;
}

void sc_study_free(struct sc_study *study)
{
	if (!study)
		return;
	sc_object_free(study->obj);
	free(study->func_noreturn);
	free(study->sym_noreturn);
	free(study->func_returns);
	free(study->sym_returns);
	free(study->returns);
	free(study->runs_on);
	free(study->irregular_exit);
	free(study->group_entry);
	free(study->clobbers);
	free(study->scratch);
	free(study->func_clobbers);
	free(study->func_scratch);
	free(study->sym_clobbers);
	free(study->assumed);
	free(study->shown);
	free(study);
}

static void count(const struct sc_object *obj, struct sc_result *res)
{
	res->instructions = obj->ninsns;
	res->functions = 0;
	for (uint32_t i = 0; i < obj->nplain; i++)
		res->functions += obj->funcs[i].kind == SC_FUNC_CALLABLE;
}

int sc_study_judge(struct sc_study *study, struct sc_result *res)
{
	res->mode = sc_mode_name(study->mode);
	count(study->obj, res);
	sc_judge_defects(study->obj, res);
	if (sc_study_run(study, NULL, 0, res) || sc_study_settle(study, res))
		return sc_fail(&res->error, "%s: out of memory",
			       study->obj->img->path);
	sc_result_sort(res);
	/* what could not be kept is not known */
	return res->error.text[0] ? -1 : 0;
}

int sc_study_visit(struct sc_study *study, const struct sc_visitor *visitor,
		   void (*group)(void *ctx, struct sc_flow *flow), void *ctx)
{
	struct sc_flow *flow = sc_flow_new(study->obj);
	int err = flow ? 0 : -1;

	if (flow)
		flow->callees = sc_study_callees(study);
	for (uint32_t g = 0; !err && g < study->obj->ngroups; g++) {
		err = sc_flow_run(flow, g);
		if (err)
			break;
		if (group)
			group(ctx, flow);
		sc_flow_visit(flow, visitor, ctx);
	}
	sc_flow_free(flow);
	return err;
}
