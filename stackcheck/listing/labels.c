// SPDX-License-Identifier: GPL-2.0-only
/* What stands before a block: names, and where control comes from. */
#include <string.h>

#include "stackcheck/listing/internal.h"
#include "stackcheck/listing/labels.h"
#include "stackcheck/listing/text.h"
#include "stackcheck/util/search.h"

#define MAX_INCOMING 8 /* told for one block */

static const char *edge_word(const struct sc_object *obj,
			     const struct sc_incoming *in, uint32_t sec,
			     uint32_t off)
{
	static const char *const words[] = {
		[SC_EDGE_FIXUP] = " (exception)",
		[SC_EDGE_JUMP_LABEL] = " (jump label)",
		[SC_EDGE_ALT_SKIP] = " (alternative)",
		[SC_EDGE_TABLE] = " (switch)",
		[SC_EDGE_LABEL] = " (label)",
		[SC_EDGE_GUEST] = " (guest)",
	};
	const struct sc_func *f = &obj->funcs[in->func];
	uint32_t n;
	const struct sc_edge *e = sc_edges_at(
		obj, f->sec, sc_code_off(&obj->code[f->sec], in->insn), &n);

	for (; n--; e++)
		if (e->to_sec == sec && e->to_off == off &&
		    e->kind != SC_EDGE_ALT)
			return words[e->kind];
	return f->kind == SC_FUNC_ALT ? " (replacement)" : "";
}

static uint32_t first_incoming(const struct sc_listing *l, uint32_t block)
{
	return SC_FIRST_NOT(i, 0, l->nincoming, l->incoming[i].block < block);
}

/* The place in the function's text that an edge leaves. */
static void incoming_place(const struct sc_listing *l,
			   const struct sc_incoming *in, char *buf, size_t size)
{
	const struct sc_func *f = &l->obj->funcs[in->func];
	uint32_t sec = f->sec, off = sc_code_off(&l->obj->code[sec], in->insn);

	if (f->kind == SC_FUNC_ALT) {
		sec = f->back_sec;
		off = f->alt_off;
	}
	sc_listing_place(l, sec, off, buf, size);
}

/* Where control comes from, if not only from the line above. */
static void put_incoming(struct sc_listing *l, const struct sc_func *f,
			 uint32_t block, uint32_t off)
{
	uint32_t first = first_incoming(l, block), n = 0;
	char place[256];

	for (uint32_t k = first;
	     k < l->nincoming && l->incoming[k].block == block; k++) {
		const struct sc_incoming *in = &l->incoming[k];

		if (k > first && in->func == in[-1].func &&
		    in->insn == in[-1].insn)
			continue;
		if (n++ >= MAX_INCOMING)
			continue;
		incoming_place(l, in, place, sizeof(place));
		if (n == 1)
			sc_listing_put(l, SC_TINT_LABEL, "+0x%x:  from ",
				       off - f->start);
		sc_listing_put(l, SC_TINT_LABEL, "%s%s%s", n > 1 ? ", " : "",
			       place, edge_word(l->obj, in, f->sec, off));
	}
	if (n > MAX_INCOMING)
		sc_listing_put(l, SC_TINT_LABEL, " and %u more",
			       n - MAX_INCOMING);
	if (n)
		sc_listing_newline(l);
}

static void put_names(struct sc_listing *l, uint32_t func, uint32_t off)
{
	uint32_t n;
	const struct sc_entry *e = sc_entries_of(l->obj, func, &n);

	for (; n--; e++) {
		if (e->off != off)
			continue;
		sc_listing_put(l, SC_TINT_LABEL,
			       "%s:", l->obj->img->syms[e->sym].name);
		sc_listing_newline(l);
	}
}

uint32_t sc_listing_block(struct sc_listing *l, uint32_t func, uint32_t i,
			  uint32_t block)
{
	const struct sc_func *f = &l->obj->funcs[func];
	const struct sc_insn insn = sc_code_insn(&l->obj->code[f->sec], i);

	if (block >= l->flow->nblocks || l->flow->blocks[block].func != func ||
	    l->flow->blocks[block].first != i)
		return block;
	put_names(l, func, insn.off);
	if (first_incoming(l, block) < l->nincoming &&
	    l->incoming[first_incoming(l, block)].block == block) {
		put_incoming(l, f, block, insn.off);
		memset(&l->last, 0, sizeof(l->last));
	}
	return block + 1;
}
