// SPDX-License-Identifier: GPL-2.0-only
/* How a value of a walk came about, as notes of a finding. */
#include <stdio.h>

#include "stackcheck/checker/path_notes.h"
#include "stackcheck/checker/value_story.h"

#define MAX_LINES 12
#define MAX_PATH 4096 /* nodes; a longer path is told from its end */

/* The last lines of a story, found from its end. */
struct story {
	struct sc_checker *c;
	sc_value_words *words;
	struct line {
		uint32_t sec, i;
		const char *what;
	} line[MAX_LINES];
	unsigned int n; /* lines told in all */
};

static void keep_line(struct story *s, uint32_t sec, uint32_t i,
		      const char *what)
{
	if (s->n < MAX_LINES)
		s->line[s->n] = (struct line){ sec, i, what };
	s->n++;
}

/* Backwards from before instruction @to, down to @from. */
static void tell_insns(struct story *s, uint32_t sec, uint32_t from,
		       uint32_t to)
{
	while (to-- > from) {
		const char *what = NULL;

		s->words(s->c->obj, sec, to, &what);
		if (what)
			keep_line(s, sec, to, what);
	}
}

static uint32_t section_of(const struct story *s, const struct sc_block *b)
{
	return s->c->obj->funcs[b->func].sec;
}

/* Is it a jump that an instruction shows, and not an alternative's way? */
static bool is_taken(const struct story *s, const struct sc_block *from,
		     uint32_t insn, const struct sc_block *to)
{
	const struct sc_func *funcs = s->c->obj->funcs;

	return funcs[from->func].kind != SC_FUNC_ALT &&
	       funcs[to->func].kind != SC_FUNC_ALT &&
	       (from->func != to->func || insn + 1 != to->first);
}

/* Backwards from before instruction @to of the walk's node. */
static void tell_path(struct story *s, const struct sc_value_walk *walk,
		      uint32_t to)
{
	const struct sc_block *blocks = walk->flow->blocks;
	uint32_t node = walk->node;

	for (int n = 0; n < MAX_PATH; n++) {
		const struct sc_value_node *v = &walk->nodes[node];
		const struct sc_block *b = &blocks[v->block], *from;

		tell_insns(s, section_of(s, b), b->first, to);
		if (!v->from)
			break;
		node = v->from - 1;
		from = &blocks[walk->nodes[node].block];
		if (is_taken(s, from, v->from_insn, b))
			keep_line(s, section_of(s, from), v->from_insn,
				  "taken");
		to = v->from_insn + 1;
	}
}

void sc_value_story_add(struct sc_checker *c, const struct sc_value_walk *walk,
			uint32_t i, sc_value_words *words)
{
	struct story s = { .c = c, .words = words };
	char text[256], what[256];

	tell_path(&s, walk, i);
	if (s.n > MAX_LINES) {
		snprintf(text, sizeof(text), "... %u earlier steps",
			 s.n - MAX_LINES);
		sc_result_add_note(c->res, text, "");
		s.n = MAX_LINES;
	}
	while (s.n-- > 0) {
		const struct line *l = &s.line[s.n];

		sc_insn_words(c, l->sec, l->i, text, sizeof(text));
		snprintf(what, sizeof(what), "  (%s)", l->what);
		sc_result_add_note(c->res, text, what);
	}
}
