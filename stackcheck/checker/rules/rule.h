/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A rule: one kind of thing that is wrong with a stack. Each has a file of
 * its own here, is listed in include/stackcheck/rules.h, and is explained in
 * Documentation/rules/ID.md. Rules look at events; their order means nothing.
 */
#ifndef STACKCHECK_CHECKER_RULES_RULE_H
#define STACKCHECK_CHECKER_RULES_RULE_H

#include "stackcheck/core/rule_id.h"
#include "stackcheck/dataflow/fixpoint.h"

/* What a rule can ask to be shown. A mask. */
enum sc_event_kind {
	SC_EV_STEP = 1, /* an instruction had something to report */
	SC_EV_CALL = 2,
	SC_EV_EXIT = 4,
	SC_EV_MISMATCH = 8, /* an edge whose ends disagree */
	SC_EV_INSN = 16, /* an instruction of a kind that is never plain */
	SC_EV_NO_CFA = 32, /* the stack pointer does not lead to the CFA */
	SC_EV_UNREACHED = 64, /* the first of a run that no path reaches */
	SC_EV_FUNCTION = 128, /* a function as a whole */
	SC_EV_HINT = 256, /* a hint replaced a state that a path brought */
	SC_EV_ALTERNATIVE = 512, /* alternatives with two rows at one address */
	SC_EV_DEFECT = 1024, /* a table is malformed; of no function */
	SC_EV_RELIES = 2048, /* what the callee does not keep is read later */
	SC_EV_BRANCH =
		4096, /* an indirect branch or a return, reached or not */
	SC_EV_POINTER = 8192, /* an address of code that is no landing */
	SC_EV_USER_ACCESS = 16384, /* see enum sc_user_access_event */
	SC_EV_NOINSTR = 32768, /* see enum sc_noinstr_event */
	SC_EV_UNRET = 65536, /* see enum sc_unret_event */
	SC_EV_ABSOLUTE = 131072, /* an absolute address in what is loaded */
	SC_EV_UNCHECKED = 262144, /* an indirect branch to any type */
};

#define SC_NEVENTS 19

/* What a walk met that follows access to memory of users. */
enum sc_user_access_event {
	SC_UA_CALLS, /* with access open, what was not made for that */
	SC_UA_LEAVES_OPEN,
	SC_UA_LEAVES_CLOSED, /* a function that was called with it open */
	SC_UA_OPENS_AGAIN,
	SC_UA_CLOSES_AGAIN,
	SC_UA_CLOSES_CALLERS, /* what its caller has opened */
	SC_UA_TOO_DEEP, /* more is saved than is followed */
	SC_UA_NOT_SAVED, /* what is restored was not */
};

/* What a walk met that follows code without instrumentation. */
enum sc_noinstr_event {
	SC_NOINSTR_CALLS, /* or jumps to what may have instrumentation */
	SC_NOINSTR_RETURNS, /* where it is still allowed */
};

/* What is met on a way on which the prediction of returns is not safe yet. */
enum sc_unret_event {
	SC_UNRET_RETURN,
	SC_UNRET_INDIRECT, /* a call or a jump */
	SC_UNRET_UNKNOWN, /* it leaves to where the object has no code */
};

/*
 * What a kernel can be built with against attacks, and what its build wants to
 * hold besides. A mask. Rules about these hold only in objects that were built
 * so.
 */
enum sc_mitigation {
	SC_RETPOLINE = 1, /* indirect branches go through thunks */
	SC_RETHUNK = 2, /* returns do */
	SC_SLS = 4, /* a trap stands behind what never goes on */
	SC_IBT = 8, /* indirect branches land on an instruction for it */
	SC_UACCESS = 16, /* access to memory of users is opened and closed */
	SC_NOINSTR = 32, /* some code must have no instrumentation */
	SC_UNRET = 64, /* predictions of returns are made safe on entry */
	SC_NOABS = 128, /* the code runs at any address */
	SC_KCFI = 256, /* indirect branches check the type of their target */
	SC_LINKED = 512, /* all that is called is in the object */
	SC_IN_MODULE = 1024, /* and the object is a part of a module */
};

/* Names of those before SC_LINKED, in their order, and NULL at the end. */
extern const char *const sc_mitigation_names[];

/* In which modes a rule holds. A mask. */
enum sc_rule_modes { SC_IN_FRAME = 1, SC_IN_TABLE = 2, SC_IN_BOTH = 3 };

/* One event. What an event has no use for is NULL or zero. */
struct sc_event {
	enum sc_event_kind kind;
	const struct sc_func *func;
	const struct sc_block *block;
	const struct sc_code
		*code; /* NULL for SC_EV_FUNCTION; else it is about */
	uint32_t i; /* this instruction there */
	const struct sc_state *st; /* before the instruction */
	const struct sc_step *step;
	const struct sc_target *to; /* call, exit, relies */
	enum sc_exit_kind exit;
	enum sc_mismatch mismatch;
	const struct sc_state *other; /* what the joined block has, or the
					 state after the hint */
	uint32_t to_block;
	unsigned int reg; /* of the mismatch; relies: this one */
	const struct sc_defect *defect;
	const struct sc_pointer *pointer; /* func is NULL if data holds it */
	enum sc_user_access_event user_access;
	enum sc_noinstr_event noinstr;
	enum sc_unret_event unret;
	uint32_t sec; /* of the absolute address, */
	const struct sc_reloc *reloc; /* which this fills in */
};

/* The instruction that @event is about. */
static inline struct sc_insn sc_event_insn(const struct sc_event *event)
{
	return sc_code_insn(event->code, event->i);
}

struct sc_checker;

struct sc_rule {
	enum sc_rule_id id;
	unsigned int events; /* enum sc_event_kind; 0: see the rule's file */
	unsigned int modes; /* enum sc_rule_modes */
	unsigned int mitigations; /* one of which is in use; 0: always */
	void (*check)(struct sc_checker *c, const struct sc_event *event);
};

/* All of them, by id. */
extern const struct sc_rule *const sc_rules[SC_NRULES];

/* --- for rules */

#endif
