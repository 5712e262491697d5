// SPDX-License-Identifier: GPL-2.0-only
/* A hint that contradicts what is proven, or a RESTORE without a SAVE. */
#include "stackcheck/checker/report_finding.h"
#include "stackcheck/checker/rules/rule.h"
#include "stackcheck/util/search.h"

/* The first hint at or behind sec:off. */
static const struct sc_hint *hints_from(const struct sc_object *obj,
					uint32_t sec, uint32_t off)
{
	return &obj->hints[SC_FIRST_NOT(i, 0, obj->nhints,
					SC_IS_BEFORE(obj->hints[i], sec, off))];
}

/* A hint that counts the CFA from the same register must count the same. */
static void check_state(struct sc_checker *c, const struct sc_event *event)
{
	const struct sc_arch *arch = sc_checker_arch(c);
	struct sc_row proven, hinted;
	char ours[64], theirs[64];

	if (!sc_is_callable(c, event) || event->other->frame != SC_FRAME_CALL)
		return;
	arch->row(event->st, &proven);
	arch->row(event->other, &hinted);
	if (proven.kind != SC_ROW_REG || hinted.kind != SC_ROW_REG ||
	    proven.reg != hinted.reg || proven.off == hinted.off ||
	    hinted.off == -arch->entry_sp)
		return;
	sc_report(c, event, "hint says that the CFA is %s; it is %s",
		  sc_cfa_words(c, event->other, theirs, sizeof(theirs)),
		  sc_cfa_words(c, event->st, ours, sizeof(ours)));
}

static void check_saves(struct sc_checker *c, const struct sc_event *event)
{
	const struct sc_object *obj = sc_checker_object(c);
	const struct sc_func *f = event->func;
	const struct sc_hint *h;

	if (!obj->nhints)
		return;
	for (h = hints_from(obj, f->sec, f->start);
	     h < obj->hints + obj->nhints && h->sec == f->sec &&
	     h->off < f->end;
	     h++)
		if (h->type == SC_HINT_RESTORE &&
		    (!h->save || obj->hints[h->save - 1].off < f->start))
			sc_report(
				c, event,
				"hint at +0x%x restores a state that none saved",
				h->off - f->start);
}

static void check_hint_mismatch(struct sc_checker *c,
				const struct sc_event *event)
{
	if (event->kind == SC_EV_HINT)
		check_state(c, event);
	else
		check_saves(c, event);
}

const struct sc_rule sc_rule_hint_mismatch = {
	.id = SC_RULE_HINT_MISMATCH,
	.events = SC_EV_FUNCTION | SC_EV_HINT,
	.modes = SC_IN_BOTH,
	.check = check_hint_mismatch,
};
