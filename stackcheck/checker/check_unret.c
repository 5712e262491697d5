// SPDX-License-Identifier: GPL-2.0-only
/*
 * Ways into the kernel. On some processors user space can train the prediction
 * of returns. So there is no return and no indirect branch before the place
 * where that is undone. Annotations name where such a way begins, and the no-op
 * at which it is safe. A call counts as a way to its callee: it could only come
 * back by a return.
 */
#include <stdlib.h>

#include "stackcheck/cfg/targets.h"
#include "stackcheck/checker/check_unret.h"
#include "stackcheck/checker/path_notes.h"
#include "stackcheck/util/vec.h"

#define MAX_NOTES 12

/* A place that a way leads to, and from where. */
struct place {
	uint32_t sec, insn; /* the instruction is an index in its section */
	uint32_t from; /* 1 + index of another place; 0: a way begins here */
	uint32_t from_insn; /* of its section: the branch */
};

struct check {
	struct sc_checker checker;
	uint8_t **seen; /* by section, then by instruction */
	struct place *places;
	uint32_t nplaces;
	uint32_t at; /* the place whose way is followed */
	bool failed; /* out of memory */
};

static const struct sc_code *code_of(const struct check *c, uint32_t sec)
{
	return &c->checker.obj->code[sec];
}

static void add_notes(struct check *c)
{
	const struct place *p = &c->places[c->at];
	char text[256];

	for (int n = 0; p->from && n < MAX_NOTES; n++) {
		const struct place *from = &c->places[p->from - 1];

		sc_insn_words(&c->checker, from->sec, p->from_insn, text,
			      sizeof(text));
		sc_result_add_note(c->checker.res, text, "  (taken before)");
		p = from;
	}
}

static void report_event(struct check *c, uint32_t sec, uint32_t i,
			 enum sc_unret_event what)
{
	const struct sc_object *obj = c->checker.obj;
	const struct sc_insn insn = sc_code_insn(code_of(c, sec), i);
	size_t before = c->checker.res->nfindings;
	struct sc_event event = {
		.kind = SC_EV_UNRET,
		.func = sc_func_at(obj, sec, insn.off),
		.code = code_of(c, sec),
		.i = i,
		.unret = what,
	};

	if (!event.func)
		return;
	sc_checker_dispatch(&c->checker, &event);
	if (c->checker.res->nfindings > before &&
	    c->checker.res->detail == SC_DETAIL_PATH)
		add_notes(c);
}

static void add_place(struct check *c, struct place p)
{
	if (!c->seen[p.sec][p.insn] && SC_VEC_PUSH(c->places, c->nplaces, p))
		c->failed = true;
}

/* From instruction @i to a place in code; false: no instruction is there. */
static bool follow_to(struct check *c, uint32_t i, uint32_t to_sec,
		      uint64_t to_off)
{
	uint32_t to = to_sec < c->checker.obj->img->nsecs
			      ? sc_insn_at(c->checker.obj, to_sec, to_off)
			      : UINT32_MAX;

	if (to == UINT32_MAX || !c->seen[to_sec])
		return false;
	add_place(c, (struct place){ .sec = to_sec,
				     .insn = to,
				     .from = c->at + 1,
				     .from_insn = i });
	return true;
}

/* Edges that no instruction shows. True if one makes a jump a no-op. */
static bool follow_edges(struct check *c, uint32_t sec, uint32_t i)
{
	const struct sc_code *code = code_of(c, sec);
	bool is_label = false;
	uint32_t n;
	const struct sc_edge *e;

	if (!(code->mark[i] & SC_M_EDGE))
		return false;
	e = sc_edges_at(c->checker.obj, sec, sc_code_off(code, i), &n);
	for (; n--; e++) {
		is_label |= e->kind == SC_EDGE_JUMP_LABEL;
		if ((e->kind == SC_EDGE_ALT || e->kind == SC_EDGE_ALT_SKIP) &&
		    (code->mark[i] & SC_M_NO_ALT))
			continue;
		follow_to(c, i, e->to_sec, e->to_off);
	}
	return is_label;
}

/* A direct branch or call. */
static void follow_branch(struct check *c, uint32_t sec, uint32_t i)
{
	const struct sc_object *obj = c->checker.obj;
	const struct sc_insn insn = sc_code_insn(code_of(c, sec), i);
	struct sc_target to = sc_insn_target(obj, sec, &insn);

	switch (sc_target_kind(obj, &to)) {
	case SC_CALLEE_RETURN_THUNK:
		report_event(c, sec, i, SC_UNRET_RETURN);
		return;
	case SC_CALLEE_INDIRECT_THUNK:
		report_event(c, sec, i, SC_UNRET_INDIRECT);
		return;
	default:
		break;
	}
	if (to.kind != SC_TO_CODE || !follow_to(c, i, to.sec, to.off))
		report_event(c, sec, i, SC_UNRET_UNKNOWN);
}

