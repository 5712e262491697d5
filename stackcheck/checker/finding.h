/* SPDX-License-Identifier: GPL-2.0-only */
/* What the analysis has to say about an object. */
#ifndef STACKCHECK_CHECKER_FINDING_H
#define STACKCHECK_CHECKER_FINDING_H

#include <stddef.h>
#include <stdint.h>

#include "stackcheck/util/arena.h"
#include "stackcheck/util/error.h"

enum sc_severity { SC_WARNING, SC_ERROR, SC_NOTE };

/*
 * One finding. Its strings belong to the sc_result that holds it, but for the
 * rule, which belongs to the rule table.
 */
struct sc_finding {
	const char *rule; /* id, as in `stackcheck explain` */
	enum sc_severity severity;
	const char *section;
	const char *function; /* "" for code outside every function */
	uint64_t function_off; /* bytes from the function's start */
	uint64_t section_off; /* bytes from the section's start */
	const char *file; /* source, or NULL */
	int line;
	const char *message; /* one line, in words */
	uint32_t group; /* of functions checked together, or UINT32_MAX */
	char **notes; /* the instruction first, then how it came about */
	size_t nnotes;
};

/* What findings are to tell besides their message. */
enum sc_detail {
	SC_DETAIL_PATH, /* the source line, and how the state came about */
	SC_DETAIL_LINE, /* the source line */
	SC_DETAIL_NONE,
};

/* All that one object gave. Created and freed by sc_result_new/free. */
struct sc_result {
	char *path;
	enum sc_detail detail; /* what it is filled with */
	const char *mode; /* "frame" or "table"; NULL if it was not read */
	uint64_t functions, instructions;
	struct sc_finding *findings; /* by section, then by offset */
	size_t nfindings;
	/* symbols of other objects that must not return for this to hold */
	char **assumed_noreturn;
	size_t nassumed_noreturn;
	struct sc_error error; /* why it was not read; empty if it was */
	void *strings; /* owns names that findings share */
	struct sc_arena texts; /* owns messages and notes */
};

#endif
