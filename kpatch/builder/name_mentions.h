/* SPDX-License-Identifier: GPL-2.0-only */
/* Whether a text mentions one of some names, or may put one together. */
#ifndef KPATCH_BUILDER_NAME_MENTIONS_H
#define KPATCH_BUILDER_NAME_MENTIONS_H

#include <stdbool.h>
#include <stdint.h>

#include "kpatch/builder/words.h"

/* More names than that are not looked for. */
#define PB_NAMES_MOST 64

/* Zeroed at the beginning. pb_words_free() frees the words. */
struct pb_name_table {
	struct pb_words words;
	bool first[256],
		last[256]; /* bytes that the words begin and end with */
};

/* Add a name that is not there. 0; 1: it was there; -1: no memory, or too many. */
int pb_name_table_add(struct pb_name_table *table, const char *name);

/*
 * Does the text, C as it is written, mention a name? It does as well if
 *	- a macro pastes words and parameters to what may be a name
 *	- two words of one statement are the two parts of a name, with or without
 *	  "_" between them: they may be what a macro pastes together
 * A name whose parts come from different statements, and that only macros with
 * nothing of it paste, is not noticed.
 */
bool pb_mentions_name(const struct pb_name_table *table, const char *text,
		      size_t size);

#endif
