// SPDX-License-Identifier: GPL-2.0-only
/*
 * The fixpoint. States only lose knowledge on their way down, so it ends;
 * where two paths disagree on what must agree, the first one stands and the
 * rules are told of the edge.
 */
#include "stackcheck/flow.h"

#include <stdlib.h>
#include <string.h>

#include "stackcheck/intern.h"
#include "stackcheck/vec.h"

/* unwind_hint.type of the two hints that name a place, not a state */
enum { HINT_SAVE = 6, HINT_RESTORE = 7 };

struct sc_flow_priv {
	struct sc_intern *states;
	uint8_t *assumed; /* by symbol: is in flow->assumed */
	uint64_t *work; /* blocks to walk, a bit each */
	size_t nwork; /* of them */
	size_t low; /* no word before this one has a bit */
	const struct sc_sink *sink; /* told of the fixpoint's walks */
	void *ctx;
	uint32_t *block_of; /* by instruction of the group: only where a
			     * block begins is it written */
	uint32_t *base; /* by member: of its first instruction in block_of */
	size_t blocks_cap, work_cap, members_cap, bases_cap, insns_cap;
	bool oom;
};

struct sc_flow *sc_flow_new(const struct sc_object *obj)
{
	struct sc_flow *flow = calloc(1, sizeof(*flow));

	if (!flow)
		return NULL;
	flow->obj = obj;
	flow->priv = calloc(1, sizeof(*flow->priv));
	if (flow->priv) {
		flow->priv->states = sc_intern_new();
		flow->priv->assumed = calloc(obj->img->nsyms + 1, 1);
	}
	if (!flow->priv || !flow->priv->states || !flow->priv->assumed) {
		sc_flow_free(flow);
		return NULL;
	}
	return flow;
}

void sc_flow_free(struct sc_flow *flow)
{
	if (!flow)
		return;
	if (flow->priv) {
		sc_intern_free(flow->priv->states);
		free(flow->priv->assumed);
		free(flow->priv->work);
		free(flow->priv->block_of);
		free(flow->priv->base);
	}
	free(flow->priv);
	free(flow->blocks);
	free(flow->member_block);
	free(flow->assumed);
	free(flow);
}

/* --- blocks */

static const struct sc_func *member(const struct sc_flow *flow, uint32_t m)
{
	const struct sc_group *g = &flow->obj->groups[flow->group];

	return &flow->obj->funcs[flow->obj->members[g->first + m]];
}

static int reserve(void *pptr, size_t *cap, size_t n, size_t size)
{
	void **ptr = pptr, *grown;

	if (n <= *cap)
		return 0;
	n += n / 2;
	grown = realloc(*ptr, n * size);
	if (!grown)
		return -1;
	*ptr = grown;
	*cap = n;
	return 0;
}

/* The blocks of member @m, which is @f; @branch goes along. */
static int cut_blocks(struct sc_flow *flow, uint32_t m, const struct sc_func *f)
{
	struct sc_flow_priv *p = flow->priv;
	const struct sc_code *code = &flow->obj->code[f->sec];
	const struct sc_branch *branch = code->branch;
	uint32_t *block_of = p->block_of + p->base[m];
	uint32_t i = f->first, end = i + f->ninsns, k = f->first_branch;
	uint32_t kend = k + f->nbranches;

	while (i < end) {
		struct sc_block *b;
		uint32_t first = i;

		if (reserve(&flow->blocks, &p->blocks_cap, flow->nblocks + 1,
			    sizeof(*flow->blocks)))
			return -1;
		b = &flow->blocks[flow->nblocks];
		for (i++; i < end && !(code->mark[i] & SC_M_LEADER);)
			i++;
		while (k < kend && branch[k].insn < first)
			k++;
		*b = (struct sc_block){
			.func = (uint32_t)(f - flow->obj->funcs),
			.first = first,
			.n = i - first,
			.from = SC_NO_BLOCK,
			.branch = k,
		};
		block_of[first - f->first] = flow->nblocks++;
	}
	return 0;
}

/* Where each member's instructions and blocks begin. */
static int lay_out(struct sc_flow *flow)
{
	uint32_t nmembers = flow->obj->groups[flow->group].nfuncs;
	struct sc_flow_priv *p = flow->priv;
	uint32_t ninsns = 0;

	if (reserve(&flow->member_block, &p->members_cap, nmembers + 1,
		    sizeof(*flow->member_block)) ||
	    reserve(&p->base, &p->bases_cap, nmembers + 1, sizeof(*p->base)))
		return -1;
	for (uint32_t m = 0; m < nmembers; m++) {
		p->base[m] = ninsns;
		ninsns += member(flow, m)->ninsns;
	}
	flow->ninsns = ninsns;
	flow->reached = 0;
	return reserve(&p->block_of, &p->insns_cap, ninsns + 1,
		       sizeof(*p->block_of));
}

