// SPDX-License-Identifier: GPL-2.0-only
/*
 * Where control can go in a group of functions, from the bytes as they are.
 * What bytes do not show is taken from the analysis of the unmutated object:
 * switch tables, alternatives, fixups, and which callees come back.
 */
#include "tests/mutate/mutate.h"

#include <stdlib.h>
#include <string.h>

#include "stackcheck/core/arch.h"
#include "stackcheck/image/section_index.h"
#include "stackcheck/util/vec.h"

#define MAX_NODES 40000

/* --- nodes by place */

static uint32_t slot_of(const struct mu_graph *g, uint32_t sec, uint32_t off)
{
	uint32_t h = (off * 0x9e3779b1u ^ sec * 0x85ebca6bu);
	uint32_t i = (h ^ h >> 15) & (g->hash_size - 1);

	while (g->hash[i]) {
		const struct mu_node *n = &g->nodes[g->hash[i] - 1];

		if (n->sec == sec && n->off == off)
			break;
		i = (i + 1) & (g->hash_size - 1);
	}
	return i;
}

uint32_t mu_graph_node(const struct mu_graph *g, uint32_t sec, uint32_t off)
{
	uint32_t at = g->hash[slot_of(g, sec, off)];

	return at ? at - 1 : MU_TO_LOST;
}

static uint32_t need_node(struct mu_graph *g, uint32_t sec, uint32_t off)
{
	struct mu_node n = { .sec = sec, .off = off };
	uint32_t at = slot_of(g, sec, off);

	if (g->hash[at])
		return g->hash[at] - 1;
	if (g->nnodes >= MAX_NODES || SC_VEC_PUSH(g->nodes, g->nnodes, n))
		return MU_TO_LOST;
	g->hash[at] = g->nnodes;
	return g->nnodes - 1;
}

/* --- edges */

static const struct sc_object *object(const struct mu_graph *g)
{
	return g->s->analysis->obj;
}

static void add_edge(struct mu_graph *g, uint32_t node, uint32_t to, bool pre)
{
	struct mu_node *n = &g->nodes[node];

	if (SC_VEC_PUSH(g->edges, g->nedges, to))
		return;
	if (pre)
		n->npre++;
	else
		n->npost++;
}

static void add_start(struct mu_graph *g, uint32_t sec, uint32_t off)
{
	uint32_t node = need_node(g, sec, off);

	for (uint32_t i = 0; i < g->nstarts; i++)
		if (g->starts[i] == node)
			return;
	if (node < MU_TO_LOST)
		SC_VEC_PUSH(g->starts, g->nstarts, node);
}

static bool is_entry(const struct mu_graph *g, const struct sc_func *f,
		     uint64_t off)
{
	uint32_t n, func = (uint32_t)(f - object(g)->funcs);
	const struct sc_entry *e = sc_entries_of(object(g), func, &n);

	for (; n--; e++)
		if (e->off == off)
			return true;
	return off == f->start && f->kind == SC_FUNC_CALLABLE;
}

/*
 * The node for a place in code, or how the function is left. Into the middle
 * of another function is not a way out: that one's code goes on with this
 * one's frame.
 */
static uint32_t place(struct mu_graph *g, uint32_t sec, uint64_t off)
{
	const struct sc_func *f = sc_func_at(object(g), sec, off);

	if (!f)
		return MU_TO_LOST;
	if (f->group == g->group)
		return need_node(g, sec, (uint32_t)off);
	if (is_entry(g, f, off))
		return MU_TO_TAIL;
	if (SC_IS_ENTERED(f))
		add_start(g, f->sec, f->start);
	return need_node(g, sec, (uint32_t)off);
}

