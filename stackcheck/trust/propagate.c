// SPDX-License-Identifier: GPL-2.0-only
/*
 * Where a wrong state goes on to: every function that control reaches from a
 * finding without a call or a return in between has rows that may be wrong. It
 * goes on up to a hint that a stack ends there, since the row there is the
 * hint's, and a walk needs nothing of what was before.
 */
#include <stdlib.h>

#include "stackcheck/cfg/targets.h"
#include "stackcheck/trust/propagate.h"
#include "stackcheck/trust/table.h"
#include "stackcheck/util/vec.h"

struct place {
	uint32_t sec, insn;
};

struct sc_trust_propagation {
	const struct sc_object *obj;
	uint8_t *reasons;
	uint8_t **seen; /* by section, by instruction; NULL: none yet */
	struct place *work;
	size_t nwork;
	bool failed;
};

struct sc_trust_propagation *
sc_trust_propagation_new(const struct sc_object *obj, uint8_t *reasons)
{
	struct sc_trust_propagation *s = calloc(1, sizeof(*s));

	if (!s)
		return NULL;
	s->obj = obj;
	s->reasons = reasons;
	s->seen = calloc(obj->img->nsecs, sizeof(*s->seen));
	s->failed = !s->seen;
	return s;
}

int sc_trust_propagation_free(struct sc_trust_propagation *s)
{
	int bad = !s || s->failed ? -1 : 0;

	for (uint32_t i = 0; s && s->seen && i < s->obj->img->nsecs; i++)
		free(s->seen[i]);
	if (s) {
		free(s->seen);
		free(s->work);
	}
	free(s);
	return bad;
}

static void push_insn(struct sc_trust_propagation *s, uint32_t sec,
		      uint32_t insn)
{
	struct place p = { sec, insn };

	if (s->failed || insn == UINT32_MAX)
		return;
	if (!s->seen[sec])
		s->seen[sec] = calloc(s->obj->code[sec].ninsns + 1, 1);
	if (!s->seen[sec]) {
		s->failed = true;
		return;
	}
	if (s->seen[sec][insn])
		return;
	s->seen[sec][insn] = 1;
	if (SC_VEC_PUSH(s->work, s->nwork, p))
		s->failed = true;
}

/* Below the first code of a stack there is no caller whose state may be wrong. */
static bool begins_stack(const struct sc_object *obj, uint32_t sec,
			 uint32_t insn)
{
	const struct sc_hint *h = NULL;

	if (obj->code[sec].mark[insn] & SC_M_HINT)
		h = sc_hint_at(obj, sec, sc_code_off(&obj->code[sec], insn));
	return h && h->type == SC_HINT_END_OF_STACK;
}

static void go_to(struct sc_trust_propagation *s, uint32_t sec, uint32_t insn)
{
	if (insn != UINT32_MAX && !begins_stack(s->obj, sec, insn))
		push_insn(s, sec, insn);
}

/* A jump to a function's first byte is a call that does not come back. */
static void follow_jump(struct sc_trust_propagation *s,
			const struct sc_func *from, uint32_t sec, uint64_t off)
{
	const struct sc_func *g = sc_func_at(s->obj, sec, off);

	if (g && g->group == from->group &&
	    (g == from || g->start != off || g->kind != SC_FUNC_CALLABLE))
		go_to(s, sec, sc_insn_at(s->obj, sec, off));
}

static void go_on(struct sc_trust_propagation *s, const struct sc_func *f,
		  const struct place *p)
{
	if (p->insn + 1 < f->first + f->ninsns)
		go_to(s, p->sec, p->insn + 1);
	else if (f->kind == SC_FUNC_ALT)
		follow_jump(s, f, f->back_sec, f->back_off);
	else
		go_to(s, p->sec, sc_insn_at(s->obj, p->sec, f->end));
}

static void follow_insn(struct sc_trust_propagation *s, const struct sc_func *f,
			const struct place *p)
{
	const struct sc_code *code = &s->obj->code[p->sec];
	const struct sc_insn insn = sc_code_insn(code, p->insn);
	struct sc_target to;

	if (code->mark[p->insn] & SC_M_EDGE) {
		uint32_t n;
		const struct sc_edge *e =
			sc_edges_at(s->obj, p->sec, insn.off, &n);

		for (; n--; e++)
			follow_jump(s, f, e->to_sec, e->to_off);
	}
	if (sc_op_is(&insn, SC_P_BRANCH)) {
		to = sc_insn_target(s->obj, p->sec, &insn);
		if (to.kind == SC_TO_CODE)
			follow_jump(s, f, to.sec, to.off);
	}
	if (!sc_op_is(&insn, SC_P_END) || (code->mark[p->insn] & SC_M_GOES_ON))
		go_on(s, f, p);
}

void sc_trust_propagation_from(struct sc_trust_propagation *s, uint32_t sec,
			       uint64_t off, unsigned int reason)
{
	push_insn(s, sec, sc_insn_at(s->obj, sec, off));
	while (s->nwork) {
		struct place p = s->work[--s->nwork];
		const struct sc_code *code = &s->obj->code[p.sec];
		const struct sc_func *f =
			sc_func_at(s->obj, p.sec, sc_code_off(code, p.insn));

		if (!f || !(code->mark[p.insn] & SC_M_REACHED))
			continue;
		if (s->reasons[f - s->obj->funcs] == SC_TRUST_R_NONE)
			s->reasons[f - s->obj->funcs] = (uint8_t)reason;
		follow_insn(s, f, &p);
	}
}
