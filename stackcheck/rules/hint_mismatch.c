// SPDX-License-Identifier: GPL-2.0-only
/* A RESTORE with no SAVE before it in its function. */
#include "stackcheck/rules/rule.h"

enum { HINT_SAVE = 6, HINT_RESTORE = 7 };

static bool has_save(const struct sc_object *obj, const struct sc_func *f,
		     uint32_t before)
{
	for (uint32_t i = 0; i < obj->nhints; i++) {
		const struct sc_hint *h = &obj->hints[i];

		if (h->sec == f->sec && h->off >= f->start &&
		    h->off < before && h->type == HINT_SAVE)
			return true;
	}
	return false;
}

static void check(struct sc_judge *j, const struct sc_site *site)
{
	const struct sc_object *obj = sc_judge_object(j);
	const struct sc_func *f = site->func;

	for (uint32_t i = 0; i < obj->nhints; i++) {
		const struct sc_hint *h = &obj->hints[i];

		if (h->sec == f->sec && h->off >= f->start &&
		    h->off < f->end && h->type == HINT_RESTORE &&
		    !has_save(obj, f, h->off))
			sc_report(j, site,
				  "hint at +0x%x restores a state that none saved",
				  h->off - f->start);
	}
}

const struct sc_rule sc_rule_hint_mismatch = {
	.id = "hint-mismatch",
	.events = SC_EV_FUNCTION,
	.modes = SC_IN_BOTH,
	.check = check,
};