static bool is_in_function(const struct check *c, uint32_t sec, uint32_t i)
{
	const struct sc_func *f = sc_func_at(c->checker.obj, sec,
					     sc_code_off(code_of(c, sec), i));

	return f && f->kind == SC_FUNC_CALLABLE;
}

/* What instruction @i does to the way; true if it goes on behind it. */
static bool walk_insn(struct check *c, uint32_t sec, uint32_t i)
{
	const struct sc_insn insn = sc_code_insn(code_of(c, sec), i);
	uint32_t mark = code_of(c, sec)->mark[i];
	bool is_label = follow_edges(c, sec, i);

	if (insn.op == SC_OP_NOP)
		return !(mark & SC_M_SAFE);
	if (sc_op_is(&insn, SC_P_INDIRECT)) {
		report_event(c, sec, i, SC_UNRET_INDIRECT);
		return false;
	}
	if (sc_op_is(&insn, SC_P_CALL | SC_P_BRANCH)) {
		follow_branch(c, sec, i);
		return insn.op == SC_OP_JCC || is_label;
	}
	if (insn.op == SC_OP_RET) {
		report_event(c, sec, i, SC_UNRET_RETURN);
		return false;
	}
	if (insn.op == SC_OP_SYSTEM)
		return is_in_function(c, sec, i);
	return !(mark & SC_M_DEAD) &&
	       (!sc_op_is(&insn, SC_P_END) || (mark & SC_M_GOES_ON));
}

/* Where the way goes behind @i, at which it does not end; false: away. */
static bool go_on(struct check *c, uint32_t sec, uint32_t i)
{
	const struct sc_code *code = code_of(c, sec);
	uint32_t end = sc_code_off(code, i) + sc_code_insn(code, i).len;
	const struct sc_func *f =
		sc_func_at(c->checker.obj, sec, sc_code_off(code, i));

	if (f && f->kind == SC_FUNC_ALT && end == f->end)
		return !follow_to(c, i, f->back_sec, f->back_off);
	if (i + 1 < code->ninsns && sc_code_off(code, i + 1) == end)
		return true;
	report_event(c, sec, i, SC_UNRET_UNKNOWN);
	return false;
}

static void walk_place(struct check *c)
{
	const struct place p = c->places[c->at];

	for (uint32_t i = p.insn; !c->seen[p.sec][i]; i++) {
		c->seen[p.sec][i] = 1;
		if (!walk_insn(c, p.sec, i) || !go_on(c, p.sec, i))
			return;
	}
}

/* Room for what was seen, in sections with code. */
static int make_seen(struct check *c)
{
	const struct sc_object *obj = c->checker.obj;

	c->seen = calloc(obj->img->nsecs, sizeof(*c->seen));
	for (uint32_t s = 0; c->seen && s < obj->img->nsecs; s++) {
		if (!obj->code[s].insns)
			continue;
		c->seen[s] = calloc(obj->code[s].ninsns + 1, 1);
		if (!c->seen[s])
			return -1;
	}
	return c->seen ? 0 : -1;
}

static void free_seen(struct check *c)
{
	for (uint32_t s = 0; c->seen && s < c->checker.obj->img->nsecs; s++)
		free(c->seen[s]);
	free(c->seen);
}

static int walk_all(struct check *c)
{
	const struct sc_object *obj = c->checker.obj;

	for (uint32_t s = 0; s < obj->img->nsecs; s++)
		for (uint32_t i = 0; c->seen[s] && i < obj->code[s].ninsns; i++)
			if (obj->code[s].mark[i] & SC_M_UNRET_BEGIN)
				add_place(c, (struct place){ .sec = s,
							     .insn = i });
	for (c->at = 0; c->at < c->nplaces && !c->failed; c->at++)
		walk_place(c);
	return c->failed ? -1 : 0;
}

int sc_check_unret(const struct sc_object *obj, struct sc_result *res)
{
	struct check c = { 0 };
	int err;

	sc_checker_init_object(&c.checker, obj, res, SC_UNRET);
	err = make_seen(&c) || walk_all(&c) ? -1 : 0;
	free_seen(&c);
	free(c.places);
	sc_checker_deinit(&c.checker);
	return err;
}
