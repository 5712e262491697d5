// SPDX-License-Identifier: GPL-2.0-only
#include "stackcheck/analysis/analysis.h"

#include <elf.h>
#include <stdlib.h>
#include <string.h>

#include "stackcheck/analysis/calling_convention.h"
#include "stackcheck/analysis/noreturn.h"
#include "stackcheck/analysis/run_groups.h"
#include "stackcheck/analysis/rust.h"
#include "stackcheck/cfg/targets.h"
#include "stackcheck/checker/check_mitigations.h"
#include "stackcheck/checker/check_noinstr.h"
#include "stackcheck/checker/check_unret.h"
#include "stackcheck/checker/check_user_access.h"
#include "stackcheck/checker/checker.h"
#include "stackcheck/image/dwarf.h"
#include "stackcheck/image/section_index.h"
#include "stackcheck/util/library.h"

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
static void look_up_symbol(struct sc_analysis *analysis, uint32_t sym,
			   unsigned int facts)
{
	bool used = (facts & SC_FACT_USED) && !(facts & SC_FACT_LISTED);

	if (facts & SC_FACT_COMES_BACK)
		analysis->sym_returns[sym] = SC_RETURNS_SHOWN;
	else if ((facts & SC_FACT_NORETURN) && !(facts & SC_FACT_RETURNS))
		analysis->sym_noreturn[sym] = SC_NORETURN_SEEN;
	else if ((facts & SC_FACT_RETURNS) || used)
		analysis->sym_returns[sym] = SC_RETURNS_ELSEWHERE;
	else if (facts & SC_FACT_LISTED)
		analysis->sym_noreturn[sym] = SC_NORETURN_LISTED;
	else if (facts & SC_FACT_GUESSED)
		analysis->sym_noreturn[sym] = SC_NORETURN_GUESSED;
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
		memcpy(last + 1, "*", sizeof("*"));
		listed |= sc_facts_get(facts, path);
	}
	return listed & SC_FACT_LISTED;
}

/* Functions of its own that callers in other objects show to return. */
static void look_up_own(struct sc_analysis *analysis, const struct sc_symbol *s,
			struct sc_facts *facts)
{
	const struct sc_func *f;

	if (s->type != STT_FUNC || s->bind == STB_LOCAL ||
	    !(sc_facts_get(facts, s->name) & SC_FACT_USED))
		return;
	f = sc_func_at(analysis->obj, s->sec, s->off);
	if (f && f->start == s->off)
		analysis->func_returns[f - analysis->obj->funcs] =
			SC_RETURNS_ELSEWHERE;
}

/* Symbols of others that are known not to return, or to return. */
static int look_up_symbols(struct sc_analysis *analysis, struct sc_facts *facts)
{
	struct sc_image *img = analysis->obj->img;
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
				look_up_own(analysis, s, facts);
			if (!sc_symbol_is_open(analysis->obj, i))
				continue;
		}
		what = 0;
		if (facts)
			what = sc_facts_get(facts, s->name) |
			       look_up_rust(facts, s->name);
		if (sc_facts_get(dwarf, s->name) &&
		    !(what & SC_FACT_COMES_BACK))
			analysis->sym_noreturn[i] = SC_NORETURN_SEEN;
		else
			look_up_symbol(analysis, i, what);
		analysis->sym_clobbers[i] =
			sc_convention_declared(analysis->obj->arch, s->name);
	}
	sc_facts_free(dwarf);
	return 0;
}

static int init_analysis(struct sc_analysis *analysis, struct sc_image *img,
			 const struct sc_check_options *opt,
			 struct sc_facts *facts, struct sc_error *err)
{
	const struct sc_arch *arch = img->arch;
	struct sc_decoder *dec = arch ? arch->decoder_new() : NULL;

	if (arch && !dec)
		return sc_fail(err, "%s: out of memory", img->path);
	analysis->obj = sc_object_new(img, dec, err);
	if (arch)
		arch->decoder_free(dec);
	if (!analysis->obj || sc_library_fail(err))
		return -1;
	analysis->mode = opt->mode == SC_MODE_AUTO ? detect_mode(analysis->obj)
						   : opt->mode;
	analysis->jobs = opt->sink ? 1 : opt->jobs;
	analysis->sink = opt->sink;
	analysis->sink_ctx = opt->sink_ctx;
	analysis->mitigations = opt->mitigations;
	analysis->func_noreturn = calloc(analysis->obj->nfuncs + 1, 1);
	analysis->sym_noreturn = calloc(img->nsyms + 1, 1);
	analysis->func_returns = calloc(analysis->obj->nfuncs + 1, 1);
	analysis->sym_returns = calloc(img->nsyms + 1, 1);
	analysis->returns = calloc(analysis->obj->ngroups + 1, 1);
	analysis->runs_on = calloc(analysis->obj->ngroups + 1, 1);
	analysis->irregular_exit = calloc(analysis->obj->ngroups + 1, 1);
	analysis->group_entry = calloc(analysis->obj->ngroups + 1, 1);
	analysis->runs =
		calloc(analysis->obj->ngroups + 1, sizeof(*analysis->runs));
	analysis->clobbers =
		calloc(analysis->obj->ngroups + 1, sizeof(*analysis->clobbers));
	analysis->func_clobbers = calloc(analysis->obj->nfuncs + 1,
					 sizeof(*analysis->func_clobbers));
	analysis->scratch =
		calloc(analysis->obj->ngroups + 1, sizeof(*analysis->scratch));
	analysis->func_scratch = calloc(analysis->obj->nfuncs + 1,
					sizeof(*analysis->func_scratch));
	analysis->sym_clobbers =
		calloc(img->nsyms + 1, sizeof(*analysis->sym_clobbers));
	if (!analysis->func_noreturn || !analysis->sym_noreturn ||
	    !analysis->returns || !analysis->irregular_exit ||
	    !analysis->group_entry || !analysis->runs || !analysis->clobbers ||
	    !analysis->func_clobbers || !analysis->sym_clobbers ||
	    !analysis->scratch || !analysis->func_scratch ||
	    !analysis->runs_on || !analysis->func_returns ||
	    !analysis->sym_returns || look_up_symbols(analysis, facts))
		return sc_fail(err, "%s: out of memory", img->path);
	return 0;
}

