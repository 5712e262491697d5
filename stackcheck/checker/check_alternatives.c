// SPDX-License-Identifier: GPL-2.0-only
/*
 * One table serves whichever alternative is in place, so all of them must
 * have the same row at the same address.
 */
#include <stdlib.h>

#include "stackcheck/checker/check_alternatives.h"
#include "stackcheck/checker/checker.h"
#include "stackcheck/util/vec.h"

void sc_checker_keep_alt_row(struct sc_checker *c, const struct sc_block *b,
			     uint32_t i, const struct sc_state *pre)
{
	const struct sc_func *f = &c->obj->funcs[b->func];
	struct sc_alt_row r = { .sec = f->sec,
				.off = sc_code_off(&c->obj->code[f->sec], i),
				.func = b->func,
				.insn = i };

	if (f->kind == SC_FUNC_ALT) {
		r.off = f->alt_off + (r.off - f->start);
		r.sec = f->back_sec;
	}
	c->obj->arch->row(pre, &r.row);
	if (SC_VEC_PUSH(c->alts, c->nalts, r))
		sc_fail(&c->res->error, "out of memory");
}

static int compare_alt_rows(const void *pa, const void *pb)
{
	const struct sc_alt_row *a = pa, *b = pb;

	if (a->sec != b->sec)
		return a->sec < b->sec ? -1 : 1;
	if (a->off != b->off)
		return a->off < b->off ? -1 : 1;
	return a->func < b->func ? -1 : a->func > b->func;
}

static bool same_row(const struct sc_row *a, const struct sc_row *b)
{
	return a->kind == b->kind && a->reg == b->reg && a->off == b->off;
}

static bool is_conflict(const struct sc_alt_row *a, const struct sc_alt_row *b)
{
	return a->sec == b->sec && a->off == b->off &&
	       !same_row(&a->row, &b->row);
}

static void sort_alternatives(struct sc_checker *c)
{
	if (c->nalts)
		qsort(c->alts, c->nalts, sizeof(*c->alts), compare_alt_rows);
}

bool sc_checker_has_conflict(struct sc_checker *c)
{
	sort_alternatives(c);
	for (size_t i = 1; i < c->nalts; i++)
		if (is_conflict(&c->alts[i - 1], &c->alts[i]))
			return true;
	return false;
}

void sc_check_alternatives(struct sc_checker *c)
{
	sort_alternatives(c);
	for (size_t i = 1; i < c->nalts; i++) {
		const struct sc_alt_row *a = &c->alts[i - 1], *b = a + 1;
		struct sc_event event = { .kind = SC_EV_ALTERNATIVE,
					  .func = &c->obj->funcs[b->func] };

		if (!is_conflict(a, b))
			continue;
		event.i = b->insn;
		event.code = &c->obj->code[event.func->sec];
		sc_checker_dispatch(c, &event);
	}
	c->nalts = 0;
}
