// SPDX-License-Identifier: GPL-2.0-only
/* What others may rest on, kept; and who rests on what is no longer so. */
#include <elf.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "kbuild/book.h"
#include "kbuild/doubt.h"
#include "kbuild/facts.h"
#include "kbuild/index.h"
#include "kbuild/keep.h"
#include "kbuild/keeper.h"
#include "stackcheck/analysis/assumptions.h"
#include "stackcheck/analysis/facts_file.h"
#include "kbuild/sum.h"

int kb_keeper_no_memory(struct kb_keeper *k)
{
	return sc_fail(k->err, "%s: out of memory", k->job->object);
}

/* Nobody else changes facts while the index is locked. */
int kb_keeper_read(struct kb_keeper *k)
{
	if (k->has_book)
		return 0;
	k->has_book = true;
	return kb_book_read(&k->book, k->job->tree, k->job->object, k->err);
}

/* --- the object's own functions and assumptions */

static int own_function(struct kb_keeper *k, const struct sc_symbol *sym,
			const struct sc_func *f)
{
	/* what rests on an assumption is kept with it, and doubted with it */
	bool noreturn =
		k->analysis->func_noreturn[f - k->analysis->obj->funcs] != 0;

	return sc_facts_add(k->own, sym->name,
			    noreturn ? SC_FACT_NORETURN : SC_FACT_RETURNS)
		       ? kb_keeper_no_memory(k)
		       : 0;
}

static int own_functions(struct kb_keeper *k)
{
	const struct sc_object *obj = k->analysis->obj;

	for (uint32_t i = 1; i < obj->img->nsyms; i++) {
		const struct sc_symbol *sym = &obj->img->syms[i];
		const struct sc_func *f;

		if (sym->type != STT_FUNC || sym->bind != STB_GLOBAL ||
		    sym->sec == SC_SEC_UNDEF || sym->sec >= obj->img->nsecs)
			continue;
		f = sc_func_at(obj, sym->sec, sym->off);
		if (f && f->start == sym->off && !f->ignored &&
		    own_function(k, sym, f))
			return -1;
	}
	return 0;
}

static int own_assumption(void *ctx, const struct sc_object *obj,
			  const struct sc_func *f, uint32_t insn, uint32_t sym)
{
	struct kb_keeper *k = ctx;
	struct sc_assumption a;

	kb_assumption_fill(&a, obj, f, insn, sym, k->job->object);
	return sc_facts_assume(k->own, &a) ? kb_keeper_no_memory(k) : 0;
}

/* --- names that others rest on, and must not */

/* @name returns, or is in this object no more. */
static int withdraw_noreturn(struct kb_keeper *k, const char *name)
{
	unsigned int flags;

	if (kb_index_get(k->index, name, &flags, k->err))
		return -1;
	if (!(flags & KB_ASSUMED) && !k->any_unknown)
		return 0;
	k->any_gone = true;
	return sc_facts_add(k->gone, name, SC_FACT_RETURNS)
		       ? kb_keeper_no_memory(k)
		       : 0;
}

/*
 * A weak function's place may be taken by another object's strong one, which
 * then counts. Read only for weak names that others rest on.
 */
static int withdraw_weak(struct kb_keeper *k, const char *name)
{
	if (kb_keeper_read(k))
		return -1;
	return kb_book_has(&k->book, name, SC_FACT_NORETURN)
		       ? 0
		       : withdraw_noreturn(k, name);
}

/* Of what is here and is no function that is seen not to return. */
static int withdraw_defined(struct kb_keeper *k)
{
	const struct sc_image *img = k->analysis->obj->img;

	for (uint32_t i = 1; i < img->nsyms; i++) {
		const struct sc_symbol *s = &img->syms[i];
		unsigned int flags;

		if (s->sec == SC_SEC_UNDEF || s->bind == STB_LOCAL ||
		    !s->name[0] || sc_facts_get(k->own, s->name))
			continue;
		if (kb_index_get(k->index, s->name, &flags, k->err))
			return -1;
		if ((flags & KB_ASSUMED) &&
		    (s->bind == STB_WEAK ? withdraw_weak
					 : withdraw_noreturn)(k, s->name))
			return -1;
	}
	return 0;
}

