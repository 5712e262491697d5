// SPDX-License-Identifier: GPL-2.0-only
/*
 * ORC of the room before functions. An object that is being built has no
 * symbols for it yet, so the room is found by its no-ops.
 */
#include <stdlib.h>

#include "stackcheck/cfg/padding.h"
#include "stackcheck/orc/entry.h"
#include "stackcheck/orc/prefix_rows.h"
#include "stackcheck/sites/prefix_symbols.h"
#include "stackcheck/util/vec.h"

/* Two tables in order on their way to one. */
struct merge {
	const struct sc_object *obj;
	unsigned int room;
	struct sc_orc_entry *list;
	size_t n;
};

static bool is_before(const struct sc_orc_entry *e, uint32_t sec, uint32_t off)
{
	return e->sec < sec || (e->sec == sec && e->off < off);
}

static bool says_the_same(const struct sc_orc_entry *a,
			  const struct sc_orc_entry *b)
{
	return a->sec == b->sec && a->sp_offset == b->sp_offset &&
	       a->bp_offset == b->bp_offset && a->sp_reg == b->sp_reg &&
	       a->bp_reg == b->bp_reg && a->type == b->type &&
	       a->signal == b->signal;
}

static int append_entry(struct merge *m, const struct sc_orc_entry *e)
{
	if (m->n && says_the_same(&m->list[m->n - 1], e))
		return 0;
	return SC_VEC_PUSH(m->list, m->n, *e);
}

static bool is_reached(const struct sc_object *obj, const struct sc_func *f)
{
	return f->kind == SC_FUNC_CALLABLE && !f->ignored && f->ninsns &&
	       (obj->code[f->sec].mark[f->first] & SC_M_REACHED);
}

/*
 * A function that is reached, and has the room; or the hash of such a one, with
 * as much space before it, which then has a symbol as well.
 */
static bool has_prefix(const struct merge *m, const struct sc_func *f)
{
	uint32_t k = (uint32_t)(f - m->obj->funcs);

	return (is_reached(m->obj, f) ||
		sc_entry_padding_of(m->obj, k) != UINT32_MAX) &&
	       sc_has_room(m->obj, f->sec, f->start, m->room);
}

static int append_prefix(struct merge *m, const struct sc_func *f)
{
	struct sc_orc_entry e = { .sec = f->sec, .off = f->start - m->room };
	struct sc_state st;
	struct sc_row row;

	m->obj->arch->entry_state(&st);
	m->obj->arch->row(&st, &row);
	sc_orc_from_row(m->obj->arch, &row, &e);
	return append_entry(m, &e);
}

static int merge_tables(struct merge *m, const struct sc_orc_entry *old,
			size_t n)
{
	size_t at = 0;

	for (uint32_t i = 0; i < m->obj->nplain; i++) {
		const struct sc_func *f = &m->obj->funcs[i];

		if (!has_prefix(m, f))
			continue;
		while (at < n &&
		       is_before(&old[at], f->sec, f->start - m->room))
			if (append_entry(m, &old[at++]))
				return -1;
		if (append_prefix(m, f))
			return -1;
		/* what was said of the room before */
		while (at < n && is_before(&old[at], f->sec, f->start))
			at++;
	}
	while (at < n)
		if (append_entry(m, &old[at++]))
			return -1;
	return 0;
}

int sc_orc_add_prefixes(const struct sc_object *obj, unsigned int room,
			struct sc_orc_entry **entries, size_t *n)
{
	struct merge m = { .obj = obj, .room = room };

	if (!room)
		return 0;
	if (merge_tables(&m, *entries, *n)) {
		free(m.list);
		return -1;
	}
	free(*entries);
	*entries = m.list;
	*n = m.n;
	return 0;
}