static uint32_t fall(struct mu_graph *g, const struct sc_func *f, uint32_t off)
{
	const struct sc_func *next = f + 1;

	if (off < f->end)
		return need_node(g, f->sec, off);
	if (f->kind == SC_FUNC_ALT)
		return place(g, f->back_sec, f->back_off);
	if (next < object(g)->funcs + object(g)->nplain &&
	    next->sec == f->sec && next->start == f->end &&
	    next->group == f->group && next->kind != SC_FUNC_CALLABLE)
		return need_node(g, f->sec, off);
	return MU_TO_LOST;
}

/* What a direct branch leads to. */
struct goal {
	enum sc_callee_kind kind;
	uint32_t to; /* a node, or MU_TO_* */
	const struct sc_func *func; /* defined here, or NULL */
	uint32_t sym; /* undefined symbol, or 0 */
};

static void goal_code(struct mu_graph *g, uint32_t sec, uint64_t off, bool call,
		      struct goal *ret)
{
	ret->func = sc_func_at(object(g), sec, off);
	if (ret->func && ret->func->start == off)
		ret->kind = (enum sc_callee_kind)ret->func->callee;
	ret->to = call ? MU_TO_TAIL : place(g, sec, off);
}

static void find_goal(struct mu_graph *g, const struct sc_func *f,
		      const struct mu_node *n, struct goal *ret)
{
	const struct sc_image *img = object(g)->img;
	uint32_t next = n->off + n->insn.len;
	const struct sc_reloc *r =
		n->insn.len > 4
			? sc_section_reloc(&img->secs[f->sec], next - 4, 1)
			: NULL;
	bool call = n->insn.op == MU_CALL;

	*ret = (struct goal){ .to = MU_TO_LOST };
	if (!r) {
		goal_code(g, f->sec, next + (uint64_t)n->insn.to, call, ret);
	} else if (img->syms[r->sym].sec == SC_SEC_UNDEF) {
		ret->sym = r->sym;
		ret->to = MU_TO_TAIL;
		ret->kind =
			object(g)->arch->callee_kind(img->syms[r->sym].name);
	} else {
		goal_code(g, img->syms[r->sym].sec,
			  img->syms[r->sym].off + (uint64_t)r->addend + 4, call,
			  ret);
	}
}

static void add_special(struct mu_graph *g, uint32_t node, bool tables)
{
	uint32_t sec = g->nodes[node].sec, off = g->nodes[node].off, n;
	const struct sc_edge *e = sc_edges_at(object(g), sec, off, &n);

	for (; n--; e++) {
		uint32_t to;

		if ((e->kind == SC_EDGE_TABLE) != tables)
			continue;
		to = place(g, e->to_sec, e->to_off);
		if (to < MU_TO_LOST)
			add_edge(g, node, to, !tables);
	}
}

static void indirect_jump(struct mu_graph *g, uint32_t node)
{
	add_special(g, node, true);
	if (!g->nodes[node].npost)
		add_edge(g, node, MU_TO_TAIL, false);
}

static bool is_patched(const struct mu_graph *g, const struct mu_node *node)
{
	uint32_t n;
	const struct sc_edge *e =
		sc_edges_at(object(g), node->sec, node->off, &n);

	for (; n--; e++)
		if (e->kind == SC_EDGE_JUMP_LABEL)
			return true;
	return false;
}

static void jump(struct mu_graph *g, uint32_t node, const struct sc_func *f)
{
	struct mu_node *n = &g->nodes[node];
	struct goal to;

	if (!n->insn.direct) {
		indirect_jump(g, node);
		return;
	}
	find_goal(g, f, n, &to);
	n = &g->nodes[node];
	if (to.kind == SC_CALLEE_RETURN_THUNK && n->insn.op == MU_JMP)
		n->ret = true;
	else if (to.kind == SC_CALLEE_INDIRECT_THUNK)
		indirect_jump(g, node);
	else
		add_edge(g, node, to.to, false);
	if (g->nodes[node].insn.op == MU_JCC || is_patched(g, &g->nodes[node]))
		add_edge(g, node,
			 fall(g, f,
			      g->nodes[node].off + g->nodes[node].insn.len),
			 false);
}