static int find_gone(struct kb_keeper *k)
{
	unsigned int flags;
	unsigned int what;
	const char *name;
	size_t at = 0;

	if (kb_index_get(k->index, KB_ANY_NAME, &flags, k->err))
		return -1;
	k->any_unknown = flags & KB_ASSUMED;
	if (withdraw_defined(k))
		return -1;
	while ((name = sc_facts_next(k->own, &at, &what)))
		if ((what & SC_FACT_RETURNS) && withdraw_noreturn(k, name))
			return -1;
	for (at = 0; (name = sc_facts_next(k->before, &at, &what));)
		if ((what & SC_FACT_NORETURN) &&
		    !(sc_facts_get(k->own, name) & SC_FACT_NORETURN) &&
		    withdraw_noreturn(k, name))
			return -1;
	return 0;
}

/* --- the index */

/* Nobody says any more that it returns. */
static int is_settled(struct kb_keeper *k, const char *name, bool *settled_ret)
{
	if (kb_keeper_read(k))
		return -1;
	*settled_ret = !kb_book_has(&k->book, name, SC_FACT_RETURNS);
	return 0;
}

static int index_own(struct kb_keeper *k, const char *name, unsigned int what)
{
	unsigned int flags, set = 0, clear = 0;
	bool settled = false;

	if (what & SC_FACT_RETURNS)
		set |= KB_RETURNS;
	if (what & SC_FACT_NORETURN)
		set |= KB_NORETURN;
	if (what & SC_FACT_ASSUMED)
		set |= KB_ASSUMED;
	if (what & SC_FACT_NORETURN) {
		if (kb_index_get(k->index, name, &flags, k->err) ||
		    ((flags & (KB_RETURNS | KB_DOUBTED)) &&
		     is_settled(k, name, &settled)))
			return -1;
		clear = settled ? KB_RETURNS | KB_DOUBTED : 0;
	}
	return kb_index_set(k->index, name, clear, set, k->err);
}

/* --- in this order: who stops in between leaves nothing wrong behind */
static int keep_all(struct kb_keeper *k, const char *path)
{
	unsigned int what;
	const char *name;
	uint64_t sum;
	size_t at = 0;

	if (sc_facts_load(k->before, path, k->err) || own_functions(k) ||
	    kb_assumptions_each(k->analysis, own_assumption, k) ||
	    find_gone(k) || (k->any_gone && kb_keeper_visit(k)))
		return -1;
	while ((name = sc_facts_next(k->own, &at, &what)))
		if (index_own(k, name, what))
			return -1;
	if (kb_object_sum(k->analysis->obj->img, &sum))
		return kb_keeper_no_memory(k);
	sc_facts_set_object(k->own, sum);
	return sc_facts_save(k->own, path, k->err);
}

int kb_facts_keep(struct kb_index *index, const struct kb_job *job,
		  const struct sc_analysis *analysis, struct sc_result *res,
		  bool *stale_ret, struct sc_error *err)
{
	struct kb_keeper k = { .index = index,
			       .job = job,
			       .analysis = analysis,
			       .res = res,
			       .own = sc_facts_new(),
			       .before = sc_facts_new(),
			       .gone = sc_facts_new(),
			       .err = err };
	char path[4096];
	int bad;

	if (!k.own || !k.before || !k.gone)
		bad = kb_keeper_no_memory(&k);
	else if (kb_facts_path(path, sizeof(path), job->object))
		bad = sc_fail(err, "%s: name too long", job->object);
	else
		bad = keep_all(&k, path);
	*stale_ret = k.stale;
	kb_book_free(&k.book);
	sc_facts_free(k.own);
	sc_facts_free(k.before);
	sc_facts_free(k.gone);
	return bad;
}