static int make_blocks(struct sc_flow *flow)
{
	uint32_t nmembers = flow->obj->groups[flow->group].nfuncs;
	struct sc_flow_priv *p = flow->priv;

	if (lay_out(flow))
		return -1;
	flow->nblocks = 0;
	for (uint32_t m = 0; m < nmembers; m++) {
		flow->member_block[m] = flow->nblocks;
		if (cut_blocks(flow, m, member(flow, m)))
			return -1;
	}
	flow->member_block[nmembers] = flow->nblocks;
	if (reserve(&p->work, &p->work_cap, flow->nblocks / 64 + 2,
		    sizeof(*p->work)))
		return -1;
	memset(p->work, 0, (flow->nblocks / 64 + 2) * sizeof(*p->work));
	p->low = 0;
	return 0;
}

/* Which member of the group function @func is. */
static uint32_t member_of(const struct sc_flow *flow, uint32_t func)
{
	const struct sc_group *g = &flow->obj->groups[flow->group];
	const uint32_t *list = flow->obj->members + g->first;
	uint32_t lo = 0, hi = g->nfuncs;

	while (hi - lo > 1) {
		uint32_t mid = lo + (hi - lo) / 2;

		if (list[mid] <= func)
			lo = mid;
		else
			hi = mid;
	}
	return lo;
}

/* The block of function @f that begins with instruction @i. */
static uint32_t block_of(const struct sc_flow *flow, const struct sc_func *f,
			 uint32_t i)
{
	uint32_t m;

	if (i == UINT32_MAX || !(flow->obj->code[f->sec].mark[i] & SC_M_LEADER))
		return SC_NO_BLOCK;
	m = member_of(flow, (uint32_t)(f - flow->obj->funcs));
	return flow->priv->block_of[flow->priv->base[m] + i - f->first];
}

/* The block of function @f that begins at @off. */
static uint32_t find_block(const struct sc_flow *flow, const struct sc_func *f,
			   uint64_t off)
{
	return block_of(flow, f, sc_func_insn(flow->obj, f, off));
}

uint32_t sc_flow_block_at(const struct sc_flow *flow, uint32_t sec,
			  uint64_t off)
{
	const struct sc_func *f = sc_func_at(flow->obj, sec, off);

	return f && f->group == flow->group ? find_block(flow, f, off)
					    : SC_NO_BLOCK;
}

/* --- walking a block */

/* One walk: where it is, and whom it tells. */
struct walk {
	struct sc_flow *flow;
	const struct sc_block *b;
	const struct sc_func *func;
	const struct sc_insn *insns;
	uint32_t *mark;
	uint32_t i;
	uint32_t branch; /* the first in the section's not before i, or less */
	uint32_t past; /* behind the last instruction that is reached */
	const struct sc_state *cur; /* before instruction i: in, or &st */
	struct sc_state st;
	struct sc_state before; /* kept for the sink's step() alone */
	uint16_t known; /* of *cur, or more */
	bool told; /* insn() has been told of *cur */
	const struct sc_sink *sink;
	void *ctx;
	bool fix; /* the fixpoint's own walk */
};

/* The state, to be changed: blocks that change nothing never copy it. */
static struct sc_state *own_state(struct walk *w)
{
	w->told = false;
	if (w->cur != &w->st) {
		sc_state_copy(&w->st, w->cur);
		w->cur = &w->st;
	}
	return &w->st;
}

static void note_clobbers(struct walk *w)
{
	const struct sc_arch *arch = w->flow->obj->arch;

	for (int r = 0; r < SC_NREGS; r++)
		if ((arch->callee_saved >> r & 1) &&
		    w->cur->reg[r] != sc_val_make(SC_V_ENTRY, r))
			w->flow->clobbers |= (uint16_t)(1u << r);
}

static void tell_exit(struct walk *w, enum sc_exit_kind kind,
		      const struct sc_target *to)
{
	if (kind <= SC_EXIT_INDIRECT && w->cur->frame == SC_FRAME_CALL)
		note_clobbers(w);
	if (kind == SC_EXIT_SIBLING &&
	    w->cur->reg[w->flow->obj->arch->sp] != sc_val_make(SC_V_CFA, -8))
		w->flow->odd = true;
	if (w->sink->exit)
		w->sink->exit(w->ctx, w->b, w->i, w->cur, kind, to);
}

static bool join(struct walk *w, uint32_t to);

static void tell_edge(struct walk *w, uint32_t to)
{
	bool agrees = w->fix && join(w, to);

	if (w->sink->edge && !(agrees && w->sink->rare))
		w->sink->edge(w->ctx, w->b, w->i, w->cur, to);
}

/* Callee-saved registers that this callee is known not to keep. */
static uint16_t callee_clobbers(const struct walk *w,
				const struct sc_target *to,
				const struct sc_func *g)
{
	const struct sc_callees *c = &w->flow->callees;

	if (to->kind == SC_TO_SYMBOL)
		return c->sym_clobbers ? c->sym_clobbers[to->sym] : 0;
	return g && c->func_clobbers ? c->func_clobbers[g - w->flow->obj->funcs]
				     : 0;
}

