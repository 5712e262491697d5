// SPDX-License-Identifier: GPL-2.0-only
#include "stackcheck/study.h"

#include <elf.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "stackcheck/convention.h"
#include "stackcheck/judge.h"
#include "stackcheck/pool.h"
#include "stackcheck/vec.h"

#define CHUNKS 64 /* pieces of work for the threads of one large object */
#define LARGE 200000 /* instructions from which threads are worth while */

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

static void add_dwarf_name(void *ctx, const char *name)
{
	sc_facts_add(ctx, name, SC_FACT_NORETURN);
}

/* Undefined symbols that are known not to return. */
static int look_up_symbols(struct sc_study *study, struct sc_facts *facts)
{
	struct sc_image *img = study->obj->img;
	struct sc_facts *dwarf = sc_facts_new();

	if (!dwarf)
		return -1;
	sc_image_dwarf_noreturn(img, add_dwarf_name, dwarf);
	for (uint32_t i = 1; i < img->nsyms; i++) {
		const struct sc_symbol *s = &img->syms[i];

		if (s->sec != SC_SEC_UNDEF || !s->name[0])
			continue;
		study->sym_noreturn[i] =
			(sc_facts_get(dwarf, s->name) ||
			 (facts &&
			  (sc_facts_get(facts, s->name) & SC_FACT_NORETURN)));
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
	const struct sc_arch *arch = sc_arch_find(img->machine);
	struct sc_decoder *dec = arch ? arch->decoder_new() : NULL;

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
	study->returns = calloc(study->obj->ngroups + 1, 1);
	study->odd = calloc(study->obj->ngroups + 1, 1);
	study->group_entry = calloc(study->obj->ngroups + 1, 1);
	study->clobbers =
		calloc(study->obj->ngroups + 1, sizeof(*study->clobbers));
	study->func_clobbers =
		calloc(study->obj->nfuncs + 1, sizeof(*study->func_clobbers));
	study->sym_clobbers =
		calloc(img->nsyms + 1, sizeof(*study->sym_clobbers));
	if (!study->func_noreturn || !study->sym_noreturn || !study->returns ||
	    !study->odd || !study->group_entry || !study->clobbers ||
	    !study->func_clobbers || !study->sym_clobbers ||
	    look_up_symbols(study, facts))
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
	free(study->returns);
	free(study->odd);
	free(study->group_entry);
	free(study->clobbers);
	free(study->func_clobbers);
	free(study->sym_clobbers);
	free(study->assumed);
	free(study);
}

static struct sc_callees callees(const struct sc_study *study)
{
	return (struct sc_callees){ .func_noreturn = study->func_noreturn,
				    .sym_noreturn = study->sym_noreturn,
				    .func_clobbers = study->func_clobbers,
				    .sym_clobbers = study->sym_clobbers,
				    .group_entry = study->group_entry };
}

/* --- running groups, on one thread or several */

struct run {
	struct sc_study *study;
	const uint32_t *groups; /* NULL: all */
	uint32_t ngroups;
	uint32_t chunks;
	struct sc_result *parts; /* by chunk; NULL: do not judge */
	pthread_mutex_t lock; /* guards study->assumed and found_taken */
	bool failed;
};

static void keep_assumed(struct run *run, const struct sc_flow *flow)
{
	struct sc_study *study = run->study;

	if (!flow->nassumed)
		return;
	pthread_mutex_lock(&run->lock);
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
	run->study->odd[group] = flow->odd;
	if (sc_convention_is_open(flow))
		find_taken(run);
	run->study->clobbers[group] = sc_convention_of_group(flow);
	keep_assumed(run, flow);
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
	flow->callees = callees(study);
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

/* Run @groups (NULL: all), judging into @res unless it is NULL. */
static int run_groups(struct sc_study *study, const uint32_t *groups,
		      uint32_t n, struct sc_result *res)
{
	bool large = study->jobs > 1 && study->obj->ninsns > LARGE;
	struct run run = { .study = study,
			   .groups = groups,
			   .ngroups = groups ? n : study->obj->ngroups,
			   .chunks = large ? CHUNKS : 1 };

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

/* --- which functions do not return */

static void add_dirty(uint32_t *groups, uint32_t *n, uint8_t *ever,
		      uint32_t group, uint8_t *now)
{
	if (now[group])
		return;
	now[group] = 1;
	ever[group] = 1;
	groups[(*n)++] = group;
}

/* Does a call of this object go to any of the group's functions? */
static bool is_called(const struct sc_object *obj, uint32_t group)
{
	const struct sc_group *g = &obj->groups[group];

	for (uint32_t m = 0; m < g->nfuncs; m++)
		if (obj->funcs[obj->members[g->first + m]].called)
			return true;
	return false;
}

/*
 * Symbols of a kernel's own table do not tell a function from code that only
 * the processor enters. That code is called by nobody, does not return, and
 * goes on with a stack no callee may have; nothing is known of its caller.
 */
static uint32_t settle_entries(struct sc_study *study, uint32_t *groups,
			       uint8_t *ever, uint8_t *now)
{
	const struct sc_object *obj = study->obj;
	uint32_t n = 0;

	memset(now, 0, obj->ngroups + 1);
	for (uint32_t g = 0; obj->img->sizes_inferred && g < obj->ngroups;
	     g++) {
		if (study->group_entry[g] || study->returns[g] ||
		    !study->odd[g] || is_called(obj, g))
			continue;
		study->group_entry[g] = 1;
		add_dirty(groups, &n, ever, g, now);
	}
	return n;
}

/* What was found of functions that changes their callers. */
static uint32_t settle_functions(struct sc_study *study, uint8_t *fresh)
{
	const struct sc_object *obj = study->obj;
	uint32_t n = 0;

	memset(fresh, 0, obj->nfuncs + 1);
	for (uint32_t i = 0; i < obj->nplain; i++) {
		const struct sc_func *f = &obj->funcs[i];

		if (study->func_clobbers[i] != study->clobbers[f->group]) {
			study->func_clobbers[i] = study->clobbers[f->group];
			fresh[i] = 1;
			n++;
		}
		if (study->func_noreturn[i] || study->returns[f->group] ||
		    f->ignored || !SC_IS_ENTERED(f))
			continue;
		study->func_noreturn[i] = fresh[i] = 1;
		n++;
	}
	return n;
}

/* Assumptions of the last run that are new. */
static uint32_t settle_symbols(struct sc_study *study, uint8_t *fresh)
{
	uint32_t n = 0, kept = 0;

	memset(fresh, 0, study->obj->img->nsyms + 1);
	for (uint32_t i = 0; i < study->nassumed; i++) {
		struct sc_assumed *a = &study->assumed[i];

		if (study->sym_noreturn[a->sym] == 2 && !fresh[a->sym]) {
			study->assumed[kept++] = *a;
			continue;
		}
		if (study->sym_noreturn[a->sym])
			continue;
		study->sym_noreturn[a->sym] = 2;
		fresh[a->sym] = 1;
		study->assumed[kept++] = *a;
		n++;
	}
	study->nassumed = kept;
	return n;
}

/*
 * Groups that call something fresh, and the fresh ones with a convention of
 * their own, which were judged before it was known; each once.
 */
static uint32_t find_dirty(const struct sc_study *study,
			   const uint8_t *fresh_func, const uint8_t *fresh_sym,
			   uint32_t *groups, uint8_t *ever, uint8_t *now)
{
	const struct sc_object *obj = study->obj;
	uint32_t n = 0;

	memset(now, 0, obj->ngroups + 1);
	for (uint32_t i = 0; i < obj->ncalls; i++) {
		const struct sc_callsite *c = &obj->calls[i];

		if (c->func != UINT32_MAX ? fresh_func[c->func]
					  : fresh_sym[c->sym])
			add_dirty(groups, &n, ever, c->group, now);
	}
	for (uint32_t i = 0; i < obj->nplain; i++)
		if (fresh_func[i] && study->func_clobbers[i])
			add_dirty(groups, &n, ever, obj->funcs[i].group, now);
	return n;
}

/* Is the finding in no group that is judged again? */
static int keep_finding(void *ctx, struct sc_finding *finding)
{
	const uint8_t *ever = ctx;

	return finding->group == UINT32_MAX || !ever[finding->group];
}

/* Judge again what was judged before all callees were known. */
static int judge_again(struct sc_study *study, uint8_t *ever, uint32_t *groups,
		       struct sc_result *res)
{
	uint32_t n = 0;

	for (uint32_t g = 0; g < study->obj->ngroups; g++)
		if (ever[g])
			groups[n++] = g;
	if (!n)
		return 0;
	sc_result_filter(res, keep_finding, ever);
	return run_groups(study, groups, n, res);
}

/*
 * Functions are taken to return until they are seen not to, which makes
 * their callers worth another look, and so on.
 */
static int iterate(struct sc_study *study, struct sc_result *res)
{
	const struct sc_object *obj = study->obj;
	uint8_t *fresh_func = calloc(obj->nfuncs + 1, 1);
	uint8_t *fresh_sym = calloc(obj->img->nsyms + 1, 1);
	uint8_t *ever = calloc(obj->ngroups + 1, 1);
	uint8_t *now = calloc(obj->ngroups + 1, 1);
	uint32_t *groups = malloc((obj->ngroups + 1) * sizeof(*groups));
	int err = fresh_func && fresh_sym && ever && now && groups ? 0 : -1;

	while (!err) {
		uint32_t n = settle_functions(study, fresh_func);

		n += settle_symbols(study, fresh_sym);
		if (!n)
			break;
		n = find_dirty(study, fresh_func, fresh_sym, groups, ever, now);
		if (n)
			err = run_groups(study, groups, n, NULL);
	}
	if (!err)
		settle_entries(study, groups, ever, now);
	if (!err)
		err = judge_again(study, ever, groups, res);
	if (!err)
		settle_symbols(study, fresh_sym);
	free(fresh_func);
	free(fresh_sym);
	free(ever);
	free(now);
	free(groups);
	return err;
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
	if (run_groups(study, NULL, 0, res) || iterate(study, res))
		return sc_fail(&res->error, "%s: out of memory",
			       study->obj->img->path);
	sc_result_sort(res);
	return 0;
}

int sc_study_visit(struct sc_study *study, const struct sc_sink *sink,
		   void (*group)(void *ctx, struct sc_flow *flow), void *ctx)
{
	struct sc_flow *flow = sc_flow_new(study->obj);
	int err = flow ? 0 : -1;

	if (flow)
		flow->callees = callees(study);
	for (uint32_t g = 0; !err && g < study->obj->ngroups; g++) {
		err = sc_flow_run(flow, g);
		if (err)
			break;
		if (group)
			group(ctx, flow);
		sc_flow_visit(flow, sink, ctx);
	}
	sc_flow_free(flow);
	return err;
}
