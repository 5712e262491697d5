/* SPDX-License-Identifier: GPL-2.0-only */
/* What rules are given to look at, and what they report. */
#ifndef STACKCHECK_CHECKER_REPORT_FINDING_H
#define STACKCHECK_CHECKER_REPORT_FINDING_H

#include "stackcheck/checker/checker.h"
#include "stackcheck/checker/rules/rule.h"

const struct sc_object *sc_checker_object(const struct sc_checker *c);
const struct sc_arch *sc_checker_arch(const struct sc_checker *c);

/* A finding of the rule being checked, with its notes. */
void sc_report(struct sc_checker *c, const struct sc_event *event,
	       const char *fmt, ...) __attribute__((format(printf, 3, 4)));

/* The same of a place in data. */
void sc_report_data(struct sc_checker *c, uint32_t sec, uint64_t off,
		    const char *fmt, ...) __attribute__((format(printf, 4, 5)));

/* The same of SC_EV_DEFECT, in the words of who noted it. */
void sc_report_defect(struct sc_checker *c, const struct sc_defect *defect);

/* Has the rule being checked reported something of @func already? */
bool sc_has_reported(const struct sc_checker *c, const struct sc_func *func);

/* Is the code at @event subject to a callable function's duties? */
static inline bool sc_is_callable(const struct sc_checker *c,
				  const struct sc_event *event)
{
	return c->callable && (!event->st || event->st->frame == SC_FRAME_CALL);
}

/* Is it a call that only processors make that are out of use? */
bool sc_is_waived(const struct sc_checker *c, const struct sc_event *event);

/* Registers that the function at @event is known not to keep; a mask. */
uint16_t sc_convention_of(const struct sc_checker *c,
			  const struct sc_event *event);

/* "%sp+16" for a CFA that lies there; into @buf, which is returned. */
const char *sc_cfa_words(const struct sc_checker *c, const struct sc_state *st,
			 char *buf, size_t size);

/* A way out that must leave the caller's frame as it was found. */
bool sc_is_way_out(const struct sc_event *event);

#endif