/* What a callee does not keep, the one that jumps to it does not either. */
static void lose(struct walk *w, uint16_t clobbers)
{
	for (unsigned int r = 0; clobbers >> r && r < SC_NREGS; r++)
		if (clobbers >> r & 1)
			own_state(w)->reg[r] = SC_V_ANY;
}

/* To another function, @g if it is known, as if it were called. */
static void leave_to_function(struct walk *w, const struct sc_target *to,
			      const struct sc_func *g)
{
	const struct sc_callees *c = &w->flow->callees;

	lose(w, callee_clobbers(w, to, g));
	tell_exit(w, SC_EXIT_SIBLING, to);
	if (to->kind == SC_TO_SYMBOL) {
		if (!c->sym_noreturn || !c->sym_noreturn[to->sym])
			w->flow->returns = true;
		return;
	}
	if (!g || !c->func_noreturn ||
	    !c->func_noreturn[g - w->flow->obj->funcs])
		w->flow->returns = true;
}

static void do_return(struct walk *w)
{
	w->flow->returns = true;
	tell_exit(w, SC_EXIT_RETURN, NULL);
}

/* An indirect jump: through its table, or away. */
static bool through_table(struct walk *w)
{
	uint32_t n, taken = 0, off = w->insns[w->i].off;
	const struct sc_edge *e;

	if (!(w->mark[w->i] & SC_M_EDGE))
		return false;
	e = sc_edges_at(w->flow->obj, w->func->sec, off, &n);
	for (; n--; e++) {
		uint32_t to;

		if (e->kind != SC_EDGE_TABLE)
			continue;
		to = sc_flow_block_at(w->flow, e->to_sec, e->to_off);
		if (to == SC_NO_BLOCK)
			continue;
		tell_edge(w, to);
		taken++;
	}
	return taken;
}

static void indirect_jump(struct walk *w)
{
	static const struct sc_target nowhere = { .kind = SC_TO_NOWHERE };

	if (through_table(w))
		return;
	w->flow->returns = true;
	tell_exit(w, SC_EXIT_INDIRECT, &nowhere);
}

/*
 * Control goes to a place in code: a block of the group, or a way out. @g: the
 * function that covers it, or NULL.
 */
static void go_to(struct walk *w, const struct sc_target *to,
		  const struct sc_func *g)
{
	uint32_t block;

	if (to->kind == SC_TO_SYMBOL) {
		leave_to_function(w, to, NULL);
		return;
	}
	if (to->kind != SC_TO_CODE || !g) {
		tell_exit(w, SC_EXIT_LOST, to);
		return;
	}
	if (g->group != w->func->group) {
		leave_to_function(w, to, g);
		return;
	}
	block = find_block(w->flow, g, to->off);
	if (block == SC_NO_BLOCK)
		tell_exit(w, SC_EXIT_LOST, to);
	else
		tell_edge(w, block);
}

/* Is @to in the function? Replacements may share their bytes with others. */
static bool is_own(const struct walk *w, const struct sc_target *to)
{
	return to->kind == SC_TO_CODE && to->sec == w->func->sec &&
	       to->off >= w->func->start && to->off < w->func->end;
}

static void go(struct walk *w, const struct sc_target *to)
{
	const struct sc_func *g = NULL;

	if (is_own(w, to))
		g = w->func;
	else if (to->kind == SC_TO_CODE)
		g = sc_func_at(w->flow->obj, to->sec, to->off);
	go_to(w, to, g);
}

/* What is known of where the instruction leads. */
static const struct sc_branch *branch_here(struct walk *w)
{
	const struct sc_branch *branch =
		w->flow->obj->code[w->func->sec].branch;

	while (branch[w->branch].insn < w->i)
		w->branch++;
	return &branch[w->branch];
}

/* The target of a jump, which may stand for a return or an indirect jump. */
static void jump(struct walk *w)
{
	const struct sc_object *obj = w->flow->obj;
	const struct sc_branch *b = branch_here(w);
	const struct sc_func *g;
	struct sc_target to;

	if (b->by == SC_BY_INSN) {
		tell_edge(w, block_of(w->flow, w->func, b->to));
		return;
	}
	to = sc_branch_target(obj, w->func, b, &g);
	if (is_own(w, &to))
		g = w->func;
	switch (w->insns[w->i].len < 5 ? SC_CALLEE_PLAIN
				       : sc_callee_kind(obj, &to, g)) {
	case SC_CALLEE_RETURN_THUNK:
		do_return(w);
		break;
	case SC_CALLEE_INDIRECT_THUNK:
		indirect_jump(w);
		break;
	default:
		go_to(w, &to, g);
	}
}

/*
 * Is the stack as a callee finds it? Where names say nothing of sizes they may
 * stand anywhere in a function, and reaching one in this state is the same as
 * jumping to it: what is behind it has the same state either way.
 */
