// SPDX-License-Identifier: GPL-2.0-only
/*
 * Code that no instrumentation may come into: entries from user space, and what
 * runs while the kernel does not know yet where it is. Annotations say where
 * instrumentation is allowed. How many of them are open goes along all paths.
 */
#include <stdlib.h>

#include "stackcheck/cfg/section_kind.h"
#include "stackcheck/cfg/targets.h"
#include "stackcheck/checker/call_tables.h"
#include "stackcheck/checker/check_noinstr.h"
#include "stackcheck/checker/data_texts.h"
#include "stackcheck/checker/value_story.h"
#include "stackcheck/dataflow/value_walk.h"
#include "stackcheck/util/name_list.h"

/* The value of a walk is how many are open, and this. */
enum { NONE_OPEN = 8, MOST = 32 };

struct check {
	struct sc_checker checker;
	struct sc_value_walk walk;
	struct sc_name_list listed; /* functions that may be called */
	struct sc_name_list tables; /* of functions, to call through */
	bool linked;
};

static bool is_noinstr(const struct sc_object *obj, uint32_t sec)
{
	return sec < obj->img->nsecs &&
	       sc_section_is_noinstr(obj->img->secs[sec].name);
}

/* A replacement is where it will be. */
static bool is_thunk(const struct sc_object *obj, const struct sc_func *f)
{
	uint32_t sec = f->kind == SC_FUNC_ALT ? f->back_sec : f->sec;

	return sc_section_is_thunks(obj->img->secs[sec].name);
}

static uint32_t section_of(const struct sc_value_walk *walk,
			   const struct sc_block *b)
{
	return walk->flow->obj->funcs[b->func].sec;
}

static uint32_t mark_at(const struct sc_value_walk *walk,
			const struct sc_block *b, uint32_t i)
{
	return walk->flow->obj->code[section_of(walk, b)].mark[i];
}

static void describe_mark(const struct sc_object *obj, uint32_t sec, uint32_t i,
			  const char **what_ret)
{
	uint32_t mark = obj->code[sec].mark[i];

	if (mark & SC_M_INSTR_BEGIN)
		*what_ret = "instrumentation may begin";
	else if (mark & SC_M_INSTR_END)
		*what_ret = "instrumentation has to end";
}

static void report_event(struct sc_value_walk *walk, const struct sc_block *b,
			 uint32_t i, enum sc_noinstr_event what,
			 const struct sc_target *to)
{
	struct check *check = walk->ctx;
	struct sc_checker *c = &check->checker;
	struct sc_event event = sc_checker_event(c, SC_EV_NOINSTR, b, i, NULL);
	size_t before = c->res->nfindings;

	event.noinstr = what;
	event.to = to;
	event.block = NULL; /* the stack has no part in it */
	sc_checker_dispatch(c, &event);
	if (c->res->nfindings > before && c->res->detail == SC_DETAIL_PATH)
		sc_value_story_add(c, walk, i, describe_mark);
}

static void on_insn(struct sc_value_walk *walk, const struct sc_block *b,
		    uint32_t i)
{
	uint32_t mark = mark_at(walk, b, i);

	if ((mark & SC_M_INSTR_BEGIN) && walk->value < MOST)
		walk->value++;
	if ((mark & SC_M_INSTR_END) && walk->value > 0)
		walk->value--;
}

static bool leads_to_noinstr(const struct sc_object *obj,
			     const struct sc_target *to)
{
	return to->kind == SC_TO_CODE && is_noinstr(obj, to->sec);
}

/* May noinstr code go there? */
static bool is_allowed(const struct check *check, const struct sc_target *to)
{
	const struct sc_object *obj = check->checker.obj;
	const char *name = sc_target_name(obj, to);

	/* where a static call leads cannot be told */
	if (leads_to_noinstr(obj, to) ||
	    sc_name_list_has(&check->listed, name) ||
	    obj->arch->site_kind(name) == SC_SITE_STATIC_CALL)
		return true;
	return to->kind == SC_TO_SYMBOL && !check->linked &&
	       sc_target_kind(obj, to) == SC_CALLEE_PLAIN;
}

static void on_call(struct sc_value_walk *walk, const struct sc_block *b,
		    uint32_t i, const struct sc_target *to)
{
	const struct sc_object *obj = walk->flow->obj;
	uint32_t sec = section_of(walk, b);
	const struct check *check = walk->ctx;

	if (walk->value > NONE_OPEN || is_allowed(check, to) ||
	    (to->kind == SC_TO_NOWHERE &&
	     sc_call_tables_visit(obj, &check->tables, sec, i,
				  leads_to_noinstr)))
		return;
	report_event(walk, b, i, SC_NOINSTR_CALLS, to);
}

