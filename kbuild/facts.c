// SPDX-License-Identifier: GPL-2.0-only
/* No-return facts that cross objects, without a step for all of them. */
#include <elf.h>
#include <fts.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "kbuild/kbuild.h"

#define SUFFIX ".stackcheck"

int kb_facts_path(char *buf, size_t size, const char *object)
{
	const char *slash = strrchr(object, '/');
	int dir = slash ? (int)(slash + 1 - object) : 0;

	return snprintf(buf, size, "%.*s.%s" SUFFIX, dir, object,
			object + dir) < (int)size
		       ? 0
		       : -1;
}

int kb_facts_recall(struct kb_index *index, const struct sc_image *img,
		    struct sc_facts *facts)
{
	for (uint32_t i = 1; i < img->nsyms; i++) {
		const struct sc_symbol *s = &img->syms[i];
		unsigned int flags;

		if (s->sec != SC_SEC_UNDEF || !s->name[0])
			continue;
		flags = kb_index_get(index, s->name);
		if ((flags & KB_NORETURN) && !(flags & KB_RETURNS) &&
		    sc_facts_add(facts, s->name, SC_FACT_NORETURN))
			return -1;
	}
	return 0;
}

/* --- what one object rests on, and what others may rest on */

struct keeper {
	struct kb_index *index;
	const struct kb_job *job;
	const struct sc_study *study;
	struct sc_result *res;
	struct sc_facts *own;
	bool failed;
};

/* Where another object's file says that @name is assumed not to return. */
static char *find_in(const char *path, const char *name)
{
	struct sc_facts *facts = sc_facts_new();
	const struct sc_assumption *a;
	char *where = NULL;
	size_t n = 0;

	if (facts && !sc_facts_load(facts, path, NULL)) {
		a = sc_facts_assumptions(facts, &n);
		for (size_t i = 0; i < n && !where; i++)
			if (!strcmp(a[i].name, name) &&
			    asprintf(&where, "%s in %s", a[i].function,
				     a[i].path) < 0)
				where = NULL;
	}
	sc_facts_free(facts);
	return where;
}

/* The index says that somebody does: look who, in all objects' files. */
static char *find_assumption(const struct kb_job *job, const char *name)
{
	char *const roots[] = { (char *)job->tree, NULL };
	FTS *fts = fts_open(roots, FTS_PHYSICAL | FTS_NOCHDIR, NULL);
	char *where = NULL;
	FTSENT *e;

	while (fts && !where && (e = fts_read(fts))) {
		size_t len = strlen(e->fts_name), tail = sizeof(SUFFIX) - 1;

		if (e->fts_info == FTS_F && e->fts_name[0] == '.' &&
		    len > tail && !strcmp(e->fts_name + len - tail, SUFFIX))
			where = find_in(e->fts_path, name);
	}
	if (fts)
		fts_close(fts);
	return where;
}

static void report(struct keeper *k, const char *section, const char *function,
		   uint64_t off, uint64_t function_off, const char *name,
		   const char *where)
{
	struct sc_place place = { .section = section,
				  .function = function,
				  .section_off = off,
				  .function_off = function_off };

	sc_result_add_finding(k->res, "noreturn-assumed", SC_WARNING, &place,
			      "%s() returns, but %s was checked on the "
			      "assumption that it does not",
			      name, where);
}

static void keep_function(struct keeper *k, const struct sc_symbol *sym,
			  const struct sc_func *f)
{
	bool noreturn = k->study->func_noreturn[f - k->study->obj->funcs];
	unsigned int before;
	char *where;

	if (sc_facts_add(k->own, sym->name,
			 noreturn ? SC_FACT_NORETURN : SC_FACT_RETURNS))
		k->failed = true;
	before = kb_index_set(k->index, sym->name,
			      noreturn ? KB_RETURNS : KB_NORETURN,
			      noreturn ? KB_NORETURN : KB_RETURNS);
	if (noreturn || !(before & KB_ASSUMED))
		return;
	where = find_assumption(k->job, sym->name);
	if (where)
		report(k, k->study->obj->img->secs[f->sec].name, f->name,
		       f->start, 0, sym->name, where);
	free(where);
}

static void keep_functions(struct keeper *k)
{
	const struct sc_object *obj = k->study->obj;

	for (uint32_t i = 1; i < obj->img->nsyms; i++) {
		const struct sc_symbol *sym = &obj->img->syms[i];
		const struct sc_func *f;

		if (sym->type != STT_FUNC || sym->bind != STB_GLOBAL ||
		    sym->sec == SC_SEC_UNDEF || sym->sec >= obj->img->nsecs)
			continue;
		f = sc_func_at(obj, sym->sec, sym->off);
		if (f && f->start == sym->off && !f->ignored)
			keep_function(k, sym, f);
	}
}

static void keep_assumption(struct keeper *k, const struct sc_func *f,
			    uint32_t insn, uint32_t sym)
{
	const struct sc_object *obj = k->study->obj;
	uint32_t off = obj->code[f->sec].insns[insn].off;
	struct sc_assumption a = {
		.name = (char *)obj->img->syms[sym].name,
		.path = k->job->object,
		.section = (char *)obj->img->secs[f->sec].name,
		.function = (char *)f->name,
		.off = off,
		.function_off = off - f->start,
	};
	unsigned int before;

	if (sc_facts_assume(k->own, &a))
		k->failed = true;
	before = kb_index_set(k->index, a.name, 0, KB_ASSUMED);
	if ((before & KB_RETURNS) && !(before & KB_NORETURN))
		report(k, a.section, a.function, a.off, a.function_off, a.name,
		       "this code");
}

/* Callees that were taken not to return, for whatever reason. */
static void keep_assumptions(struct keeper *k)
{
	const struct sc_study *s = k->study;
	const struct sc_object *obj = s->obj;

	for (uint32_t i = 0; i < s->nassumed; i++)
		keep_assumption(k, &obj->funcs[s->assumed[i].func],
				s->assumed[i].insn, s->assumed[i].sym);
	for (uint32_t i = 0; i < obj->ncalls; i++) {
		const struct sc_callsite *c = &obj->calls[i];
		const struct sc_func *f;

		if (c->func != UINT32_MAX || s->sym_noreturn[c->sym] != 1)
			continue;
		f = &obj->funcs[obj->members[obj->groups[c->group].first]];
		if (f->ninsns)
			keep_assumption(k, f, f->first, c->sym);
	}
}

int kb_facts_keep(struct kb_index *index, const struct kb_job *job,
		  const struct sc_study *study, struct sc_result *res,
		  struct sc_error *err)
{
	struct keeper k = { .index = index,
			    .job = job,
			    .study = study,
			    .res = res,
			    .own = sc_facts_new() };
	char path[4096];
	int bad = 0;

	if (!k.own || kb_facts_path(path, sizeof(path), job->object)) {
		sc_facts_free(k.own);
		return sc_fail(err, "%s: out of memory", job->object);
	}
	keep_functions(&k);
	keep_assumptions(&k);
	if (k.failed)
		bad = sc_fail(err, "%s: out of memory", job->object);
	else
		bad = sc_facts_save(k.own, path, err);
	sc_facts_free(k.own);
	return bad;
}