static bool is_as_called(const struct walk *w)
{
	const struct sc_state *st = w->cur;

	return st->frame == SC_FRAME_CALL &&
	       st->reg[w->flow->obj->arch->sp] == sc_val_make(SC_V_CFA, -8);
}

/* Past the last instruction of a function. */
static void fall_off(struct walk *w)
{
	const struct sc_func *f = w->func, *next = f + 1;
	struct sc_target to = { .kind = SC_TO_CODE,
				.sec = f->sec,
				.off = f->end };

	if (f->kind == SC_FUNC_ALT) {
		to.sec = f->back_sec;
		to.off = f->back_off;
		go(w, &to);
		return;
	}
	if (next >= w->flow->obj->funcs + w->flow->obj->nplain ||
	    next->sec != f->sec || next->start != f->end)
		tell_exit(w, SC_EXIT_FALL, &to);
	else if (next->group == f->group && next->kind != SC_FUNC_CALLABLE)
		go(w, &to);
	else if (w->flow->obj->img->sizes_inferred && is_as_called(w))
		leave_to_function(w, &to, next);
	else
		tell_exit(w, SC_EXIT_FALL, &to);
}

static void go_on(struct walk *w)
{
	uint32_t next = w->i + 1;
	struct sc_target to = { .kind = SC_TO_CODE, .sec = w->func->sec };

	if (next >= w->func->first + w->func->ninsns) {
		fall_off(w);
		return;
	}
	if (w->b + 1 < w->flow->blocks + w->flow->nblocks &&
	    w->b[1].func == w->b->func && w->b[1].first == next) {
		tell_edge(w, (uint32_t)(w->b + 1 - w->flow->blocks));
		return;
	}
	to.off = w->insns[next].off;
	go(w, &to);
}

/* Is there nothing after instruction @i that could run? */
static bool nothing_follows(const struct walk *w)
{
	uint32_t end = w->func->first + w->func->ninsns;

	if (w->func->kind == SC_FUNC_ALT)
		return false;
	for (uint32_t i = w->i + 1; i < end; i++) {
		if (w->insns[i].op == SC_OP_BAD)
			return true;
		if (!sc_is_padding(&w->insns[i]) || (w->mark[i] & SC_M_GOES_ON))
			return false;
		if (w->insns[i].op != SC_OP_NOP)
			return false; /* stops there by itself */
	}
	return true;
}

static void assume(struct walk *w, uint32_t sym)
{
	struct sc_flow *flow = w->flow;
	struct sc_assumed a = { .sym = sym, .func = w->b->func, .insn = w->i };

	if (flow->priv->assumed[sym])
		return;
	flow->priv->assumed[sym] = 1;
	if (SC_VEC_PUSH(flow->assumed, flow->nassumed, a))
		flow->priv->oom = true;
}

/* Does the callee come back? An unknown one that cannot is put down. */
static bool comes_back(struct walk *w, const struct sc_target *to,
		       const struct sc_func *g)
{
	struct sc_flow *flow = w->flow;
	const struct sc_callees *c = &flow->callees;

	if (to->kind == SC_TO_SYMBOL) {
		if (c->sym_noreturn && c->sym_noreturn[to->sym])
			return false;
		if (!nothing_follows(w))
			return true;
		assume(w, to->sym);
		return false;
	}
	if (g && g->ignored && nothing_follows(w))
		return false; /* its annotation keeps us from knowing */
	return !g || !c->func_noreturn ||
	       !c->func_noreturn[g - flow->obj->funcs];
}

static void push_address(struct walk *w)
{
	struct sc_insn push = { .op = SC_OP_PUSH_OTHER, .size = 8 };
	struct sc_step step = { 0 };

	w->flow->obj->arch->step(own_state(w), &push, &step);
}

/* A call; true when control goes on behind it. */
static bool call(struct walk *w)
{
	const struct sc_insn *insn = &w->insns[w->i];
	const struct sc_arch *arch = w->flow->obj->arch;
	struct sc_target to = { .kind = SC_TO_NOWHERE };
	enum sc_callee_kind kind = SC_CALLEE_PLAIN;
	const struct sc_func *g = NULL;
	uint16_t clobbers;

	if (insn->op == SC_OP_CALL) {
		to = sc_branch_target(w->flow->obj, w->func, branch_here(w),
				      &g);
		kind = sc_callee_kind(w->flow->obj, &to, g);
	}
	if (kind == SC_CALLEE_FENTRY)
		return true;
	if (w->mark[w->i] & SC_M_INTRA) {
		push_address(w);
		go(w, &to);
		return false;
	}
	if (w->sink->call)
		w->sink->call(w->ctx, w->b, w->i, w->cur, &to);
	if (kind != SC_CALLEE_INDIRECT_THUNK && !comes_back(w, &to, g))
		return false;
	clobbers = callee_clobbers(w, &to, g);
	arch->after_call(own_state(w), clobbers);
	w->known &= (uint16_t) ~(arch->call_clobbered | clobbers);
	return true;
}