static bool comes_back(const struct mu_graph *g, const struct goal *to)
{
	const struct sc_analysis *st = g->s->analysis;

	if (to->func)
		return !st->func_noreturn[to->func - st->obj->funcs];
	return !to->sym || !st->sym_noreturn[to->sym];
}

static uint16_t clobbers(const struct mu_graph *g, const struct goal *to)
{
	const struct sc_analysis *st = g->s->analysis;

	if (to->func)
		return st->func_clobbers[to->func - st->obj->funcs];
	return to->sym ? st->sym_clobbers[to->sym] : 0;
}

/* A call to right behind it leaves its return address on the stack. */
static bool is_push_of_address(const struct mu_graph *g,
			       const struct mu_node *n)
{
	return n->insn.direct && !n->insn.to &&
	       !sc_section_reloc(&object(g)->img->secs[n->sec], n->off,
				 n->insn.len);
}

static void call(struct mu_graph *g, uint32_t node, const struct sc_func *f)
{
	struct mu_node *n = &g->nodes[node];
	struct goal to;

	if (is_push_of_address(g, n)) {
		n->insn = (struct mu_insn){ .op = MU_PUSH,
					    .len = n->insn.len,
					    .size = 8 };
		add_edge(g, node, fall(g, f, n->off + n->insn.len), false);
		return;
	}
	n->call = true;
	if (n->insn.direct) {
		find_goal(g, f, n, &to);
		n->quiet = to.kind == SC_CALLEE_FENTRY;
		n->stop = to.kind == SC_CALLEE_PLAIN && !comes_back(g, &to);
		n->clobber = clobbers(g, &to);
	}
	if (!n->stop)
		add_edge(g, node, fall(g, f, n->off + n->insn.len), false);
}

static unsigned int marks(const struct mu_graph *g, uint32_t sec, uint32_t off)
{
	uint32_t i = sc_insn_at(object(g), sec, off);

	return i == UINT32_MAX ? 0 : object(g)->code[sec].mark[i];
}

static void end_or_fall(struct mu_graph *g, uint32_t node,
			const struct sc_func *f, unsigned int mark)
{
	struct mu_node *n = &g->nodes[node];

	switch (n->insn.op) {
	case MU_RET:
		n->ret = true;
		break;
	case MU_TRAP:
		n->stop = !(mark & SC_M_GOES_ON);
		break;
	case MU_UNKNOWN:
		n->stop = true;
		break;
	default:
		n->stop = (mark & SC_M_DEAD) != 0;
	}
	if (!n->ret && !n->stop)
		add_edge(g, node, fall(g, f, n->off + n->insn.len), false);
}

static void expand(struct mu_graph *g, uint32_t node)
{
	struct mu_node *n = &g->nodes[node];
	const struct sc_func *f = sc_func_at(object(g), n->sec, n->off);
	const uint8_t *code = object(g)->img->secs[n->sec].data;
	unsigned int mark = marks(g, n->sec, n->off);

	mu_decode(g->dec, code + n->off, f->end - n->off, &n->insn);
	n->first = g->nedges;
	n->waived = mark & SC_M_WAIVED;
	if (mark & SC_M_EDGE)
		add_special(g, node, false);
	switch (g->nodes[node].insn.op) {
	case MU_JMP:
	case MU_JCC:
		jump(g, node, f);
		break;
	case MU_CALL:
		call(g, node, f);
		break;
	default:
		end_or_fall(g, node, f, mark);
	}
}

/* --- the whole */

static void add_starts(struct mu_graph *g)
{
	const struct sc_object *obj = object(g);
	const struct sc_group *group = &obj->groups[g->group];

	for (uint32_t m = 0; m < group->nfuncs; m++) {
		uint32_t idx = obj->members[group->first + m], n;
		const struct sc_func *f = &obj->funcs[idx];
		const struct sc_entry *e = sc_entries_of(obj, idx, &n);

		if (SC_IS_ENTERED(f) && f->ninsns)
			add_start(g, f->sec, f->start);
		for (; n--; e++)
			add_start(g, f->sec, e->off);
	}
}

