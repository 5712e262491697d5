/* SPDX-License-Identifier: GPL-2.0-only */
/* Reads C line by line, and tells between which lines a directive may stand. */
#ifndef KPATCH_BUILDER_C_SCAN_H
#define KPATCH_BUILDER_C_SCAN_H

#include <stdbool.h>
#include <stddef.h>

/* Deeper nested #if are not followed: parentheses in them are just counted. */
#define PB_C_NESTING 32

/* Zeroed at the beginning of a text. Owns nothing. */
struct pb_c_scan {
	size_t nesting; /* how many #if are open */
	/*
	 * If the last line ends a branch, with #elif, #else or #endif: how many
	 * #if were open in that branch. Else 0.
	 */
	size_t left;

	/* the rest is c_scan.c's */
	enum {
		PB_C_CODE,
		PB_C_SLASH, /* code, behind a '/' */
		PB_C_LINE_COMMENT,
		PB_C_COMMENT,
		PB_C_STAR, /* a comment, behind a '*' */
		PB_C_STRING,
		PB_C_CHAR,
	} state;
	bool escaped; /* in a string, behind a backslash */
	bool continued; /* the last line ended with a backslash */
	bool begun; /* the logical line has a token */
	bool directive; /* and the first one is '#' */
	bool ended; /* the last line ended a directive */
	char last; /* last byte of the last line's code, or 0 */
	char word[8]; /* the directive's name, or what fits of it */
	size_t word_len;
	bool word_done;
	size_t depth; /* parentheses that are open */
	size_t outside; /* the depth around the directive */
	size_t at_if[PB_C_NESTING]; /* the depth at each #if that is open */
};

/* Go on over a line of @len bytes at @line, without its newline. */
void pb_c_scan_line(struct pb_c_scan *scan, const char *line, size_t len);

/*
 * May a directive stand behind the lines so far? It may, if these end outside
 * of comments, strings, parentheses and continued lines, and the last of them
 * ends a statement, a block, a comment or a directive, or is empty. It may also
 * at the beginning of the text.
 */
bool pb_c_scan_is_safe(const struct pb_c_scan *scan);

#endif