/* Most instructions change what is known of the registers they write only. */
static void update_known(struct walk *w, const struct sc_insn *insn,
			 const struct sc_step *step)
{
	unsigned int changed = insn->writes;

	if (step->flags || insn->reg == w->flow->obj->arch->sp ||
	    insn->op == SC_OP_LEAVE || insn->op == SC_OP_ENTER) {
		w->known = sc_state_known(&w->st);
		return;
	}
	for (; changed; changed &= changed - 1) {
		unsigned int r = (unsigned int)__builtin_ctz(changed);

		w->known &= (uint16_t) ~(1u << r);
		w->known |= (uint16_t)((w->st.reg[r] != SC_V_ANY) << r);
	}
}

/* Can step() change anything, when the registers in @known have a value? */
static inline bool matters(const struct sc_insn *insn, uint16_t known,
			   unsigned int sp)
{
	unsigned int props = sc_op_props[insn->op], mask = insn->writes;

	if (props & SC_P_STACK)
		return true;
	if (((props & SC_P_BASE) || (insn->flags & SC_F_MEMW)) &&
	    insn->base < SC_NREGS)
		mask |= 1u << insn->base;
	return (mask & known) || (insn->op == SC_OP_STORE && insn->reg == sp);
}

#define SMALL_BLOCK 512 /* instructions that may be walked twice for an event */

struct capture {
	uint32_t i;
	struct sc_state *st;
};

static void capture_insn(void *ctx, const struct sc_block *b, uint32_t i,
			 const struct sc_state *pre)
{
	struct capture *c = ctx;

	(void)b;
	if (i == c->i)
		sc_state_copy(c->st, pre);
}

/*
 * Events are rare, so the state before one is not kept but found by walking
 * again, unless the block is so long that this could cost too much.
 */
static void tell_step(struct walk *w, const struct sc_step *step, bool kept)
{
	static const struct sc_sink sink = { .insn = capture_insn };
	struct capture c = { .i = w->i, .st = &w->before };

	if (!kept)
		sc_flow_walk(w->flow, w->b, &sink, &c);
	w->sink->step(w->ctx, w->b, w->i, &w->before, step);
}

static void plain(struct walk *w)
{
	const struct sc_arch *arch = w->flow->obj->arch;
	const struct sc_insn *insn = &w->insns[w->i];
	struct sc_step step = { 0 };
	bool keep;

	if (!matters(insn, w->known, arch->sp))
		return;
	keep = w->sink->step && w->b->n > SMALL_BLOCK;
	if (keep)
		sc_state_copy(&w->before, w->cur);
	arch->step(own_state(w), insn, &step);
	update_known(w, insn, &step);
	if (step.flags && w->sink->step)
		tell_step(w, &step, keep);
}

static bool has_hint_next(const struct walk *w)
{
	return w->i + 1 < w->func->first + w->func->ninsns &&
	       (w->mark[w->i + 1] & SC_M_HINT);
}

/* An exit whose target is the next instruction. */
static bool return_to_self(struct walk *w)
{
	const struct sc_arch *arch = w->flow->obj->arch;

	if (!arch->returns_to_self(w->flow->obj, w->func, w->i))
		return false;
	arch->after_self_return(own_state(w));
	w->known = sc_state_known(&w->st);
	return true;
}

/* A jump that patching turns into a no-op and back. */
static bool is_jump_label(const struct walk *w)
{
	uint32_t n;
	const struct sc_edge *e;

	if (!(w->mark[w->i] & SC_M_EDGE))
		return false;
	e = sc_edges_at(w->flow->obj, w->func->sec, w->insns[w->i].off, &n);
	for (; n--; e++)
		if (e->kind == SC_EDGE_JUMP_LABEL)
			return true;
	return false;
}

/* Control flow; true when the walk goes on with the next instruction. */
static bool branch(struct walk *w)
{
	const struct sc_insn *insn = &w->insns[w->i];

	switch (insn->op) {
	case SC_OP_CALL:
	case SC_OP_CALL_REG:
	case SC_OP_CALL_MEM:
		return call(w);
	case SC_OP_JCC:
		jump(w);
		return true;
	case SC_OP_JMP:
		jump(w);
		return is_jump_label(w);
	case SC_OP_JMP_REG:
	case SC_OP_JMP_MEM:
		indirect_jump(w);
		return false;
	case SC_OP_RET:
		do_return(w);
		return false;
	case SC_OP_SYSTEM:
		if (return_to_self(w) || has_hint_next(w))
			return true;
		w->flow->odd = true;
		return false;
	case SC_OP_UD:
		return w->mark[w->i] & SC_M_GOES_ON;
	case SC_OP_INT3: /* a debugger or a test may come back from it */
		return (w->mark[w->i] & SC_M_GOES_ON) || !nothing_follows(w);
	default:
		return false;
	}
}

/*
 * The place in this function that a RESTORE goes back to; false: none. The
 * state there is NULL until a path has reached it.
 */
