// SPDX-License-Identifier: GPL-2.0-only
/* Access to memory of users along all paths of a group. */
#include <stdio.h>

#include "stackcheck/cfg/targets.h"
#include "stackcheck/checker/path_notes.h"
#include "stackcheck/checker/report_finding.h"
#include "stackcheck/checker/user_access.h"
#include "stackcheck/checker/value_story.h"
#include "stackcheck/dataflow/blocks.h"
#include "stackcheck/util/vec.h"

enum sc_user_access sc_user_access_at(const struct sc_object *obj, uint32_t sec,
				      uint32_t i)
{
	const struct sc_insn insn = sc_code_insn(&obj->code[sec], i);

	return obj->arch->user_access(&insn,
				      obj->img->secs[sec].data + insn.off);
}

/* Is there nothing in the text that the replacement @f takes the place of? */
static bool replaces_nothing(const struct sc_object *obj,
			     const struct sc_func *f)
{
	const struct sc_code *code = &obj->code[f->back_sec];
	uint32_t i = sc_insn_at(obj, f->back_sec, f->alt_off);

	if (f->kind != SC_FUNC_ALT || i == UINT32_MAX)
		return false;
	for (; i < code->ninsns && sc_code_off(code, i) < f->back_off; i++)
		if (sc_code_insn(code, i).op != SC_OP_NOP)
			return false;
	return true;
}

/*
 * Flags are saved for many reasons. Only in a replacement of nothing is it done
 * for the access: processors without the protection have nothing to save.
 */
bool sc_user_access_is_used(const struct sc_object *obj,
			    const struct sc_func *f)
{
	bool saves = false;

	for (uint32_t i = f->first; i < f->first + f->ninsns; i++) {
		enum sc_user_access does = sc_user_access_at(obj, f->sec, i);

		if (does == SC_USER_OPEN || does == SC_USER_CLOSE)
			return true;
		saves |= does != SC_USER_PLAIN;
	}
	return saves && replaces_nothing(obj, f);
}

/* --- events */

static struct sc_user_access_check *check_of(const struct sc_value_walk *walk)
{
	return walk->ctx;
}

static void describe_access(const struct sc_object *obj, uint32_t sec,
			    uint32_t i, const char **what_ret)
{
	static const char *const words[] = {
		[SC_USER_OPEN] = "user access is open",
		[SC_USER_CLOSE] = "user access is closed",
		[SC_USER_SAVE] = "user access is saved",
		[SC_USER_RESTORE] = "user access is restored",
	};
	enum sc_user_access does = sc_user_access_at(obj, sec, i);
	const struct sc_func *f;

	if (does == SC_USER_SAVE || does == SC_USER_RESTORE) {
		f = sc_func_at(obj, sec, sc_code_off(&obj->code[sec], i));
		if (!f || !replaces_nothing(obj, f))
			return;
	}
	*what_ret = words[does];
}

/* The function whose text a replacement takes the place of. */
static const struct sc_func *original_of(const struct sc_object *obj,
					 const struct sc_func *f)
{
	const struct sc_func *from;

	if (f->kind != SC_FUNC_ALT)
		return f;
	from = sc_func_at(obj, f->back_sec, f->alt_off);
	return from ? from : f;
}

static void add_why(struct sc_user_access_check *check, uint32_t callee)
{
	const struct sc_user_access_why *why = &check->why[callee];
	struct sc_checker *c = &check->checker;
	const struct sc_func *f =
		sc_func_at(c->obj, why->sec,
			   sc_code_off(&c->obj->code[why->sec], why->insn));
	char text[256], what[256];

	f = original_of(c->obj, f ? f : &c->obj->funcs[callee]);
	sc_insn_words(c, why->sec, why->insn, text, sizeof(text));
	snprintf(what, sizeof(what), "  (in %s)", f->name);
	sc_result_add_note(c->res, text, what);
}

static void report_event(struct sc_user_access_check *check,
			 const struct sc_block *b, uint32_t i,
			 enum sc_user_access_event what,
			 const struct sc_target *to, uint32_t callee)
{
	struct sc_checker *c = &check->checker;
	struct sc_event event =
		sc_checker_event(c, SC_EV_USER_ACCESS, b, i, NULL);
	size_t before = c->res->nfindings;

	event.user_access = what;
	event.to = to;
	event.block = NULL; /* the stack has no part in it */
	sc_checker_dispatch(c, &event);
	if (c->res->nfindings == before || c->res->detail != SC_DETAIL_PATH)
		return;
	if (callee != UINT32_MAX)
		add_why(check, callee);
	sc_value_story_add(c, &check->walk, i, describe_access);
}

