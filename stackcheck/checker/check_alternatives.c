// SPDX-License-Identifier: GPL-2.0-only
/*
 * One table serves whichever alternative is in place, so all of them must
 * have the same row at the same address.
 */
#include <stdlib.h>

#include "stackcheck/checker/internal.h"
#include "stackcheck/util/vec.h"

void sc_judge_keep_alt_row(struct sc_judge *j, const struct sc_block *b,
			   uint32_t i, const struct sc_state *pre)
{
	const struct sc_func *f = &j->obj->funcs[b->func];
	struct sc_alt_row r = { .sec = f->sec,
				.off = j->obj->code[f->sec].insns[i].off,
				.func = b->func,
				.insn = i };

	if (f->kind == SC_FUNC_ALT) {
		r.off = f->alt_off + (r.off - f->start);
		r.sec = f->back_sec;
	}
	j->obj->arch->row(pre, &r.row);
	if (SC_VEC_PUSH(j->alts, j->nalts, r))
		sc_fail(&j->res->error, "out of memory");
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

static void sort_alternatives(struct sc_judge *j)
{
	if (j->nalts)
		qsort(j->alts, j->nalts, sizeof(*j->alts), compare_alt_rows);
}

bool sc_judge_has_conflict(struct sc_judge *j)
{
	sort_alternatives(j);
	for (size_t i = 1; i < j->nalts; i++)
		if (is_conflict(&j->alts[i - 1], &j->alts[i]))
			return true;
	return false;
}

void sc_judge_alternatives(struct sc_judge *j)
{
	sort_alternatives(j);
	for (size_t i = 1; i < j->nalts; i++) {
		const struct sc_alt_row *a = &j->alts[i - 1], *b = a + 1;
		struct sc_site site = { .event = SC_EV_ALTERNATIVE,
					.func = &j->obj->funcs[b->func] };

		if (!is_conflict(a, b))
			continue;
		site.insn = &j->obj->code[site.func->sec].insns[b->insn];
		sc_judge_tell(j, &site);
	}
	j->nalts = 0;
}
