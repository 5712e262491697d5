/* SPDX-License-Identifier: GPL-2.0-only */
/* A list of names in a text, one a line, to be looked up. */
#ifndef STACKCHECK_UTIL_NAME_LIST_H
#define STACKCHECK_UTIL_NAME_LIST_H

#include <stdbool.h>
#include <stddef.h>

/* Zero-filled: empty. Freed by sc_name_list_free(). */
struct sc_name_list {
	const char **lines; /* in the text, which is borrowed; sorted */
	size_t n;
};

/* Make @list of the lines of @text; 0, or -1 when out of memory. */
int sc_name_list_make(struct sc_name_list *list, const char *text);

/* A line that ends in a star stands for all names that begin so. */
bool sc_name_list_has(const struct sc_name_list *list, const char *name);

void sc_name_list_free(struct sc_name_list *list);

#endif
