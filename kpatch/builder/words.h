/* SPDX-License-Identifier: GPL-2.0-only */
/* Command lines as lists of words. */
#ifndef KPATCH_BUILDER_WORDS_H
#define KPATCH_BUILDER_WORDS_H

#include <stddef.h>

#include "stackcheck/util/error.h"

/* Owns its words; the list ends with a NULL. */
struct pb_words {
	char **list;
	size_t n;
};

/*
 * Split one command of a POSIX shell: quotes and backslashes are taken off. What
 * a shell would do more than that (variables, pipes, several commands) is an
 * error. 0, or -1 with @err and nothing to free.
 */
int pb_words_split(const char *text, struct pb_words *words,
		   struct sc_error *err);
/* Append a copy of @word; 0, or -1 when out of memory. */
int pb_words_add(struct pb_words *words, const char *word);
void pb_words_free(struct pb_words *words);

#endif
