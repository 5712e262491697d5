// SPDX-License-Identifier: GPL-2.0-only
#include "kpatch/builder/text_lines.h"

#include <stdlib.h>
#include <string.h>

static size_t count_lines(const char *text, size_t size)
{
	size_t n = 0;

	for (size_t i = 0; i < size; i++)
		n += text[i] == '\n';
	return n + (size && text[size - 1] != '\n');
}

int pb_text_split(const char *name, const char *text, size_t size,
		  struct pb_text_lines *lines, struct sc_error *err)
{
	size_t n = 0;

	*lines = (struct pb_text_lines){ .text = text };
	if (size > PB_TEXT_MAX)
		return sc_fail(err, "%.256s: it is larger than %u bytes", name,
			       PB_TEXT_MAX);
	lines->n = count_lines(text, size);
	lines->starts = malloc((lines->n + 1) * sizeof(*lines->starts));
	if (!lines->starts)
		return sc_fail(err, "%.256s: out of memory", name);
	lines->starts[0] = 0;
	for (size_t i = 0; i < size; i++)
		if (text[i] == '\n')
			lines->starts[++n] = (uint32_t)(i + 1);
	lines->starts[lines->n] = (uint32_t)size;
	return 0;
}

void pb_text_lines_free(struct pb_text_lines *lines)
{
	free(lines->starts);
	*lines = (struct pb_text_lines){ 0 };
}

struct pb_piece pb_text_line(const struct pb_text_lines *lines, size_t i)
{
	return (struct pb_piece){ lines->text + lines->starts[i],
				  lines->starts[i + 1] - lines->starts[i] };
}

bool pb_text_line_is(const struct pb_text_lines *lines, size_t i,
		     const struct pb_diff_line *want)
{
	struct pb_piece line = pb_text_line(lines, i);
	size_t len = want->text.len;

	if (line.len != len + !want->no_newline)
		return false;
	if (!want->no_newline && line.s[len] != '\n')
		return false;
	return !memcmp(line.s, want->text.s, len);
}