static bool find_save(const struct walk *w, const struct sc_hint *restore,
		      const struct sc_state **state_ret)
{
	const struct sc_hint *save;
	uint32_t block;

	if (!restore->save)
		return false;
	save = &w->flow->obj->hints[restore->save - 1];
	if (save->off < w->func->start)
		return false;
	block = sc_flow_block_at(w->flow, save->sec, save->off);
	*state_ret = block == SC_NO_BLOCK ? NULL : w->flow->blocks[block].in;
	return true;
}

/* Apply the hint at this instruction; false: it leads nowhere. */
static bool take_hint(struct walk *w)
{
	const struct sc_hint *h =
		sc_hint_at(w->flow->obj, w->func->sec, w->insns[w->i].off);
	const struct sc_state *saved = NULL;
	struct sc_state before;

	if (!h || h->type == HINT_SAVE)
		return true;
	sc_state_copy(&before, w->cur);
	if (h->type == HINT_RESTORE) {
		/* one without a SAVE is hint-mismatch's to report */
		if (!find_save(w, h, &saved))
			return true;
		if (!saved)
			return false;
		w->cur = saved;
		w->told = false;
	} else {
		w->flow->obj->arch->hint(own_state(w), h);
		if (w->sink->hint)
			w->sink->hint(w->ctx, w->b, w->i, &before, w->cur);
	}
	w->known = sc_state_known(w->cur);
	return true;
}

/* Sites may share a replacement; each goes back to where it came from. */
static uint32_t alt_block(const struct walk *w, const struct sc_edge *e)
{
	const struct sc_func *f =
		sc_alt_at(w->flow->obj, e->to_sec, e->to_off, e->sec, e->off);

	return f && f->group == w->func->group
		       ? find_block(w->flow, f, e->to_off)
		       : SC_NO_BLOCK;
}

/* Edges that leave from before the instruction. */
static void extra_edges(struct walk *w)
{
	uint32_t n;
	const struct sc_edge *e =
		sc_edges_at(w->flow->obj, w->func->sec, w->insns[w->i].off, &n);

	for (; n--; e++) {
		uint32_t to;

		if (e->kind == SC_EDGE_TABLE)
			continue;
		to = e->kind == SC_EDGE_ALT
			     ? alt_block(w, e)
			     : sc_flow_block_at(w->flow, e->to_sec, e->to_off);
		if (to != SC_NO_BLOCK)
			tell_edge(w, to);
	}
}

/* By the two registers that mostly do; others are looked at one by one. */
static inline bool leads_to_cfa(const struct sc_state *st,
				const struct sc_arch *arch)
{
	return sc_val_kind(st->reg[arch->sp]) == SC_V_CFA ||
	       (sc_val_kind(st->reg[arch->bp]) == SC_V_CFA &&
		st->saved[arch->bp] == st->reg[arch->bp]);
}

/* What a judge has to see of instructions that report nothing themselves. */
static bool is_rare(const struct walk *w)
{
	switch (w->insns[w->i].op) {
	case SC_OP_SYSTEM:
	case SC_OP_SYSCALL:
	case SC_OP_BAD:
	case SC_OP_STD:
		return true;
	}
	return (w->mark[w->i] & SC_M_ALT_BODY) ||
	       w->func->kind == SC_FUNC_ALT ||
	       !leads_to_cfa(w->cur, w->flow->obj->arch);
}

/* One instruction; true when control goes on to the next. */
static bool walk_insn(struct walk *w)
{
	const struct sc_insn *insn = &w->insns[w->i];
	uint32_t mark = w->mark[w->i];

	w->past = w->i;
	if ((mark & SC_M_HINT) && !take_hint(w))
		return false;
	w->past++;
	if (w->sink->insn && (!w->sink->rare || is_rare(w))) {
		w->sink->insn(w->ctx, w->b, w->i, w->cur);
		w->told = true;
	}
	if (mark & SC_M_EDGE)
		extra_edges(w);
	if (sc_op_is(insn, SC_P_BRANCH | SC_P_END | SC_P_CALL) && !branch(w))
		return false;
	if (!sc_op_is(insn, SC_P_BRANCH | SC_P_END | SC_P_CALL))
		plain(w);
	return !(mark & SC_M_DEAD);
}

/* Does nobody want to see an instruction that leaves the state as it is? */
static inline bool is_quiet(const struct walk *w)
{
	if (!w->sink->insn)
		return true;
	return w->sink->rare && w->func->kind != SC_FUNC_ALT &&
	       (w->told || leads_to_cfa(w->cur, w->flow->obj->arch));
}

/*
 * Most instructions neither branch nor touch the stack nor have anything said
 * of them: pass them over. True if there are others before @end.
 */
static inline bool skip_dull(struct walk *w, uint32_t end)
{
	unsigned int regs = w->known | 1u << w->flow->obj->arch->sp;
	uint32_t care = SC_M_SPECIAL | SC_M_REGS(regs), i = w->i;

	if (!is_quiet(w))
		return true;
	while (i < end && !(w->mark[i] & care))
		i++;
	w->i = i;
	return i < end;
}

