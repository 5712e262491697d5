/* SPDX-License-Identifier: GPL-2.0-only */
/* The rules' texts, embedded from Documentation/rules at build time. */
#ifndef STACKCHECK_REPORT_RULE_TEXT_H
#define STACKCHECK_REPORT_RULE_TEXT_H

#include <stddef.h>

struct sc_rule_text {
	const char *id;
	const char *text; /* Markdown; the first line is "# id: summary" */
};

/* Sorted by id; the entry after the last has a NULL id. */
extern const struct sc_rule_text sc_rule_texts[];
extern const size_t sc_rule_text_count;

/* The entry of @id, or NULL. */
const struct sc_rule_text *sc_rule_text_find(const char *id);

/* The rule whose id is nearest to @id as typed; NULL if none comes near. */
const struct sc_rule_text *sc_rule_text_nearest(const char *id);

/* Start of the one-line summary; its length goes to *@len_ret. */
const char *sc_rule_text_summary(const struct sc_rule_text *rule,
				 size_t *len_ret);

#endif
