// SPDX-License-Identifier: GPL-2.0-only
/* What is told around an instruction: hints, edges, tables, findings. */
#include <inttypes.h>
#include <string.h>

#include "stackcheck/cfg/targets.h"
#include "stackcheck/listing/internal.h"
#include "stackcheck/listing/notes.h"
#include "stackcheck/listing/text.h"
#include "stackcheck/util/search.h"

#define TABLE_WIDTH 64 /* of a line of switch table entries */

static struct sc_insn insn_of(const struct sc_listing *l,
			      const struct sc_func *f, uint32_t i)
{
	return sc_code_insn(&l->obj->code[f->sec], i);
}

void sc_listing_before(struct sc_listing *l, const struct sc_func *f,
		       uint32_t i)
{
	static const char *const types[SC_NHINT_TYPES] = {
		[SC_HINT_UNDEFINED] = "undefined",
		[SC_HINT_END_OF_STACK] = "end of stack",
		[SC_HINT_CALL] = "call frame",
		[SC_HINT_REGS] = "full registers",
		[SC_HINT_REGS_PARTIAL] = "interrupt frame",
		[SC_HINT_FUNC] = "function entry",
		[SC_HINT_SAVE] = "save",
		[SC_HINT_RESTORE] = "restore",
	};
	const struct sc_hint *h;

	if (!(l->obj->code[f->sec].mark[i] & SC_M_HINT))
		return;
	h = sc_hint_at(l->obj, f->sec, insn_of(l, f, i).off);
	if (h)
		sc_listing_note(l, "unwind hint: %s",
				h->type < SC_NHINT_TYPES ? types[h->type]
							 : "unknown");
}

/* --- edges */

static void fixed_edge(struct sc_listing *l, const struct sc_edge *e,
		       const struct sc_insn *insn)
{
	char place[256];

	sc_listing_place(l, e->to_sec, e->to_off, place, sizeof(place));
	switch (e->kind) {
	case SC_EDGE_FIXUP:
		sc_listing_note(l, "exception: goes on at %s", place);
		break;
	case SC_EDGE_JUMP_LABEL:
		sc_listing_note(l,
				insn->op == SC_OP_JMP
					? "jump label: may be a no-op"
					: "jump label: may be a jump to %s",
				place);
		break;
	case SC_EDGE_ALT_SKIP:
		sc_listing_note(l, "alternative: no-ops up to %s", place);
		break;
	case SC_EDGE_GUEST:
		sc_listing_note(l, "leaves for a guest; comes back at %s",
				place);
		break;
	default:
		break;
	}
}

static bool leads_there(const struct sc_edge *e, uint32_t n,
			const struct sc_target *to)
{
	for (; n--; e++)
		if (e->kind == SC_EDGE_TABLE && e->to_sec == to->sec &&
		    e->to_off == to->off)
			return true;
	return false;
}

/* Some entries of a table with the same target. */
struct run {
	uint64_t first, n;
	struct sc_target to;
};

static void put_run(struct sc_listing *l, const struct run *r, char *line,
		    size_t size)
{
	char place[256], text[320];

	if (!r->n)
		return;
	sc_listing_place(l, r->to.sec, r->to.off, place, sizeof(place));
	if (r->n > 1)
		snprintf(text, sizeof(text), "%" PRIu64 "..%" PRIu64 " %s",
			 r->first, r->first + r->n - 1, place);
	else
		snprintf(text, sizeof(text), "%" PRIu64 " %s", r->first, place);
	if (*line && strlen(line) + strlen(text) > TABLE_WIDTH) {
		sc_listing_note(l, "  %s", line);
		*line = '\0';
	}
	snprintf(line + strlen(line), size - strlen(line), "%s%s",
		 *line ? ", " : "", text);
}

static bool same_target(const struct sc_target *a, const struct sc_target *b)
{
	return a->sec == b->sec && a->off == b->off;
}

/*
 * The entries of the table that the jump goes through, as long as they lead
 * to where the analysis lets it go.
 */
static void table_entries(struct sc_listing *l, const struct sc_jump_table *t,
			  const struct sc_edge *edges, uint32_t n)
{
	uint64_t size = l->obj->img->secs[t->sec].size;
	struct run run = { 0 };
	char line[512] = "";

	for (uint64_t k = 0; !t->limit || k < t->limit; k++) {
		uint64_t off = t->off + k * t->entry_size;
		struct sc_target to;

		if (off + t->entry_size > size)
			break;
		to = sc_field_target(l->obj, t->sec, off, t->entry_size,
				     (int64_t)(t->off - off));
		if (to.kind != SC_TO_CODE ||
		    (!t->limit && !leads_there(edges, n, &to)))
			break;
		if (!run.n || !same_target(&run.to, &to)) {
			put_run(l, &run, line, sizeof(line));
			run = (struct run){ .first = k, .to = to };
		}
		run.n++;
	}
	put_run(l, &run, line, sizeof(line));
	if (*line)
		sc_listing_note(l, "  %s", line);
}