/* Walk to the block's end; false if control does not get there. */
static bool walk_insns(struct walk *w)
{
	uint32_t end = w->b->first + w->b->n;

	for (w->i = w->b->first; skip_dull(w, end); w->i++) {
		if (!walk_insn(w))
			return false;
		if (w->i + 1 == end)
			return true;
	}
	w->i = end - 1;
	w->past = end;
	return true;
}

static void mark_reached(const struct walk *w)
{
	uint32_t first = w->b->first;

	if (w->past == first || (w->mark[w->past - 1] & SC_M_REACHED))
		return;
	for (uint32_t i = first; i < w->past; i++) {
		w->flow->reached += !(w->mark[i] & SC_M_REACHED);
		w->mark[i] |= SC_M_REACHED;
	}
}

static void walk_block(struct sc_flow *flow, const struct sc_block *b,
		       const struct sc_sink *sink, void *ctx, bool fix)
{
	struct walk w;
	bool goes_on;

	w.flow = flow;
	w.b = b;
	w.sink = sink;
	w.ctx = ctx;
	w.fix = fix;
	w.func = &flow->obj->funcs[b->func];
	w.insns = flow->obj->code[w.func->sec].insns;
	w.mark = flow->obj->code[w.func->sec].mark;
	w.cur = b->in;
	w.known = b->known;
	w.told = false;
	w.branch = b->branch;
	goes_on = walk_insns(&w);
	if (sink->rare)
		mark_reached(&w);
	if (goes_on)
		go_on(&w);
}

void sc_flow_walk(struct sc_flow *flow, const struct sc_block *b,
		  const struct sc_sink *sink, void *ctx)
{
	walk_block(flow, b, sink, ctx, false);
}

/* --- the fixpoint */

bool sc_flow_is_hinted(const struct sc_flow *flow, const struct sc_block *b)
{
	const struct sc_func *f = &flow->obj->funcs[b->func];
	const struct sc_code *code = &flow->obj->code[f->sec];
	const struct sc_hint *h;

	if (!(code->mark[b->first] & SC_M_HINT))
		return false;
	h = sc_hint_at(flow->obj, f->sec, code->insns[b->first].off);
	return h && h->type != HINT_SAVE;
}

static void enqueue(struct sc_flow *flow, uint32_t block)
{
	if (flow->blocks[block].queued)
		return;
	flow->blocks[block].queued = true;
	flow->priv->work[block / 64] |= 1ull << block % 64;
	flow->priv->nwork++;
	if (block / 64 < flow->priv->low)
		flow->priv->low = block / 64;
}

/* @known: of *@st, or more. @is_interned: @st is some block's `in` already. */
static void set_in(struct sc_flow *flow, uint32_t to, const struct sc_state *st,
		   uint16_t known, bool is_interned)
{
	flow->blocks[to].in =
		is_interned ? st : sc_intern_get(flow->priv->states, st);
	flow->blocks[to].known = known;
	if (!flow->blocks[to].in)
		flow->priv->oom = true;
	else
		enqueue(flow, to);
}

/* The state goes on to block @to; false if it is not what is there. */
static bool join(struct walk *w, uint32_t to)
{
	const struct sc_arch *arch = w->flow->obj->arch;
	struct sc_block *target = &w->flow->blocks[to];
	const struct sc_state *st = w->cur;
	struct sc_state both;
	unsigned int reg;

	if (!target->in) {
		target->from = (uint32_t)(w->b - w->flow->blocks);
		target->from_insn = w->i;
		set_in(w->flow, to, st, w->known, st == w->b->in);
		return true;
	}
	if (target->in == st || sc_flow_is_hinted(w->flow, target) ||
	    sc_state_equal(target->in, st))
		return true;
	if (sc_state_match(target->in, st, arch->sp, arch->bp, &reg))
		return false;
	sc_state_copy(&both, target->in);
	if (!sc_state_meet(&both, st, arch->sp))
		return true;
	w->flow->moved |=
		!sc_state_same_frame(target->in, &both, arch->sp, arch->bp);
	set_in(w->flow, to, &both, sc_state_known(&both), false);
	return true;
}

/* The queued block of the lowest address: what comes first is seen first. */
static struct sc_block *next_block(struct sc_flow *flow)
{
	struct sc_flow_priv *p = flow->priv;

	while (!p->work[p->low])
		p->low++;
	return &flow->blocks[p->low * 64 +
			     (size_t)__builtin_ctzll(p->work[p->low])];
}

static void settle(struct sc_flow *flow)
{
	struct sc_flow_priv *p = flow->priv;

	while (p->nwork && !p->oom) {
		struct sc_block *b = next_block(flow);

		p->nwork--;
		p->work[p->low] &= p->work[p->low] - 1;
		b->queued = false;
		flow->again |= b->walked;
		b->walked = true;
		walk_block(flow, b, p->sink, p->ctx, true);
	}
}

