/* SPDX-License-Identifier: GPL-2.0-only */
/* Rules applied to a group whose states are found; findings with notes. */
#ifndef STACKCHECK_CHECKER_CHECKER_H
#define STACKCHECK_CHECKER_CHECKER_H

#include "stackcheck/checker/result.h"
#include "stackcheck/checker/rules/rule.h"
#include "stackcheck/dataflow/fixpoint.h"

/* State of an alternative's bytes at one address of the original. */
struct sc_alt_row {
	uint32_t sec, off; /* in the original */
	uint32_t func; /* whose instruction it is */
	uint32_t insn; /* index in that function's section */
	struct sc_row row;
};

/* One thread's checker. */
struct sc_checker {
	const struct sc_object *obj;
	struct sc_dataflow *flow;
	struct sc_result *res; /* where findings go */
	const struct sc_state_sink *sink; /* or NULL; set after the init */
	void *sink_ctx;

	/* those that hold in the mode, by event, each list NULL-terminated */
	const struct sc_rule *rules[SC_NEVENTS][SC_NRULES + 1];
	const struct sc_rule *rule; /* being checked */
	struct sc_decoder *dec; /* for texts; opened by the first */
	struct sc_path_notes *notes; /* room for them; made by the first */
	size_t first; /* finding of the group being checked */
	bool draft; /* not all callees are known that do not return: findings
		     * of code that runs on get no story yet */
	bool hinted; /* the group has annotated frames */
	bool callable; /* the group has a function that is called */
	unsigned int mitigations; /* enum sc_mitigation */
	struct sc_alt_row *alts;
	size_t nalts;
};

/*
 * All are borrowed. @mode: SC_IN_FRAME or SC_IN_TABLE. @res may be NULL when no
 * group will be checked.
 */
void sc_checker_init(struct sc_checker *c, struct sc_dataflow *flow,
		     struct sc_result *res, unsigned int mode);
void sc_checker_deinit(struct sc_checker *c);

/* Run the flow over @group and check it; 0, or -1 when out of memory. */
int sc_check_group(struct sc_checker *c, uint32_t group);

/* A checker of an object as a whole: no group, no flow. Both are borrowed. */
void sc_checker_init_object(struct sc_checker *c, const struct sc_object *obj,
			    struct sc_result *res, unsigned int mitigations);

/* Findings of malformed tables and annotations. */
void sc_check_defects(const struct sc_object *obj, struct sc_result *res);

struct sc_event;
struct sc_block;
struct sc_state;
/* Show @event to each rule that asked for its event. */
void sc_checker_dispatch(struct sc_checker *c, const struct sc_event *event);

/* An event at instruction @i of @b, before which the state is @st. */
struct sc_event sc_checker_event(const struct sc_checker *c,
				 enum sc_event_kind kind,
				 const struct sc_block *b, uint32_t i,
				 const struct sc_state *st);

#endif