/* What was met is wrong here, or makes the function unfit that is asked for. */
static void meet_event(struct sc_value_walk *walk, const struct sc_block *b,
		       uint32_t i, enum sc_user_access_event what,
		       const struct sc_target *to, uint32_t callee)
{
	struct sc_user_access_check *check = check_of(walk);
	uint32_t f = check->subject;

	if (f != UINT32_MAX && !(check->of[f] & SC_UA_UNFIT)) {
		check->of[f] |= SC_UA_UNFIT;
		check->why[f].sec = walk->flow->obj->funcs[b->func].sec;
		check->why[f].insn = i;
	}
	check->suspect = true;
	if (check->reporting)
		report_event(check, b, i, what, to, callee);
}

/* --- instructions */

static void save_access(struct sc_value_walk *walk, const struct sc_block *b,
			uint32_t i)
{
	int v = walk->value, low = v & (SC_UA_SAVED - 1);
	int saved = v / SC_UA_SAVED * 2 + (v & SC_UA_IS_OPEN);

	if (saved * SC_UA_SAVED >= SC_UA_LIMIT) {
		meet_event(walk, b, i, SC_UA_TOO_DEEP, NULL, UINT32_MAX);
		walk->value = SC_VALUE_STOP;
		return;
	}
	walk->value = saved * SC_UA_SAVED + low;
}

static void restore_access(struct sc_value_walk *walk, const struct sc_block *b,
			   uint32_t i)
{
	int v = walk->value, saved = v / SC_UA_SAVED;

	if (saved == 1) {
		meet_event(walk, b, i, SC_UA_NOT_SAVED, NULL, UINT32_MAX);
		return;
	}
	walk->value =
		saved / 2 * SC_UA_SAVED + (v & SC_UA_WAS_OPEN) + (saved & 1);
}

static void open_access(struct sc_value_walk *walk, const struct sc_block *b,
			uint32_t i)
{
	if (walk->value & SC_UA_IS_OPEN)
		meet_event(walk, b, i, SC_UA_OPENS_AGAIN, NULL, UINT32_MAX);
	walk->value |= SC_UA_IS_OPEN;
}

/* Code that no call enters finds the access as it was where it comes from. */
static void close_access(struct sc_value_walk *walk, const struct sc_block *b,
			 uint32_t i)
{
	const struct sc_object *obj = walk->flow->obj;
	const struct sc_func *f = original_of(obj, &obj->funcs[b->func]);
	int v = walk->value;
	bool saved = v / SC_UA_SAVED > 1;

	if (!(v & SC_UA_IS_OPEN) && !saved && f->kind == SC_FUNC_CALLABLE)
		meet_event(walk, b, i, SC_UA_CLOSES_AGAIN, NULL, UINT32_MAX);
	else if ((v & SC_UA_WAS_OPEN) && !saved)
		meet_event(walk, b, i, SC_UA_CLOSES_CALLERS, NULL, UINT32_MAX);
	walk->value &= saved ? ~SC_UA_IS_OPEN
			     : ~(SC_UA_IS_OPEN | SC_UA_WAS_OPEN);
}

static void on_act(struct sc_value_walk *walk, const struct sc_block *b,
		   uint32_t i)
{
	const struct sc_object *obj = walk->flow->obj;
	const struct sc_func *f = &obj->funcs[b->func];

	switch (sc_user_access_at(obj, f->sec, i)) {
	case SC_USER_OPEN:
		open_access(walk, b, i);
		break;
	case SC_USER_CLOSE:
		close_access(walk, b, i);
		break;
	case SC_USER_SAVE:
		if (replaces_nothing(obj, f))
			save_access(walk, b, i);
		break;
	case SC_USER_RESTORE:
		if (replaces_nothing(obj, f))
			restore_access(walk, b, i);
		break;
	default:
		break;
	}
}

/* A processor that has the protection runs the replacement, and no other way. */
static bool on_edge(struct sc_value_walk *walk, const struct sc_block *b,
		    uint32_t i, uint32_t to)
{
	const struct sc_object *obj = walk->flow->obj;
	const struct sc_func *f = &obj->funcs[walk->flow->blocks[to].func];

	(void)i;
	if (walk->flow->blocks[to].func != b->func && f->kind == SC_FUNC_ALT &&
	    sc_user_access_is_used(obj, f) && replaces_nothing(obj, f))
		walk->value = SC_VALUE_STOP;
	return true;
}

