// SPDX-License-Identifier: GPL-2.0-only
/* Looking up the rules' texts. */
#include <string.h>

#include "stackcheck/report/rule_text.h"

#define ID_MAX 32 /* no id is longer; a longer word is near to none */

const struct sc_rule_text *sc_rule_text_find(const char *id)
{
	for (size_t i = 0; i < sc_rule_text_count; i++) {
		if (!strcmp(sc_rule_texts[i].id, id))
			return &sc_rule_texts[i];
	}
	return NULL;
}

static size_t min3(size_t a, size_t b, size_t c)
{
	size_t m = a < b ? a : b;

	return m < c ? m : c;
}

/* Edits that turn one word into the other, one row of the table at a time. */
static size_t edit_distance(const char *a, size_t alen, const char *b)
{
	size_t row[ID_MAX + 1], blen = strlen(b);

	if (blen > ID_MAX)
		return ID_MAX;
	for (size_t j = 0; j <= blen; j++)
		row[j] = j;
	for (size_t i = 1; i <= alen; i++) {
		size_t diagonal = row[0];

		row[0] = i;
		for (size_t j = 1; j <= blen; j++) {
			size_t above = row[j];

			row[j] = min3(row[j - 1] + 1, above + 1,
				      diagonal + (a[i - 1] != b[j - 1]));
			diagonal = above;
		}
	}
	return row[blen];
}

const struct sc_rule_text *sc_rule_text_nearest(const char *id)
{
	const struct sc_rule_text *best = NULL;
	size_t len = strlen(id), least = len / 2 + 1;

	if (len > ID_MAX)
		return NULL;
	for (size_t i = 0; i < sc_rule_text_count; i++) {
		const struct sc_rule_text *rule = &sc_rule_texts[i];
		size_t d = edit_distance(id, len, rule->id);

		/* a part of an id ("slot") is as good as a slip */
		if (len >= 3 && strstr(rule->id, id) && d > 2)
			d = 2;
		if (d < least) {
			least = d;
			best = rule;
		}
	}
	return best;
}

const char *sc_rule_text_summary(const struct sc_rule_text *rule,
				 size_t *len_ret)
{
	const char *colon = strstr(rule->text, ": ");
	const char *start = colon ? colon + 2 : rule->text;

	*len_ret = strcspn(start, "\n");
	return start;
}
