/* SPDX-License-Identifier: GPL-2.0-only */
/* Results as text, JSON or SARIF, written object by object. */
#ifndef STACKCHECK_REPORT_REPORT_H
#define STACKCHECK_REPORT_REPORT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include "stackcheck/checker/finding.h"

struct sc_report_ops;

/* Lines of text, each of them and the list owned by whoever made it. */
struct sc_texts {
	char **list;
	size_t n;
};

/* Filled by the caller before begin; nothing in it is freed by a report. */
struct sc_report {
	const struct sc_report_ops *ops;
	FILE *out;
	bool colour; /* text on a terminal */
	size_t limit; /* findings shown per object; 0: all */
	/* what could not be found or opened, and what is nothing to check:
	 * neither has a result; not NULL */
	const struct sc_texts *unread, *skipped;
	/* sums, kept by sc_report_object() */
	uint64_t objects, functions, instructions, findings, errors;
};

struct sc_report_ops {
	const char *name; /* as in --format= */
	void (*begin)(struct sc_report *report);
	void (*object)(struct sc_report *report, const struct sc_result *res);
	void (*end)(struct sc_report *report);
};

extern const struct sc_report_ops sc_report_text;
extern const struct sc_report_ops sc_report_json;
extern const struct sc_report_ops sc_report_sarif;

/* The format of that name, or NULL. */
const struct sc_report_ops *sc_report_find(const char *name);

void sc_report_begin(struct sc_report *report);
void sc_report_object(struct sc_report *report, const struct sc_result *res);
/* Returns 0, or -1 when not all could be written. */
int sc_report_end(struct sc_report *report);

/* Findings of @res that are shown under the limit. */
size_t sc_report_shown(const struct sc_report *report,
		       const struct sc_result *res);

/* "warning", "error" or "note" */
const char *sc_severity_name(enum sc_severity severity);

#endif
