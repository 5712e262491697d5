// SPDX-License-Identifier: GPL-2.0-only
/* What an object may take for granted of others: no-return facts. */
#include <stdlib.h>
#include <string.h>

#include "kbuild/book.h"
#include "kbuild/facts.h"
#include "kbuild/index.h"
#include "kbuild/kbuild.h"
#include "stackcheck/analysis/assumptions.h"

/* --- what the step has found out of others */

int kb_others_init(struct kb_others *others, struct sc_error *err)
{
	others->recalled = sc_facts_new();
	others->returning = sc_facts_new();
	others->places = sc_facts_new();
	return others->recalled && others->returning && others->places
		       ? 0
		       : sc_fail(err, "out of memory");
}

void kb_others_free(struct kb_others *others)
{
	sc_facts_free(others->recalled);
	sc_facts_free(others->returning);
	sc_facts_free(others->places);
}

/* --- the index, made from the facts if there was none */

static int index_entry(struct kb_index *index, const struct kb_entry *e,
		       struct sc_error *err)
{
	const char *name;
	unsigned int what;
	size_t at = 0;

	if (kb_entry_is_unknown(e) &&
	    kb_index_set(index, KB_ANY_NAME, 0, KB_ASSUMED, err))
		return -1;
	while ((name = sc_facts_next(e->facts, &at, &what))) {
		unsigned int flags = 0;

		if (what & SC_FACT_RETURNS)
			flags |= KB_RETURNS;
		if (what & SC_FACT_NORETURN)
			flags |= KB_NORETURN;
		if (what & SC_FACT_ASSUMED)
			flags |= KB_ASSUMED;
		if (kb_index_set(index, name, 0, flags, err))
			return -1;
	}
	return 0;
}

static int make_index(struct kb_index *index, const struct kb_job *job,
		      struct sc_error *err)
{
	struct kb_book book;
	int bad = kb_book_read(&book, job->tree, NULL, err);

	for (size_t i = 0; !bad && i < book.n; i++)
		bad = index_entry(index, &book.entries[i], err);
	kb_book_free(&book);
	return bad ? -1 : kb_index_made(index, err);
}

int kb_facts_lock(struct kb_index *index, const struct kb_job *job,
		  struct sc_error *err)
{
	bool fresh = false;

	if (kb_index_lock(index, job->tree, &fresh, err))
		return -1;
	if (!fresh || !make_index(index, job, err))
		return 0;
	kb_index_unlock(index);
	return -1;
}

/* --- facts of others, before the object is analysed */

/* Callees of which the index says that others know them not to return. */
static int find_candidates(struct kb_index *index, const struct sc_image *img,
			   struct sc_facts *known, struct sc_facts *names,
			   bool *any_ret, struct sc_error *err)
{
	for (uint32_t i = 1; i < img->nsyms; i++) {
		const struct sc_symbol *s = &img->syms[i];
		unsigned int flags;

		if (s->sec != SC_SEC_UNDEF || !s->name[0] ||
		    (sc_facts_get(known, s->name) &
		     (SC_FACT_NORETURN | SC_FACT_LISTED)))
			continue;
		if (kb_index_get(index, s->name, &flags, err))
			return -1;
		if (!(flags & KB_NORETURN) || (flags & KB_DOUBTED))
			continue;
		*any_ret = true;
		if (sc_facts_add(names, s->name, SC_FACT_NORETURN))
			return sc_fail(err, "out of memory");
	}
	return 0;
}

/* Those of them that the objects' own files confirm. */
static int keep_confirmed(struct kb_book *book, const struct sc_facts *names,
			  struct sc_facts *recalled)
{
	struct sc_facts *wanted = sc_facts_new(), *wrong = sc_facts_new();
	unsigned int what;
	const char *name;
	size_t at = 0;
	int bad = wanted && wrong ? 0 : -1;

	while (!bad && (name = sc_facts_next(names, &at, &what)))
		bad = sc_facts_add(wanted, name, SC_FACT_NORETURN);
	bad = bad || kb_book_find_wrong(book, wanted, wrong);
	for (at = 0; !bad && (name = sc_facts_next(names, &at, &what));)
		if (kb_book_has(book, name, SC_FACT_NORETURN) &&
		    !sc_facts_get(wrong, name))
			bad = sc_facts_add(recalled, name, SC_FACT_NORETURN);
	sc_facts_free(wanted);
	sc_facts_free(wrong);
	return bad;
}

static int recall_object(struct kb_index *index, const struct kb_job *job,
			 const struct sc_image *img, struct kb_others *others,
			 struct sc_facts *known, struct sc_error *err)
{
	struct sc_facts *names = sc_facts_new();
	struct kb_book book = { 0 };
	bool any = false;
	int bad = names ? find_candidates(index, img, known, names, &any, err)
			: sc_fail(err, "out of memory");

	if (!bad && any)
		bad = kb_book_read(&book, job->tree, job->object, err);
	if (!bad && any && keep_confirmed(&book, names, others->recalled))
		bad = sc_fail(err, "out of memory");
	kb_book_free(&book);
	sc_facts_free(names);
	return bad;
}

/* Add to @facts as @fact what @names has, but for what @but has. */
static int take_over(struct sc_facts *facts, const struct sc_facts *names,
		     unsigned int fact, struct sc_facts *but,
		     struct sc_error *err)
{
	unsigned int what;
	const char *name;
	size_t at = 0;

	while ((name = sc_facts_next(names, &at, &what)))
		if ((!but || !sc_facts_get(but, name)) &&
		    sc_facts_add(facts, name, fact))
			return sc_fail(err, "out of memory");
	return 0;
}