static void seed(struct sc_flow *flow, const struct sc_func *f, uint64_t off)
{
	struct sc_state st;
	uint32_t block = find_block(flow, f, off);

	if (block == SC_NO_BLOCK || flow->blocks[block].in)
		return;
	flow->obj->arch->entry_state(&st);
	if (flow->callees.group_entry && flow->callees.group_entry[f->group])
		st.frame = SC_FRAME_UNDEFINED;
	set_in(flow, block, &st, sc_state_known(&st), false);
}

static void seed_entries(struct sc_flow *flow, const struct sc_func *f)
{
	uint32_t n;
	const struct sc_entry *e;

	if (f->ignored)
		return;
	if (f->kind == SC_FUNC_CALLABLE ||
	    ((f->kind == SC_FUNC_LABEL || f->kind == SC_FUNC_COLD) &&
	     f->called))
		seed(flow, f, f->start);
	/* each before the next: a function's own paths are what it is */
	settle(flow);
	e = sc_entries_of(flow->obj, (uint32_t)(f - flow->obj->funcs), &n);
	for (; n--; e++)
		seed(flow, f, e->off);
	settle(flow);
}

/* Does instruction @i, behind padding, begin as functions do? */
static bool begins_function(const struct sc_object *obj,
			    const struct sc_func *f, uint32_t i)
{
	const struct sc_insn *insn = &obj->code[f->sec].insns[i];
	struct sc_target to;

	if (i == f->first ||
	    (!sc_is_padding(insn - 1) && !sc_op_is(insn - 1, SC_P_END)))
		return false;
	if (obj->arch->is_landing(obj->img->secs[f->sec].data + insn->off,
				  insn->len))
		return true;
	if (insn->op != SC_OP_CALL)
		return false;
	to = sc_insn_target(obj, f->sec, insn);
	return sc_target_kind(obj, &to) == SC_CALLEE_FENTRY;
}

/*
 * Symbols without sizes hide functions without a name: weak ones that another
 * took the place of, and arrays of stubs. They look like the tail of the one
 * before, behind its padding, and have an entry's state.
 */
static void seed_nameless(struct sc_flow *flow, uint32_t block)
{
	const struct sc_block *b = &flow->blocks[block];
	const struct sc_func *f = &flow->obj->funcs[b->func];

	if (b->in || f->kind != SC_FUNC_CALLABLE ||
	    !begins_function(flow->obj, f, b->first))
		return;
	seed(flow, f, flow->obj->code[f->sec].insns[b->first].off);
	settle(flow);
}

/* Hinted code that no path reaches: the hint is where its state comes from. */
static void seed_hint(struct sc_flow *flow, uint32_t block)
{
	const struct sc_block *b = &flow->blocks[block];
	const struct sc_func *f = &flow->obj->funcs[b->func];
	const struct sc_code *code = &flow->obj->code[f->sec];
	const struct sc_hint *h;
	struct sc_state st = { 0 };

	if (b->in || f->ignored || !(code->mark[b->first] & SC_M_HINT))
		return;
	h = sc_hint_at(flow->obj, f->sec, code->insns[b->first].off);
	if (!h || h->type >= HINT_SAVE)
		return;
	flow->obj->arch->entry_state(&st);
	set_in(flow, block, &st, sc_state_known(&st), false);
	settle(flow);
}

int sc_flow_run_told(struct sc_flow *flow, uint32_t group,
		     const struct sc_sink *sink, void *ctx)
{
	flow->priv->sink = sink;
	flow->priv->ctx = ctx;
	flow->again = false;
	flow->moved = false;
	flow->group = group;
	flow->returns = false;
	flow->odd = false;
	flow->clobbers = 0;
	while (flow->nassumed)
		flow->priv->assumed[flow->assumed[--flow->nassumed].sym] = 0;
	flow->priv->nwork = 0;
	flow->priv->oom = false;
	sc_intern_reset(flow->priv->states);
	if (make_blocks(flow))
		return -1;
	for (uint32_t m = 0; m < flow->obj->groups[group].nfuncs; m++)
		seed_entries(flow, member(flow, m));
	if (flow->obj->nhints)
		for (uint32_t i = 0; i < flow->nblocks; i++)
			seed_hint(flow, i);
	if (flow->obj->img->sizes_inferred)
		for (uint32_t i = 0; i < flow->nblocks; i++)
			seed_nameless(flow, i);
	return flow->priv->oom ? -1 : 0;
}

int sc_flow_run(struct sc_flow *flow, uint32_t group)
{
	static const struct sc_sink nobody;

	return sc_flow_run_told(flow, group, &nobody, NULL);
}

void sc_flow_visit(struct sc_flow *flow, const struct sc_sink *sink, void *ctx)
{
	for (uint32_t i = 0; i < flow->nblocks; i++)
		if (flow->blocks[i].in)
			sc_flow_walk(flow, &flow->blocks[i], sink, ctx);
}
