// SPDX-License-Identifier: GPL-2.0-only
/* stackcheck explain: the rules' texts. */
#include <stdio.h>
#include <string.h>

#include "stackcheck/cli/commands.h"
#include "stackcheck/report/rule_text.h"
#include "stackcheck/util/escape.h"

static void list_rules(void)
{
	for (size_t i = 0; i < sc_rule_text_count; i++) {
		size_t len;
		const char *summary;

		summary = sc_rule_text_summary(&sc_rule_texts[i], &len);
		printf("%-20s %.*s\n", sc_rule_texts[i].id, (int)len, summary);
	}
}

static int explain_rule(const char *id)
{
	const struct sc_rule_text *rule = sc_rule_text_find(id);

	if (rule) {
		fputs(rule->text, stdout);
		return SC_EXIT_CLEAN;
	}
	rule = sc_rule_text_nearest(id);
	sc_escape_line(stderr, "stackcheck explain: no rule '%s'%s%s%s", id,
		       rule ? "; did you mean '" : "", rule ? rule->id : "",
		       rule ? "'?" : "");
	fputs("`stackcheck explain` lists all rules\n", stderr);
	return SC_EXIT_TROUBLE;
}

int sc_cmd_explain(int argc, char **argv)
{
	int code = SC_EXIT_CLEAN;

	if (argc == 1)
		list_rules();
	for (int i = 1; i < argc; i++) {
		if (!strcmp(argv[i], "--help") || !strcmp(argv[i], "-h")) {
			puts("usage: stackcheck explain [RULE...]");
			return SC_EXIT_CLEAN;
		}
		if (explain_rule(argv[i]))
			code = SC_EXIT_TROUBLE;
	}
	return code;
}