struct sc_analysis *sc_analysis_new(struct sc_image *img,
				    const struct sc_check_options *opt,
				    struct sc_facts *facts,
				    struct sc_error *err)
{
	struct sc_analysis *analysis = calloc(1, sizeof(*analysis));

	if (!analysis) {
		sc_fail(err, "%s: out of memory", img->path);
		return NULL;
	}
	if (init_analysis(analysis, img, opt, facts, err)) {
		sc_analysis_free(analysis);
		return NULL;
	}
	return analysis;
}

void sc_analysis_free(struct sc_analysis *analysis)
{
	if (!analysis)
		return;
	sc_object_free(analysis->obj);
	free(analysis->func_noreturn);
	free(analysis->sym_noreturn);
	free(analysis->func_returns);
	free(analysis->sym_returns);
	free(analysis->returns);
	free(analysis->runs_on);
	free(analysis->irregular_exit);
	free(analysis->group_entry);
	free(analysis->clobbers);
	free(analysis->scratch);
	free(analysis->func_clobbers);
	free(analysis->func_scratch);
	free(analysis->sym_clobbers);
	free(analysis->assumed);
	free(analysis->shown);
	free(analysis->runs);
	sc_dataflow_free(analysis->flow);
	free(analysis);
}

static void count_code(const struct sc_object *obj, struct sc_result *res)
{
	res->instructions = obj->ninsns;
	res->functions = 0;
	for (uint32_t i = 0; i < obj->nplain; i++)
		res->functions += obj->funcs[i].kind == SC_FUNC_CALLABLE;
}

/* What is followed along paths beside the stack, if it was asked for. */
static int check_walks(struct sc_analysis *analysis, struct sc_result *res)
{
	struct sc_callees callees = sc_analysis_callees(analysis);

	if ((analysis->mitigations & SC_UACCESS) &&
	    sc_check_user_access(analysis->obj, &callees, res))
		return -1;
	if ((analysis->mitigations & SC_NOINSTR) &&
	    sc_check_noinstr(analysis->obj, &callees,
			     analysis->mitigations & SC_LINKED, res))
		return -1;
	if ((analysis->mitigations & SC_UNRET) &&
	    sc_check_unret(analysis->obj, res))
		return -1;
	return 0;
}

int sc_analysis_check(struct sc_analysis *analysis, struct sc_result *res)
{
	res->mode = sc_mode_name(analysis->mode);
	count_code(analysis->obj, res);
	sc_check_defects(analysis->obj, res);
	analysis->draft = true;
	if (sc_analysis_run_groups(analysis, NULL, 0, res) ||
	    sc_analysis_propagate(analysis, res))
		return sc_fail(&res->error, "%s: out of memory",
			       analysis->obj->img->path);
	sc_check_mitigations(analysis->obj, analysis->mitigations, res);
	if (check_walks(analysis, res))
		return sc_fail(&res->error, "%s: out of memory",
			       analysis->obj->img->path);
	if (sc_library_fail(&res->error))
		return -1;
	sc_result_sort(res);
	/* what could not be kept is not known */
	return res->error.text[0] ? -1 : 0;
}

int sc_analysis_visit(struct sc_analysis *analysis,
		      const struct sc_visitor *visitor,
		      void (*group)(void *ctx, struct sc_dataflow *flow),
		      void *ctx)
{
	struct sc_dataflow *flow = sc_dataflow_new(analysis->obj);
	int err = flow ? 0 : -1;

	if (flow)
		flow->callees = sc_analysis_callees(analysis);
	for (uint32_t g = 0; !err && g < analysis->obj->ngroups; g++) {
		err = sc_dataflow_run(flow, g);
		if (err)
			break;
		if (group)
			group(ctx, flow);
		sc_dataflow_visit(flow, visitor, ctx);
	}
	sc_dataflow_free(flow);
	return err;
}

int sc_analysis_tell(struct sc_analysis *analysis,
		     const struct sc_state_sink *sink, void *ctx)
{
	const struct sc_visitor visitor = { .sink = sink, .sink_ctx = ctx };
	struct sc_dataflow *flow = sc_dataflow_new(analysis->obj);
	int err = flow ? 0 : -1;

	if (flow)
		flow->callees = sc_analysis_callees(analysis);
	for (uint32_t g = 0; !err && g < analysis->obj->ngroups; g++) {
		sink->group(ctx, flow, g);
		err = sc_dataflow_run_visited(flow, g, &visitor, NULL);
	}
	sc_dataflow_free(flow);
	return err;
}