int kb_facts_recall(const struct kb_job *job, const struct sc_image *img,
		    struct kb_others *others, struct sc_facts *facts,
		    struct sc_error *err)
{
	struct kb_index index;
	int bad;

	if (kb_facts_lock(&index, job, err))
		return -1;
	bad = recall_object(&index, job, img, others, facts, err);
	kb_index_unlock(&index);
	return bad ||
			       take_over(facts, others->recalled,
					 SC_FACT_NORETURN, others->returning,
					 err) ||
			       take_over(facts, others->returning,
					 SC_FACT_COMES_BACK, NULL, err)
		       ? -1
		       : 0;
}

/* --- and afterwards: is what the analysis rests on still so? */

int kb_assumptions_each(const struct sc_analysis *s, kb_assumption_fn *fn,
			void *ctx)
{
	const struct sc_object *obj = s->obj;

	for (uint32_t i = 0; i < s->nassumed; i++)
		if (s->assumed[i].sym &&
		    fn(ctx, obj, &obj->funcs[s->assumed[i].func],
		       s->assumed[i].insn, s->assumed[i].sym))
			return -1;
	for (uint32_t i = 0; i < obj->ncalls; i++) {
		const struct sc_callsite *c = &obj->calls[i];
		const struct sc_func *f;
		unsigned int why = c->sym ? s->sym_noreturn[c->sym] : 0;

		if (why != SC_NORETURN_SEEN && why != SC_NORETURN_LISTED)
			continue;
		f = &obj->funcs[obj->members[obj->groups[c->group].first]];
		if (f->ninsns && fn(ctx, obj, f, f->first, c->sym))
			return -1;
	}
	return 0;
}

void kb_assumption_fill(struct sc_assumption *a, const struct sc_object *obj,
			const struct sc_func *f, uint32_t insn, uint32_t sym,
			char *path)
{
	uint32_t off = sc_code_off(&obj->code[f->sec], insn);

	*a = (struct sc_assumption){
		.name = (char *)obj->img->syms[sym].name,
		.path = path,
		.section = (char *)obj->img->secs[f->sec].name,
		.function = (char *)f->name,
		.off = off,
		.function_off = off - f->start,
	};
}

struct verifier {
	struct kb_index *index;
	const struct kb_job *job;
	struct kb_others *others;
	struct sc_facts *suspects; /* to be looked up in the objects' files */
	struct sc_facts *wrong;
	struct kb_book book;
	bool any, contradicted;
	struct sc_error *err;
};

static int note_suspect(void *ctx, const struct sc_object *obj,
			const struct sc_func *f, uint32_t insn, uint32_t sym)
{
	struct verifier *v = ctx;
	const char *name = obj->img->syms[sym].name;
	unsigned int flags;

	(void)f;
	(void)insn;
	if (kb_index_get(v->index, name, &flags, v->err))
		return -1;
	if ((flags & KB_DOUBTED) &&
	    sc_facts_add(v->wrong, name, SC_FACT_RETURNS))
		return sc_fail(v->err, "out of memory");
	if (!(flags & KB_RETURNS) && !sc_facts_get(v->others->recalled, name))
		return 0;
	v->any = true;
	return sc_facts_add(v->suspects, name, SC_FACT_NORETURN)
		       ? sc_fail(v->err, "out of memory")
		       : 0;
}

/* One that was taken from a file that says so no more is wrong as well. */
static int look_up(struct verifier *v)
{
	unsigned int what;
	const char *name;
	size_t at = 0;

	if (kb_book_read(&v->book, v->job->tree, v->job->object, v->err))
		return -1;
	while ((name = sc_facts_next(v->others->recalled, &at, &what)))
		if (!kb_book_has(&v->book, name, SC_FACT_NORETURN) &&
		    sc_facts_add(v->wrong, name, SC_FACT_RETURNS))
			return sc_fail(v->err, "out of memory");
	return kb_book_find_wrong(&v->book, v->suspects, v->wrong)
		       ? sc_fail(v->err, "out of memory")
		       : 0;
}

static int note_contradiction(void *ctx, const struct sc_object *obj,
			      const struct sc_func *f, uint32_t insn,
			      uint32_t sym)
{
	struct verifier *v = ctx;
	struct sc_assumption a;

	kb_assumption_fill(&a, obj, f, insn, sym, v->job->object);
	if (!sc_facts_get(v->wrong, a.name))
		return 0;
	v->contradicted = true;
	return sc_facts_add(v->others->returning, a.name, SC_FACT_RETURNS) ||
			       sc_facts_assume(v->others->places, &a)
		       ? sc_fail(v->err, "out of memory")
		       : 0;
}

int kb_facts_verify(struct kb_index *index, const struct kb_job *job,
		    const struct sc_analysis *analysis,
		    struct kb_others *others, struct sc_error *err)
{
	struct verifier v = { .index = index,
			      .job = job,
			      .others = others,
			      .suspects = sc_facts_new(),
			      .wrong = sc_facts_new(),
			      .err = err };
	int bad = v.suspects && v.wrong ? 0 : sc_fail(err, "out of memory");

	bad = bad || kb_assumptions_each(analysis, note_suspect, &v);
	bad = bad || (v.any && look_up(&v));
	bad = bad || kb_assumptions_each(analysis, note_contradiction, &v);
	kb_book_free(&v.book);
	sc_facts_free(v.suspects);
	sc_facts_free(v.wrong);
	return bad ? -1 : v.contradicted;
}
