// SPDX-License-Identifier: GPL-2.0-only
#include <string.h>

#include "kpatch/builder/c_token.h"
#include "kpatch/builder/type_sizes.h"
#include "kpatch/builder/type_variable.h"

/* The first word behind "sizeof" and its parentheses; false: there is no more. */
static bool next_sized(struct pb_c_tokens *in, struct pb_c_token *t)
{
	bool sized = false;

	while (pb_c_token_next(in, t)) {
		if (t->kind == PB_C_WORD && sized)
			return true;
		if (t->kind == PB_C_WORD)
			sized = t->len == strlen("sizeof") &&
				!memcmp(t->text, "sizeof", t->len);
		else if (*t->text != '(')
			sized = false;
	}
	return false;
}

const char *pb_type_size_changes(const struct pb_type_text *type,
				 const struct pb_type_texts *old,
				 const struct pb_type_texts *new,
				 size_t *len_ret)
{
	struct pb_c_tokens in = { type->text, type->text + strlen(type->text) };
	struct pb_c_token t;

	while (next_sized(&in, &t)) {
		const char *before = pb_variable_text(old, t.text, t.len);
		const char *after = pb_variable_text(new, t.text, t.len);

		*len_ret = t.len;
		if (before && after && strcmp(before, after))
			return t.text;
	}
	return NULL;
}