/* --- ways out */

/* The function of this object that certainly is the callee; else UINT32_MAX. */
static uint32_t find_callee(const struct sc_object *obj,
			    const struct sc_target *to)
{
	const struct sc_func *f = to->kind == SC_TO_CODE && !to->sym
					  ? sc_func_at(obj, to->sec, to->off)
					  : NULL;

	return f && f->start == to->off && !f->ignored
		       ? (uint32_t)(f - obj->funcs)
		       : UINT32_MAX;
}

static void ask_for(struct sc_user_access_check *check, uint32_t callee)
{
	const struct sc_user_access_call call = { check->subject, callee };

	if (check->subject != UINT32_MAX &&
	    SC_VEC_PUSH(check->calls, check->ncalls, call))
		check->walk.failed = true;
	if (check->of[callee] & SC_UA_ASKED)
		return;
	check->of[callee] |= SC_UA_ASKED;
	if (SC_VEC_PUSH(check->asked, check->nasked, callee))
		check->walk.failed = true;
}

/* A call, or a jump, with access open; true if it is met as wrong. */
static bool leave_open(struct sc_value_walk *walk, const struct sc_block *b,
		       uint32_t i, const struct sc_target *to)
{
	struct sc_user_access_check *check = check_of(walk);
	const struct sc_object *obj = walk->flow->obj;
	uint32_t callee = find_callee(obj, to);

	if (sc_name_list_has(&check->listed, sc_target_name(obj, to)))
		return false;
	if (callee == UINT32_MAX) {
		meet_event(walk, b, i, SC_UA_CALLS, to, UINT32_MAX);
		return true;
	}
	if (check->of[callee] & SC_UA_LISTED)
		return false;
	if (!check->reporting)
		ask_for(check, callee);
	check->suspect = true;
	if (!check->reporting || !(check->of[callee] & SC_UA_UNFIT))
		return false;
	meet_event(walk, b, i, SC_UA_CALLS, to, callee);
	return true;
}

static void on_call(struct sc_value_walk *walk, const struct sc_block *b,
		    uint32_t i, const struct sc_target *to)
{
	if (walk->value & SC_UA_IS_OPEN)
		leave_open(walk, b, i, to);
}

static void on_exit_(struct sc_value_walk *walk, const struct sc_block *b,
		     uint32_t i, enum sc_exit_kind kind,
		     const struct sc_target *to)
{
	bool open = walk->value & SC_UA_IS_OPEN;
	bool was_open = walk->value & SC_UA_WAS_OPEN;

	if (kind > SC_EXIT_INDIRECT ||
	    (open && kind != SC_EXIT_RETURN && leave_open(walk, b, i, to)))
		return;
	if (open && !was_open)
		meet_event(walk, b, i, SC_UA_LEAVES_OPEN, NULL, UINT32_MAX);
	if (!open && was_open)
		meet_event(walk, b, i, SC_UA_LEAVES_CLOSED, NULL, UINT32_MAX);
}

/* --- the walk */

/* @value: what block @block is entered with, if it is entered. */
static void enter_block(struct sc_user_access_check *check, uint32_t block)
{
	struct sc_value_walk *walk = &check->walk;
	const struct sc_block *b = &walk->flow->blocks[block];
	const struct sc_func *f = &walk->flow->obj->funcs[b->func];
	bool open = check->of[b->func] & SC_UA_LISTED;

	if (check->subject != UINT32_MAX) {
		if (b->func != check->subject || b->first != f->first)
			return;
		open = true;
	} else if (!sc_value_walk_is_entry(walk, block)) {
		return;
	}
	sc_value_walk_enter(walk, block,
			    open ? SC_UA_SAVED | SC_UA_WAS_OPEN | SC_UA_IS_OPEN
				 : SC_UA_SAVED);
}

int sc_user_access_walk(struct sc_user_access_check *check)
{
	static const struct sc_value_rules rules = { .act = on_act,
						     .edge = on_edge,
						     .call = on_call,
						     .exit = on_exit_ };

	check->walk.rules = &rules;
	check->walk.ctx = check;
	check->suspect = false;
	sc_value_walk_begin(&check->walk);
	for (uint32_t i = 0; i < check->walk.flow->nblocks; i++)
		enter_block(check, i);
	return sc_value_walk_run(&check->walk);
}
