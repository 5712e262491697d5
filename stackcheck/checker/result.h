/* SPDX-License-Identifier: GPL-2.0-only */
/* Building an object's result, finding by finding. */
#ifndef STACKCHECK_CHECKER_RESULT_H
#define STACKCHECK_CHECKER_RESULT_H

#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include "stackcheck/checker/finding.h"

/*
 * A result that could not be built completely (out of memory) says so in its
 * error, and the run ends with exit code 2: nothing is lost in silence.
 */

/* Returns 0, or -1 when out of memory. @path is copied. */
int sc_result_init(struct sc_result *res, const char *path);
/* Free what the result owns, not the struct itself. */
void sc_result_free(struct sc_result *res);
/* Back to what sc_result_init() left, to analyse the object once more. */
void sc_result_reset(struct sc_result *res);

/* Where a finding is. Strings may be temporary: the result keeps its own. */
struct sc_place {
	const char *section;
	const char *function; /* NULL or "" outside every function */
	uint64_t section_off;
	uint64_t function_off;
	const char *file; /* NULL when unknown */
	int line;
	uint32_t group; /* of functions checked together, or UINT32_MAX */
};

/* Add a finding; @rule is a string that outlives the result (a literal). */
void sc_result_add_finding(struct sc_result *res, const char *rule,
			   enum sc_severity severity,
			   const struct sc_place *place, const char *fmt, ...)
	__attribute__((format(printf, 5, 6)));
/* The same with a text; it is copied. */
void sc_result_put_finding(struct sc_result *res, const char *rule,
			   enum sc_severity severity,
			   const struct sc_place *place, const char *message);

/* Add a note to the finding added last: @text with @more behind it. */
void sc_result_add_note(struct sc_result *res, const char *text,
			const char *more);

void sc_result_add_assumed_noreturn(struct sc_result *res, const char *name);

/* The result's own copy of @s, each string once. "" when out of memory. */
const char *sc_result_intern(struct sc_result *res, const char *s);

/*
 * Move everything of @from into @to, which keeps its path; @from is left as
 * after sc_result_reset(). For threads that share an object: each fills a
 * result of its own.
 */
void sc_result_merge(struct sc_result *to, struct sc_result *from);

/* By section, offset, rule, message: the order of the reports. */
void sc_result_sort(struct sc_result *res);

/* Drop the findings from index @from on for which @keep says false. */
void sc_result_filter(struct sc_result *res, size_t from,
		      int (*keep)(void *ctx, struct sc_finding *finding),
		      void *ctx);

#endif
