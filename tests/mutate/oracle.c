// SPDX-License-Identifier: GPL-2.0-only
/*
 * Is the stack contract kept? Paths are run one after the other, each with
 * numbers of its own, and steered: first to the mutated instruction, then to
 * a way out or a call. Every branch is free, as it is for the analysis.
 */
#include "tests/mutate/mutate.h"

#include <stdlib.h>
#include <string.h>

#define MAX_STEPS 3000 /* of one path */
#define MAX_LOOPING 300 /* steps until counted loops may be left */
#define MAX_TOTAL 400000 /* of one verdict */
#define MAX_STACK (1ull << 31) /* bytes: farther away is another place */
#define BP_IN_REGISTER (1ull << 63)
#define BP_SLOTS 63 /* eight-byte places below the return address */

struct run {
	const struct mu_subject *s;
	struct mu_graph g;
	struct mu_machine *m;
	struct mu_verdict *v;
	struct mu_rng rng;
	uint32_t mut; /* node, or MU_TO_LOST */
	uint32_t phase; /* of paths that have the same alignment */
	uint32_t steps, length; /* in all, and of this path */
	bool ended; /* some path passed there and came to its end */
	bool passed; /* this path has been at the mutated instruction */
	enum { GO_ANYWHERE, GO_OUT, GO_CALL } goal;
};

static enum mu_means means_of(const struct mu_insn *insn)
{
	if (insn->op == MU_STOS || insn->op == MU_MOVS)
		return MU_BY_STRING;
	for (unsigned int i = 0; i < insn->n; i++)
		if (insn->o[i].kind == MU_O_MEM &&
		    (insn->o[i].index != MU_NO_REG ||
		     (insn->o[i].base != MU_RSP && insn->o[i].base != MU_RBP)))
			return MU_BY_POINTER;
	return MU_BY_STORE;
}

static void note_smash(struct run *r)
{
	const struct mu_node *n;

	if (r->m->smashed_by == UINT32_MAX)
		return;
	n = &r->g.nodes[r->m->smashed_by];
	r->v->by_sec = n->sec;
	r->v->by_off = n->off;
	r->v->means = means_of(&n->insn);
}

/* @what is NULL when the contract is kept. */
static bool broken(struct run *r, const struct mu_node *n, const char *what)
{
	if (!what)
		return false;
	r->v->kind = MU_BROKEN;
	r->v->what = what;
	r->v->sec = n->sec;
	r->v->off = n->off;
	note_smash(r);
	return true;
}

/* --- the contract */

/* Leaving in the place of a return: as the caller left it. */
static const char *check_exit(const struct run *r, const struct mu_node *n)
{
	const struct mu_machine *m = r->m;

	if (m->reg[MU_RSP] != m->cfa - 8)
		return "leaves with %rsp not at the return address";
	if (!mu_machine_holds(m, m->cfa - 8, m->ra))
		return "leaves with another return address";
	if (n->insn.op == MU_RET && n->insn.n && n->insn.o[0].val)
		return "return pops more than its address";
	for (unsigned int i = 0; i < MU_NREGS; i++)
		if ((MU_CALLEE_SAVED >> i & 1) && m->reg[i] != m->entry[i])
			return "leaves with a callee-saved register changed";
	return m->df ? "leaves with the direction flag set" : NULL;
}

static const char *check_call(const struct run *r)
{
	const struct mu_machine *m = r->m;
	uint64_t bp = m->reg[MU_RBP];

	if (m->df)
		return "call with the direction flag set";
	if (r->s->mode != SC_MODE_FRAME)
		return NULL;
	if (!mu_machine_holds(m, bp, m->entry[MU_RBP]))
		return "call with %rbp not at the caller's";
	if (!mu_machine_holds(m, bp + 8, m->ra))
		return "call with no return address above %rbp";
	return NULL;
}

static const char *check_rsp(const struct run *r)
{
	const struct mu_machine *m = r->m;
	uint64_t below = m->cfa - m->reg[MU_RSP];

	if (below >= 8 && below < MAX_STACK)
		return NULL;
	return below == 0 || -below < MAX_STACK
		       ? "%rsp above the return address"
		       : "%rsp not on the stack";
}

