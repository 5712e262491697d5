// SPDX-License-Identifier: GPL-2.0-only
/*
 * Which functions are walked for access to memory of users. Most neither open
 * nor close it. Those that do are walked once. If they call functions of this
 * object with it open, these are walked as called so, and so on. What any of
 * them does that it must not do then makes it unfit, and its callers that were
 * called so. Only then is reported, where anything was met at all.
 */
#include <stdlib.h>

#include "stackcheck/cfg/targets.h"
#include "stackcheck/checker/check_user_access.h"
#include "stackcheck/checker/user_access.h"
#include "stackcheck/checker/data_texts.h"

static const struct sc_object *object_of(const struct sc_user_access_check *c)
{
	return c->checker.obj;
}

/*
 * Tracers and probes come in at the beginning of what a compiler made: by a
 * call, or a no-op that the kernel makes one.
 */
static bool is_traced(const struct sc_object *obj, const struct sc_func *f)
{
	const struct sc_code *code = &obj->code[f->sec];
	const uint8_t *text = obj->img->secs[f->sec].data;
	struct sc_insn insn;

	if (!f->ninsns)
		return false;
	insn = sc_code_insn(code, f->first);
	if (obj->arch->is_landing(text + insn.off, insn.len) && f->ninsns > 1)
		insn = sc_code_insn(code, f->first + 1);
	return (insn.op == SC_OP_NOP && insn.len == obj->arch->tracing_len) ||
	       sc_func_is_compiled(obj, f);
}

/* Walk function @f as called with access open. */
static int walk_asked(struct sc_user_access_check *check, uint32_t f)
{
	const struct sc_func *func = &object_of(check)->funcs[f];

	if (is_traced(object_of(check), func)) {
		check->of[f] |= SC_UA_UNFIT;
		check->why[f] =
			(struct sc_user_access_why){ func->sec, func->first };
		return 0;
	}
	check->subject = f;
	return sc_dataflow_run(check->walk.flow, func->group) ||
			       sc_user_access_walk(check)
		       ? -1
		       : 0;
}

/*
 * A function is unfit if it calls an unfit one with the access that it was given.
 * Callers are before their callees in the list, so one pass does it as a rule.
 */
static void spread_unfit(struct sc_user_access_check *check)
{
	bool again = true;

	while (again) {
		again = false;
		for (uint32_t i = check->ncalls; i-- > 0;) {
			uint32_t from = check->calls[i].caller;
			uint32_t to = check->calls[i].callee;

			if (!(check->of[to] & SC_UA_UNFIT) ||
			    (check->of[from] & SC_UA_UNFIT))
				continue;
			check->of[from] |= SC_UA_UNFIT;
			check->why[from] = check->why[to];
			again = true;
		}
	}
}

/* Groups with something to follow, each once, in order. */
static void find_groups(struct sc_user_access_check *check, uint8_t *used)
{
	const struct sc_object *obj = object_of(check);

	for (uint32_t i = 0; i < obj->nfuncs; i++) {
		const struct sc_func *f = &obj->funcs[i];

		if (f->name[0] && f->kind != SC_FUNC_PREFIX &&
		    sc_name_list_has(&check->listed, f->name))
			check->of[i] |= SC_UA_LISTED;
		if ((check->of[i] & SC_UA_LISTED) ||
		    (!used[f->group] && sc_user_access_is_used(obj, f)))
			used[f->group] = 1;
	}
}

/* Walk the groups in @used. Those that stay in it met something. */
static int walk_groups(struct sc_user_access_check *check, uint8_t *used)
{
	check->subject = UINT32_MAX;
	for (uint32_t g = 0; g < object_of(check)->ngroups; g++) {
		if (!used[g])
			continue;
		if (sc_dataflow_run(check->walk.flow, g) ||
		    sc_user_access_walk(check))
			return -1;
		used[g] = check->suspect;
	}
	return 0;
}

static int run_check(struct sc_user_access_check *check, uint8_t *used)
{
	find_groups(check, used);
	if (walk_groups(check, used))
		return -1;
	for (uint32_t i = 0; i < check->nasked; i++)
		if (walk_asked(check, check->asked[i]))
			return -1;
	spread_unfit(check);
	check->reporting = true;
	return walk_groups(check, used);
}

int sc_check_user_access(const struct sc_object *obj,
			 const struct sc_callees *callees,
			 struct sc_result *res)
{
	struct sc_user_access_check check = { 0 };
	uint8_t *used = calloc(obj->ngroups + 1, 1);
	int err = -1;

	sc_checker_init_object(&check.checker, obj, res, SC_UACCESS);
	check.walk.flow = check.checker.flow = sc_dataflow_new(obj);
	check.of = calloc(obj->nfuncs + 1, sizeof(*check.of));
	check.why = calloc(obj->nfuncs + 1, sizeof(*check.why));
	if (used && check.walk.flow && check.of && check.why &&
	    !sc_name_list_make(&check.listed, sc_user_access_text)) {
		check.walk.flow->callees = *callees;
		err = run_check(&check, used);
	}
	sc_name_list_free(&check.listed);
	sc_value_walk_free(&check.walk);
	sc_dataflow_free(check.checker.flow);
	sc_checker_deinit(&check.checker);
	free(check.calls);
	free(check.asked);
	free(check.why);
	free(check.of);
	free(used);
	return err;
}
