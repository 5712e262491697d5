// SPDX-License-Identifier: GPL-2.0-only
/* The name of a preprocessed file ends as that of its source, and ".i". */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "kpatch/builder/c_raw.h"
#include "kpatch/builder/texts_same.h"
#include "kpatch/file.h"
#include "stackcheck/util/affix.h"

/* A whole file, and what is left of it. */
struct text {
	char *bytes;
	struct pb_raw in;
};

static int open_text(struct text *t, const char *file, struct sc_error *err)
{
	size_t size;

	*t = (struct text){ .bytes = kp_read_file(file, &size, err) };
	if (!t->bytes)
		return -1;
	t->in.at = t->bytes;
	t->in.end = t->bytes + size;
	return 0;
}

/* Is it a mark: # 12 "file" ? */
static bool is_mark(const char *line, const char *end)
{
	return end - line > 2 && line[0] == '#' && line[1] == ' ' &&
	       isdigit((unsigned char)line[2]);
}

static bool next_token(struct text *t, struct pb_raw_token *token)
{
	while (pb_raw_next(&t->in, token)) {
		if (token->kind != PB_RAW_BEGIN ||
		    !is_mark(token->text, t->in.end))
			return true;
		while (token->kind != PB_RAW_END && pb_raw_next(&t->in, token))
			;
	}
	return false;
}

static bool next_line(struct text *t, struct pb_raw_token *line)
{
	while (t->in.at < t->in.end) {
		const char *newline =
			memchr(t->in.at, '\n', (size_t)(t->in.end - t->in.at));

		line->kind = PB_RAW_TEXT;
		line->text = t->in.at;
		t->in.at = newline ? newline + 1 : t->in.end;
		line->len = (size_t)(t->in.at - line->text);
		if (*line->text != '\n' && !is_mark(line->text, t->in.end))
			return true;
	}
	return false;
}

typedef bool next_part(struct text *t, struct pb_raw_token *part);

static bool is_same(struct text *a, struct text *b, next_part *next)
{
	struct pb_raw_token one, other;

	while (next(a, &one)) {
		if (!next(b, &other) || one.kind != other.kind ||
		    one.len != other.len ||
		    memcmp(one.text, other.text, one.len))
			return false;
	}
	return !next(b, &other);
}

int pb_texts_compare(const char *old_file, const char *new_file, bool *same_ret,
		     struct sc_error *err)
{
	bool lines = sc_ends_with(old_file, ".S.i");
	struct text old, new;

	if (open_text(&old, old_file, err))
		return -1;
	if (open_text(&new, new_file, err)) {
		free(old.bytes);
		return -1;
	}
	*same_ret = is_same(&old, &new, lines ? next_line : next_token);
	free(old.bytes);
	free(new.bytes);
	return 0;
}