static void switch_table(struct sc_listing *l, const struct sc_func *f,
			 uint32_t i, const struct sc_edge *edges, uint32_t n)
{
	struct sc_jump_table t;

	if (!l->obj->arch->jump_table(l->obj, f, i, &t))
		return;
	sc_listing_note(l, "switch table %s+0x%" PRIx64 ":",
			l->obj->img->secs[t.sec].name, t.off);
	table_entries(l, &t, edges, n);
}

static void note_edges(struct sc_listing *l, const struct sc_func *f,
		       uint32_t i)
{
	const struct sc_insn insn = insn_of(l, f, i);
	bool table = false;
	uint32_t n;
	const struct sc_edge *e = sc_edges_at(l->obj, f->sec, insn.off, &n);

	for (uint32_t k = 0; k < n; k++) {
		fixed_edge(l, &e[k], &insn);
		table |= e[k].kind == SC_EDGE_TABLE;
	}
	if (table)
		switch_table(l, f, i, e, n);
}

static bool is_assumed(unsigned int why)
{
	return why == SC_NORETURN_ASSUMED || why == SC_NORETURN_GUESSED;
}

/* --- calls and annotations */

static void note_callee(struct sc_listing *l, const struct sc_func *f,
			const struct sc_insn *insn)
{
	struct sc_target to = sc_insn_target(l->obj, f->sec, insn);
	const struct sc_func *g;

	if (to.sym && l->analysis->sym_noreturn[to.sym])
		sc_listing_note(l, is_assumed(l->analysis->sym_noreturn[to.sym])
					   ? "assumed not to return"
					   : "does not return");
	if (to.kind != SC_TO_CODE || to.sym)
		return;
	g = sc_func_at(l->obj, to.sec, to.off);
	if (g && l->analysis->func_noreturn[g - l->obj->funcs])
		sc_listing_note(l, "does not return");
}

void sc_listing_after(struct sc_listing *l, const struct sc_func *f, uint32_t i)
{
	const struct sc_insn insn = insn_of(l, f, i);
	unsigned int mark = l->obj->code[f->sec].mark[i];

	if ((mark & SC_M_GOES_ON) && insn.op == SC_OP_UD)
		sc_listing_note(l, "a warning: reports and goes on");
	if (mark & SC_M_INTRA)
		sc_listing_note(l, "annotated: a call within its function");
	if (mark & SC_M_DEAD)
		sc_listing_note(l, "annotated: nothing goes on from here");
	if (insn.op == SC_OP_CALL && !(mark & SC_M_INTRA))
		note_callee(l, f, &insn);
	if (mark & SC_M_EDGE)
		note_edges(l, f, i);
}

/* --- findings */

static void print_finding(struct sc_listing *l, size_t i)
{
	const struct sc_finding *f = &l->res->findings[i];

	l->reported[i] = 1;
	l->nreported++;
	sc_listing_tab(l, 8);
	sc_listing_put(l, SC_TINT_BAD,
		       "^ %s: ", f->severity == SC_ERROR ? "error" : "warning");
	sc_listing_put(l, SC_TINT_HEADER, "%s [%s]", f->message, f->rule);
	if (f->file)
		sc_listing_put(l, SC_TINT_DIM, "  %s:%d", f->file, f->line);
	sc_listing_newline(l);
	for (size_t k = 0; k < f->nnotes; k++) {
		sc_listing_tab(l, 12);
		sc_listing_put(l, SC_TINT_PLAIN, "%s", f->notes[k]);
		sc_listing_newline(l);
	}
}

static bool is_before(const struct sc_finding *f, const char *section,
		      uint32_t off)
{
	int cmp = strcmp(f->section, section);

	return cmp < 0 || (!cmp && f->section_off < off);
}

/* The first finding at or after a place. */
static size_t first_finding(const struct sc_listing *l, const char *section,
			    uint32_t off)
{
	return SC_FIRST_NOT(i, 0, l->res->nfindings,
			    is_before(&l->res->findings[i], section, off));
}

void sc_listing_findings(struct sc_listing *l, const struct sc_func *f,
			 uint32_t from, uint32_t to)
{
	const char *section = l->obj->img->secs[f->sec].name;

	for (size_t i = first_finding(l, section, from); i < l->res->nfindings;
	     i++) {
		const struct sc_finding *at = &l->res->findings[i];

		if (strcmp(at->section, section) || at->section_off >= to)
			break;
		/* sections of one name may hold other functions there */
		if (!l->reported[i] && !strcmp(at->function, f->name))
			print_finding(l, i);
	}
}

void sc_listing_elsewhere(struct sc_listing *l)
{
	bool begun = false;

	for (size_t i = 0; i < l->res->nfindings; i++) {
		const struct sc_finding *f = &l->res->findings[i];

		if (l->reported[i])
			continue;
		if (!begun)
			sc_listing_put(l, SC_TINT_HEADER, "Elsewhere:");
		begun = true;
		sc_listing_newline(l);
		sc_listing_put(l, SC_TINT_PLAIN, "%s+0x%" PRIx64, f->section,
			       f->section_off);
		sc_listing_newline(l);
		print_finding(l, i);
	}
}