/* A frame larger than the machine's stack breaks no rule; nor can it be run. */
static bool is_too_large(const struct run *r)
{
	return r->m->cfa - r->m->reg[MU_RSP] >
	       8ull * MU_STACK_WORDS - MU_STACK_ABOVE - 4096;
}

/* --- one place for the CFA and for the caller's %rbp, on all paths */

static uint64_t bp_places(const struct mu_machine *m)
{
	uint64_t places = 0;

	if (m->reg[MU_RBP] == m->entry[MU_RBP])
		places |= BP_IN_REGISTER;
	for (unsigned int k = 0; k < BP_SLOTS; k++)
		if (mu_machine_holds(m, m->cfa - 16 - 8 * k, m->entry[MU_RBP]))
			places |= 1ull << k;
	return places;
}

static uint16_t cfa_regs(const struct run *r, struct mu_node *n)
{
	const struct mu_machine *m = r->m;
	bool first = n->seen != r->phase;
	unsigned int mask = 0;

	for (unsigned int i = 0; i < MU_NREGS; i++) {
		int64_t off = (int64_t)(m->cfa - m->reg[i]);

		if (off < -(1 << 20) || off > 1 << 20)
			continue;
		if (first)
			n->cfa_off[i] = (int32_t)off;
		if (n->cfa_off[i] == off)
			mask |= 1u << i;
	}
	return (uint16_t)mask;
}

static const char *check_table(const struct run *r, struct mu_node *n)
{
	uint16_t cfa = cfa_regs(r, n);
	uint64_t bp = bp_places(r->m);

	if (n->seen == r->phase) {
		cfa &= n->cfa_regs;
		bp &= n->bp_places;
	}
	n->seen = r->phase;
	n->cfa_regs = cfa;
	n->bp_places = bp;
	if (!mu_machine_holds(r->m, r->m->cfa - 8, r->m->ra))
		return "the return address is overwritten";
	if (!cfa)
		return "no register is at one distance from the CFA on all paths";
	return bp ? NULL : "the caller's %rbp is in no one place on all paths";
}

/* --- one path */

static uint32_t nearness(const struct run *r, uint32_t to)
{
	const struct mu_node *n = &r->g.nodes[to];

	if (!r->passed && r->mut != MU_TO_LOST)
		return n->near_mut;
	return r->goal == GO_OUT    ? n->near_end
	       : r->goal == GO_CALL ? n->near_call
				    : 0;
}

/* One of @n edges, mostly the one that leads where the path should go. */
static uint32_t choose(struct run *r, uint32_t first, uint32_t n)
{
	uint32_t best = mu_below(&r->rng, n), near = UINT32_MAX;

	if (mu_below(&r->rng, 4) == 0)
		return r->g.edges[first + best];
	for (uint32_t k = 0; k < n; k++) {
		uint32_t at = (best + k) % n, to = r->g.edges[first + at], d;

		d = to < MU_TO_LOST ? nearness(r, to)
		    : r->passed	    ? 0
				    : UINT32_MAX;
		if (d >= near)
			continue;
		near = d;
		best = at;
	}
	return r->g.edges[first + best];
}

static void note_turn(struct run *r, const struct mu_node *n)
{
	const size_t max = sizeof(r->v->turn) / sizeof(*r->v->turn);

	if (n->npre + n->npost > 1)
		r->v->turn[r->v->nturns++ % max] = n->off;
}

/* Before the instruction; true when the path ends in a verdict. */
static bool arrive(struct run *r, struct mu_node *n)
{
	if (broken(r, n, check_rsp(r)))
		return true;
	if (r->s->mode == SC_MODE_TABLE && broken(r, n, check_table(r, n)))
		return true;
	if (n->insn.op == MU_UNKNOWN)
		r->v->kind = MU_UNJUDGED;
	if (n->call && !n->quiet && !n->waived)
		return broken(r, n, check_call(r));
	return n->ret && broken(r, n, check_exit(r, n));
}

