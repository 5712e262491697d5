// SPDX-License-Identifier: GPL-2.0-only
/* gcc's manual, "Structure-Layout Pragmas". */
#include <ctype.h>
#include <string.h>

#include "kpatch/builder/c_pack.h"

static bool is_number(const struct pb_c_token *t)
{
	return t->len && isdigit((unsigned char)*t->text);
}

static int push_pack(struct pb_c_pack *pack)
{
	if (pack->depth + 1 == PB_PACKS_MOST)
		return -1;
	pack->now[pack->depth + 1] = pack->now[pack->depth];
	pack->depth++;
	return 0;
}

/* A pop without a push has no effect. */
static int pop_pack(struct pb_c_pack *pack)
{
	if (pack->depth)
		pack->depth--;
	return 0;
}

/* One word in the parentheses; @first of them. */
static int take_argument(struct pb_c_pack *pack, const struct pb_c_token *t,
			 bool first)
{
	if (first && pb_c_token_is(t, "push"))
		return push_pack(pack);
	if (first && pb_c_token_is(t, "pop"))
		return pop_pack(pack);
	if (!is_number(t))
		return -1;
	pack->now[pack->depth] = *t;
	return 0;
}

static int read_arguments(struct pb_c_pack *pack, struct pb_c_tokens *in)
{
	struct pb_c_token t;
	size_t n = 0;

	while (pb_c_token_next(in, &t) && !pb_c_token_is(&t, ")"))
		if (!pb_c_token_is(&t, "(") && !pb_c_token_is(&t, ",") &&
		    take_argument(pack, &t, !n++))
			return -1;
	if (!n)
		pack->now[pack->depth].len = 0;
	return 0;
}

/* One line behind its "#". */
static int read_line(struct pb_c_pack *pack, const char *at, const char *end)
{
	struct pb_c_tokens in = { at, end };
	struct pb_c_token t;

	if (!pb_c_token_next(&in, &t) || !pb_c_token_is(&t, "pragma") ||
	    !pb_c_token_next(&in, &t) || !pb_c_token_is(&t, "pack"))
		return 0;
	return read_arguments(pack, &in);
}

int pb_c_pack_read(struct pb_c_pack *pack, const char *at, const char *end)
{
	while (at < end) {
		const char *line = memchr(at, '\n', (size_t)(end - at));
		const char *hash = at;

		line = line ? line : end;
		while (hash < line && isspace((unsigned char)*hash))
			hash++;
		if (hash < line && *hash == '#' &&
		    read_line(pack, hash + 1, line))
			return -1;
		at = line + 1;
	}
	return 0;
}

struct pb_c_token pb_c_pack_now(const struct pb_c_pack *pack)
{
	return pack->now[pack->depth];
}