/* Nobody shows the call of a tracer: for the stack it does nothing. */
static void on_act(struct sc_value_walk *walk, const struct sc_block *b,
		   uint32_t i)
{
	const struct sc_object *obj = walk->flow->obj;
	uint32_t sec = section_of(walk, b);
	const struct sc_insn insn = sc_code_insn(&obj->code[sec], i);
	struct sc_target to;

	if (walk->value > NONE_OPEN || insn.op != SC_OP_CALL)
		return;
	to = sc_insn_target(obj, sec, &insn);
	if (sc_target_kind(obj, &to) == SC_CALLEE_FENTRY)
		report_event(walk, b, i, SC_NOINSTR_CALLS, &to);
}

/* A jump to the beginning of another function is no less a call. */
static bool on_edge(struct sc_value_walk *walk, const struct sc_block *b,
		    uint32_t i, uint32_t block)
{
	const struct sc_object *obj = walk->flow->obj;
	const struct sc_block *next = &walk->flow->blocks[block];
	const struct sc_func *f = &obj->funcs[next->func];
	const struct sc_target to = { .kind = SC_TO_CODE,
				      .sec = f->sec,
				      .off = f->start };

	if (is_thunk(obj, f) && !is_thunk(obj, &obj->funcs[b->func]))
		return false;
	if (next->func == b->func || f->kind != SC_FUNC_CALLABLE ||
	    next->first != f->first)
		return true;
	if (is_thunk(obj, &obj->funcs[b->func]))
		return false;
	on_call(walk, b, i, &to);
	return false;
}

static void on_exit_(struct sc_value_walk *walk, const struct sc_block *b,
		     uint32_t i, enum sc_exit_kind kind,
		     const struct sc_target *to)
{
	const struct sc_object *obj = walk->flow->obj;

	/*
	 * A thunk jumps where it is told, and who uses one is told of it; or
	 * to where the kernel warns of a thunk that was not patched.
	 */
	if ((kind == SC_EXIT_SIBLING || kind == SC_EXIT_INDIRECT) &&
	    !is_thunk(obj, &obj->funcs[b->func]))
		on_call(walk, b, i, to);
	if (kind == SC_EXIT_RETURN && walk->value > NONE_OPEN)
		report_event(walk, b, i, SC_NOINSTR_RETURNS, NULL);
}

static void enter_block(struct sc_value_walk *walk, uint32_t block)
{
	const struct sc_object *obj = walk->flow->obj;
	uint32_t func = walk->flow->blocks[block].func;

	if (is_noinstr(obj, obj->funcs[func].sec) &&
	    sc_value_walk_is_entry(walk, block))
		sc_value_walk_enter(walk, block, NONE_OPEN);
}

static int walk_group(struct check *check, uint32_t group)
{
	struct sc_value_walk *walk = &check->walk;

	if (sc_dataflow_run(walk->flow, group))
		return -1;
	sc_value_walk_begin(walk);
	for (uint32_t i = 0; i < walk->flow->nblocks; i++)
		enter_block(walk, i);
	return sc_value_walk_run(walk);
}

static int walk_groups(struct check *check)
{
	const struct sc_object *obj = check->checker.obj;
	uint8_t *done = calloc(obj->ngroups + 1, 1);
	int err = done ? 0 : -1;

	for (uint32_t i = 0; !err && i < obj->nplain; i++) {
		const struct sc_func *f = &obj->funcs[i];

		if (!is_noinstr(obj, f->sec) || done[f->group])
			continue;
		done[f->group] = 1;
		err = walk_group(check, f->group);
	}
	free(done);
	return err;
}

int sc_check_noinstr(const struct sc_object *obj,
		     const struct sc_callees *callees, bool linked,
		     struct sc_result *res)
{
	static const struct sc_value_rules rules = { .insn = on_insn,
						     .act = on_act,
						     .edge = on_edge,
						     .call = on_call,
						     .exit = on_exit_ };
	struct check check = { .linked = linked };
	int err = -1;

	sc_checker_init_object(&check.checker, obj, res, SC_NOINSTR);
	check.checker.flow = sc_dataflow_new(obj);
	check.walk.flow = check.checker.flow;
	check.walk.rules = &rules;
	check.walk.ctx = &check;
	if (check.walk.flow &&
	    !sc_name_list_make(&check.listed, sc_noinstr_text) &&
	    !sc_name_list_make(&check.tables, sc_call_tables_text)) {
		check.walk.flow->callees = *callees;
		err = walk_groups(&check);
	}
	sc_name_list_free(&check.tables);
	sc_name_list_free(&check.listed);
	sc_value_walk_free(&check.walk);
	sc_dataflow_free(check.checker.flow);
	sc_checker_deinit(&check.checker);
	return err;
}