static void execute(struct run *r, const struct mu_node *n)
{
	if (n->call && !n->quiet)
		mu_machine_called(r->m, n->clobber);
	else if (!n->call)
		mu_machine_step(r->m, &n->insn);
}

static uint32_t to_end(const struct run *r, uint32_t to)
{
	return to < MU_TO_LOST ? r->g.nodes[to].near_end : 0;
}

/*
 * The edge after the instruction: a branch on what is known has one. But a
 * counted loop may be left before its time, or paths would not end.
 */
static uint32_t follow(struct run *r, const struct mu_node *n)
{
	const uint32_t *edge = &r->g.edges[n->first + n->npre];
	int taken = -1;

	if (n->insn.op == MU_JCC && n->npost == 2)
		taken = mu_machine_condition(r->m, n->insn.cc);
	if (taken < 0)
		return choose(r, n->first + n->npre, n->npost);
	if (r->length > MAX_LOOPING &&
	    to_end(r, edge[taken]) < to_end(r, edge[!taken]))
		return edge[taken];
	return edge[!taken];
}

/* From @at to the next node; MU_TO_TAIL when the path is over. */
static uint32_t advance(struct run *r, uint32_t at)
{
	struct mu_node *n = &r->g.nodes[at];
	uint32_t to;

	if (arrive(r, n) || n->ret)
		return MU_TO_TAIL;
	if (is_too_large(r)) {
		r->v->kind = MU_UNJUDGED;
		return MU_TO_TAIL;
	}
	note_turn(r, n);
	/* some node may be reached by such an edge alone */
	if (n->npre && (mu_below(&r->rng, 3) == 0 || n->stop)) {
		return choose(r, n->first, n->npre);
	}
	r->m->at = at;
	execute(r, n);
	if (n->stop || !n->npost)
		return MU_TO_TAIL;
	to = follow(r, n);
	if (to == MU_TO_LOST)
		broken(r, n, "runs out of the function");
	else if (to == MU_TO_TAIL)
		broken(r, n, check_exit(r, n));
	return to < MU_TO_LOST ? to : MU_TO_TAIL;
}

static void run_path(struct run *r, unsigned int align)
{
	uint32_t at = r->g.starts[mu_below(&r->rng, r->g.nstarts)];

	r->m->rng.s = mu_random(&r->rng);
	mu_machine_enter(r->m, align);
	r->passed = r->mut == MU_TO_LOST;
	r->goal = mu_below(&r->rng, 3);
	r->v->nturns = 0;
	for (uint32_t i = 0; i < MAX_STEPS && at < MU_TO_LOST; i++) {
		r->passed |= at == r->mut;
		r->steps++;
		r->length = i;
		at = advance(r, at);
	}
	r->ended |= r->passed && at >= MU_TO_LOST;
}

static void run_paths(struct run *r, unsigned int paths)
{
	static const unsigned int aligns[] = { 16, 40 };

	for (r->phase = 1; r->phase <= 2; r->phase++)
		for (unsigned int i = 0; i < paths; i++) {
			run_path(r, aligns[r->phase - 1]);
			if (r->v->kind == MU_BROKEN || r->steps > MAX_TOTAL)
				return;
		}
}

void mu_oracle(const struct mu_subject *s, struct mu_decoder *dec,
	       uint32_t group, uint32_t sec, uint32_t off, unsigned int paths,
	       uint64_t seed, struct mu_verdict *ret)
{
	static struct mu_machine machine;
	struct run r = { .s = s, .m = &machine, .v = ret };

	*ret = (struct mu_verdict){ .kind = MU_UNJUDGED, .what = "" };
	r.rng.s = seed;
	if (!mu_graph_make(&r.g, s, dec, group) && r.g.nstarts) {
		r.mut = sec ? mu_graph_node(&r.g, sec, off) : MU_TO_LOST;
		ret->kind = MU_INTACT;
		if (mu_graph_measure(&r.g, r.mut))
			ret->kind = MU_UNJUDGED;
		else
			run_paths(&r, paths);
		if (ret->kind == MU_INTACT && !r.ended)
			ret->kind = MU_UNJUDGED;
	}
	mu_graph_free(&r.g);
}
