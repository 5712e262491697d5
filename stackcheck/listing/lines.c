// SPDX-License-Identifier: GPL-2.0-only
/* Lines of instructions, and of the texts that may replace them. */
#include <string.h>

#include "stackcheck/listing/internal.h"
#include "stackcheck/listing/lines.h"
#include "stackcheck/listing/notes.h"
#include "stackcheck/listing/state_column.h"
#include "stackcheck/listing/text.h"

static void put_column(struct sc_listing *l, int column, enum sc_tint tint,
		       const char *text)
{
	if (!text[0])
		return;
	sc_listing_tab(l, column);
	sc_listing_put(l, tint, "%s", text);
}

/* Nothing when it is as in the line above. */
static void put_state(struct sc_listing *l, uint32_t func, uint32_t i)
{
	struct sc_columns c;
	bool differs;

	sc_listing_columns(l, func, i, &c);
	if (!memcmp(&c, &l->last, sizeof(c)))
		return;
	l->last = c;
	differs = !strncmp(c.orc, "!=", 2);
	put_column(l, SC_COL_CFA, c.frame[0] ? SC_TINT_STATE : SC_TINT_BAD,
		   c.cfa);
	put_column(l, SC_COL_FRAME, SC_TINT_STATE, c.frame);
	put_column(l, SC_COL_ORC, differs ? SC_TINT_BAD : SC_TINT_DIM, c.orc);
	put_column(l, sc_listing_last_column(l), SC_TINT_PLAIN, c.saved);
}

void sc_listing_insn(struct sc_listing *l, const struct sc_func *f, uint32_t i,
		     int indent)
{
	const struct sc_insn insn = sc_code_insn(&l->obj->code[f->sec], i);
	char words[512];

	sc_listing_before(l, f, i);
	sc_listing_words(l, f, i, words, sizeof(words));
	if (indent)
		sc_listing_tab(l, indent);
	sc_listing_put(l, SC_TINT_DIM, "  +0x%x", insn.off - f->start);
	sc_listing_tab(l, SC_COL_INSN + indent);
	sc_listing_put(l, SC_TINT_PLAIN, "%s", words);
	put_state(l, (uint32_t)(f - l->obj->funcs), i);
	sc_listing_newline(l);
	sc_listing_after(l, f, i);
}

/* --- replacements */

static void put_replacement(struct sc_listing *l, const struct sc_func *alt)
{
	const struct sc_func *home = &l->obj->funcs[l->home];

	sc_listing_note(l, "alternative: replaces +0x%x..+0x%x",
			alt->alt_off - home->start,
			alt->back_off - home->start);
	memset(&l->last, 0, sizeof(l->last));
	for (uint32_t i = alt->first; i < alt->first + alt->ninsns; i++)
		sc_listing_insn(l, alt, i, SC_COL_INSN);
	memset(&l->last, 0, sizeof(l->last));
}

void sc_listing_alternatives(struct sc_listing *l, const struct sc_func *f,
			     uint32_t i)
{
	uint32_t n;
	const struct sc_edge *e = sc_edges_at(
		l->obj, f->sec, sc_code_off(&l->obj->code[f->sec], i), &n);

	for (; n--; e++) {
		const struct sc_func *alt =
			sc_func_at(l->obj, e->to_sec, e->to_off);

		if (e->kind == SC_EDGE_ALT && alt && alt->kind == SC_FUNC_ALT &&
		    alt->group == f->group)
			put_replacement(l, alt);
	}
}
