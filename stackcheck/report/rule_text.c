// SPDX-License-Identifier: GPL-2.0-only
/* Looking up the rules' texts. */
#include <string.h>

#include "stackcheck/report/rule_text.h"
#include "stackcheck/util/name_distance.h"

const struct sc_rule_text *sc_rule_text_find(const char *id)
{
	for (size_t i = 0; i < sc_rule_text_count; i++) {
		if (!strcmp(sc_rule_texts[i].id, id))
			return &sc_rule_texts[i];
	}
	return NULL;
}

const struct sc_rule_text *sc_rule_text_nearest(const char *id)
{
	const struct sc_rule_text *best = NULL;
	size_t least = sc_name_too_far(id);

	for (size_t i = 0; i < sc_rule_text_count; i++) {
		size_t d = sc_name_distance(id, sc_rule_texts[i].id);

		if (d < least) {
			least = d;
			best = &sc_rule_texts[i];
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
