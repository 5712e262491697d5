// SPDX-License-Identifier: GPL-2.0-only
#include "kpatch/builder/c_scan.h"

#include <string.h>

static bool is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\r' || c == '\f' || c == '\v';
}

/*
 * Cut a backslash at the end of the line. Blanks may follow it, since compilers
 * take that for a continued line, too.
 */
static bool cut_continuation(const char *line, size_t *len)
{
	size_t n = *len;

	while (n && is_blank(line[n - 1]))
		n--;
	if (!n || line[n - 1] != '\\')
		return false;
	*len = n - 1;
	return true;
}

/* Letters behind the '#', and what else is behind it. */
static void scan_word(struct pb_c_scan *scan, char c)
{
	if (c >= 'a' && c <= 'z') {
		if (scan->word_len < sizeof(scan->word))
			scan->word[scan->word_len++] = c;
	} else {
		scan->word_done = scan->word_len || !is_blank(c);
	}
}

static void begin_directive(struct pb_c_scan *scan)
{
	scan->directive = true;
	scan->outside = scan->depth;
	scan->word_len = 0;
	scan->word_done = false;
}

/* A byte of code that is not part of a comment. */
static void scan_token(struct pb_c_scan *scan, char c)
{
	if (scan->directive && !scan->word_done)
		scan_word(scan, c);
	if (is_blank(c))
		return;
	if (c == '#' && !scan->begun)
		begin_directive(scan);
	scan->begun = true;
	scan->last = c;
	if (c == '(')
		scan->depth++;
	if (c == ')' && scan->depth)
		scan->depth--;
	if (c == '"')
		scan->state = PB_C_STRING;
	if (c == '\'')
		scan->state = PB_C_CHAR;
}

static void scan_code(struct pb_c_scan *scan, char c)
{
	if (c == '/')
		scan->state = PB_C_SLASH;
	else
		scan_token(scan, c);
}

/* Behind a slash: a comment begins, or it was a token. */
static void scan_slash(struct pb_c_scan *scan, char c)
{
	scan->state = PB_C_CODE;
	if (c == '*') {
		scan->state = PB_C_COMMENT;
	} else if (c == '/') {
		scan->state = PB_C_LINE_COMMENT;
	} else {
		scan_token(scan, '/');
		scan_token(scan, c);
	}
}

static void scan_quoted(struct pb_c_scan *scan, char c, char end)
{
	scan->last = end;
	if (!scan->escaped && c == end)
		scan->state = PB_C_CODE;
	scan->escaped = !scan->escaped && c == '\\';
}

static void scan_byte(struct pb_c_scan *scan, char c)
{
	switch (scan->state) {
	case PB_C_CODE:
		scan_code(scan, c);
		break;
	case PB_C_SLASH:
		scan_slash(scan, c);
		break;
	case PB_C_LINE_COMMENT:
		break;
	case PB_C_COMMENT:
		if (c == '*')
			scan->state = PB_C_STAR;
		break;
	case PB_C_STAR:
		if (c == '/')
			scan->state = PB_C_CODE;
		else if (c != '*')
			scan->state = PB_C_COMMENT;
		break;
	case PB_C_STRING:
		scan_quoted(scan, c, '"');
		break;
	case PB_C_CHAR:
		scan_quoted(scan, c, '\'');
		break;
	}
}

static bool word_begins(const struct pb_c_scan *scan, const char *text)
{
	size_t len = strlen(text);

	return scan->word_len >= len && !memcmp(scan->word, text, len);
}

/*
 * What is in parentheses in a directive is closed with it. Each branch of an
 * #if begins at the depth that the #if has.
 */
static void end_directive(struct pb_c_scan *scan)
{
	scan->depth = scan->outside;
	if (word_begins(scan, "if")) {
		if (scan->nesting < PB_C_NESTING)
			scan->at_if[scan->nesting] = scan->depth;
		scan->nesting++;
	} else if (scan->nesting && word_begins(scan, "el")) {
		scan->left = scan->nesting;
		if (scan->nesting <= PB_C_NESTING)
			scan->depth = scan->at_if[scan->nesting - 1];
	} else if (scan->nesting && word_begins(scan, "endif")) {
		scan->left = scan->nesting--;
	}
	scan->ended = true;
}

/* The newline. It ends all but a comment in stars. */
static void end_line(struct pb_c_scan *scan)
{
	if (scan->state == PB_C_STAR)
		scan->state = PB_C_COMMENT;
	if (scan->state == PB_C_COMMENT)
		return;
	if (scan->state == PB_C_SLASH)
		scan_token(scan, '/');
	scan->state = PB_C_CODE;
	scan->escaped = false;
	if (scan->directive)
		end_directive(scan);
	scan->directive = false;
	scan->begun = false;
}

void pb_c_scan_line(struct pb_c_scan *scan, const char *line, size_t len)
{
	bool continued = cut_continuation(line, &len);

	scan->last = 0;
	scan->ended = false;
	scan->left = 0;
	for (size_t i = 0; i < len; i++)
		scan_byte(scan, line[i]);
	scan->continued = continued;
	if (!continued)
		end_line(scan);
}

bool pb_c_scan_is_safe(const struct pb_c_scan *scan)
{
	if (scan->state != PB_C_CODE || scan->continued || scan->begun ||
	    scan->depth)
		return false;
	return scan->ended || !scan->last || strchr(";{}", scan->last);
}