int mu_graph_make(struct mu_graph *g, const struct mu_subject *s,
		  struct mu_decoder *dec, uint32_t group)
{
	*g = (struct mu_graph){ .s = s, .dec = dec, .group = group };
	g->hash_size = 4 * 32768;
	g->hash = calloc(g->hash_size, sizeof(*g->hash));
	if (!g->hash)
		return -1;
	add_starts(g);
	for (uint32_t i = 0; i < g->nnodes; i++)
		expand(g, i);
	return 0;
}

void mu_graph_free(struct mu_graph *g)
{
	free(g->hash);
	free(g->nodes);
	free(g->edges);
	free(g->starts);
}

/* --- distances, backwards from where a path should go */

/* Edges the other way round: those into node i are in[first[i]..]. */
struct reverse {
	uint32_t *first, *in, *queue;
};

static int make_reverse(const struct mu_graph *g, struct reverse *r)
{
	r->first = calloc(g->nnodes + 2, sizeof(*r->first));
	r->in = malloc((g->nedges + 1) * sizeof(*r->in));
	r->queue = malloc((g->nnodes + 1) * sizeof(*r->queue));
	if (!r->first || !r->in || !r->queue)
		return -1;
	for (uint32_t i = 0; i < g->nedges; i++)
		if (g->edges[i] < MU_TO_LOST)
			r->first[g->edges[i] + 2]++;
	for (uint32_t i = 2; i < g->nnodes + 2; i++)
		r->first[i] += r->first[i - 1];
	for (uint32_t i = 0; i < g->nnodes; i++) {
		const struct mu_node *n = &g->nodes[i];

		for (uint32_t k = 0; k < n->npre + n->npost + 0u; k++)
			if (g->edges[n->first + k] < MU_TO_LOST)
				r->in[r->first[g->edges[n->first + k] + 1]++] =
					i;
	}
	return 0;
}

/* Which of a node's three distances. */
enum measure { TO_MUT, TO_END, TO_CALL };

static uint32_t *distance(struct mu_node *n, enum measure which)
{
	return which == TO_MUT	 ? &n->near_mut
	       : which == TO_END ? &n->near_end
				 : &n->near_call;
}

static bool leaves(const struct mu_graph *g, const struct mu_node *n)
{
	for (uint32_t k = 0; k < n->npre + n->npost + 0u; k++)
		if (g->edges[n->first + k] >= MU_TO_LOST)
			return true;
	return n->ret;
}

static void measure(struct mu_graph *g, struct reverse *r, enum measure which,
		    uint32_t mut)
{
	uint32_t head = 0, tail = 0;

	for (uint32_t i = 0; i < g->nnodes; i++) {
		struct mu_node *n = &g->nodes[i];
		bool is = which == TO_MUT   ? i == mut
			  : which == TO_END ? leaves(g, n)
					    : n->call && !n->quiet;

		*distance(n, which) = is ? 0 : UINT32_MAX;
		if (is)
			r->queue[tail++] = i;
	}
	while (head < tail) {
		uint32_t at = r->queue[head++];
		uint32_t d = *distance(&g->nodes[at], which) + 1;

		for (uint32_t k = r->first[at]; k < r->first[at + 1]; k++) {
			uint32_t *near = distance(&g->nodes[r->in[k]], which);

			if (*near != UINT32_MAX)
				continue;
			*near = d;
			r->queue[tail++] = r->in[k];
		}
	}
}

int mu_graph_measure(struct mu_graph *g, uint32_t mut)
{
	struct reverse r = { NULL, NULL, NULL };
	int err = make_reverse(g, &r);

	if (!err) {
		measure(g, &r, TO_MUT, mut);
		measure(g, &r, TO_END, mut);
		measure(g, &r, TO_CALL, mut);
	}
	free(r.first);
	free(r.in);
	free(r.queue);
	return err;
}
