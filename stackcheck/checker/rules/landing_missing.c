// SPDX-License-Identifier: GPL-2.0-only
/* An address of code that may be jumped to, where no landing is. */
#include <elf.h>

#include "stackcheck/cfg/pointers.h"
#include "stackcheck/checker/report_finding.h"
#include "stackcheck/checker/rules/rule.h"

static bool needs_none(const struct sc_object *obj, uint32_t sec, uint64_t off)
{
	uint32_t i = sc_insn_at(obj, sec, off);

	return i != UINT32_MAX && (obj->code[sec].mark[i] & SC_M_NO_LANDING);
}

/* Calls through a static call's trampoline are direct, whoever changes them. */
static bool names_trampoline(const struct sc_object *obj,
			     const struct sc_pointer *p)
{
	return p->insn && p->sym &&
	       obj->arch->site_kind(obj->img->syms[p->sym].name) ==
		       SC_SITE_STATIC_CALL;
}

/* A function may name places of its own, for what is no jump. */
static bool is_own(const struct sc_object *obj, const struct sc_event *event)
{
	const struct sc_pointer *p = event->pointer;
	const struct sc_func *to = sc_func_at(obj, p->sec, p->off);

	return event->func && to &&
	       (to == event->func || to->group == event->func->group);
}

/*
 * The end of a range of code: nothing jumps there. The function before it says
 * whether it is one that is jumped to.
 */
static bool ends_range(const struct sc_object *obj, const struct sc_pointer *p)
{
	const struct sc_func *f = p->off ? sc_func_at(obj, p->sec, p->off - 1)
					 : NULL;

	if (!p->insn || !f || f->end != p->off)
		return false;
	return needs_none(obj, f->sec, f->start) ||
	       (f->ninsns &&
		obj->arch->is_landing(
			obj->img->secs[f->sec].data + f->start,
			sc_code_insn(&obj->code[f->sec], f->first).len));
}

static void report_pointer(struct sc_checker *c, const struct sc_event *event)
{
	const struct sc_pointer *p = event->pointer;
	const struct sc_object *obj = sc_checker_object(c);
	const struct sc_func *to = sc_func_at(obj, p->sec, p->off);
	const char *name = to && to->name[0] ? to->name
					     : obj->img->secs[p->sec].name;
	unsigned long long off = to && to->name[0] ? p->off - to->start
						   : p->off;

	if (event->func)
		sc_report(c, event,
			  "takes the address of %s+0x%llx, which has no endbr",
			  name, off);
	else
		sc_report_data(
			c, p->from_sec, p->from,
			"holds the address of %s+0x%llx, which has no endbr",
			name, off);
}

static void check_landing_missing(struct sc_checker *c,
				  const struct sc_event *event)
{
	const struct sc_object *obj = sc_checker_object(c);
	const struct sc_pointer *p = event->pointer;

	if (!needs_none(obj, p->sec, p->off) && !names_trampoline(obj, p) &&
	    !is_own(obj, event) && !ends_range(obj, p))
		report_pointer(c, event);
}

const struct sc_rule sc_rule_landing_missing = {
	.id = SC_RULE_LANDING_MISSING,
	.events = SC_EV_POINTER,
	.modes = SC_IN_BOTH,
	.mitigations = SC_IBT,
	.check = check_landing_missing,
};
