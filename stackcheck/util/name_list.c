// SPDX-License-Identifier: GPL-2.0-only
/* A list of names in a text, one a line, to be looked up. */
#include <stdlib.h>
#include <string.h>

#include "stackcheck/util/name_list.h"
#include "stackcheck/util/search.h"
#include "stackcheck/util/vec.h"

/* As strcmp(), of what is left of two lines; a line ends where the text does. */
static int compare_lines(const void *pa, const void *pb)
{
	const char *a = *(const char *const *)pa, *b = *(const char *const *)pb;
	size_t alen = strcspn(a, "\n"), blen = strcspn(b, "\n");
	int c = strncmp(a, b, alen < blen ? alen : blen);

	if (c)
		return c;
	return alen < blen ? -1 : alen > blen;
}

int sc_name_list_make(struct sc_name_list *list, const char *text)
{
	*list = (struct sc_name_list){ 0 };
	while (*text) {
		size_t len = strcspn(text, "\n");

		if (len && SC_VEC_PUSH(list->lines, list->n, text)) {
			sc_name_list_free(list);
			return -1;
		}
		text += len + (text[len] == '\n');
	}
	if (list->n)
		qsort(list->lines, list->n, sizeof(*list->lines),
		      compare_lines);
	return 0;
}

static bool fits_line(const char *line, const char *name)
{
	size_t len = strcspn(line, "\n");

	if (line[len - 1] == '*')
		return !strncmp(line, name, len - 1);
	return !strncmp(line, name, len) && !name[len];
}

/* The line of a shorter name with a star is before those of longer names. */
bool sc_name_list_has(const struct sc_name_list *list, const char *name)
{
	size_t i = SC_FIRST_NOT(k, 0, list->n,
				compare_lines(&list->lines[k], &name) <= 0);

	while (i-- > 0 && list->lines[i][0] == name[0])
		if (fits_line(list->lines[i], name))
			return true;
	return false;
}

void sc_name_list_free(struct sc_name_list *list)
{
	free(list->lines);
	*list = (struct sc_name_list){ 0 };
}
