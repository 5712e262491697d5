// SPDX-License-Identifier: GPL-2.0-only
/* Quoting rules are those of the POSIX shell (XCU 2.2). */
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "kpatch/builder/words.h"

int pb_words_add(struct pb_words *words, const char *word)
{
	char **grown =
		realloc(words->list, (words->n + 2) * sizeof(*words->list));

	if (!grown)
		return -1;
	words->list = grown;
	words->list[words->n] = strdup(word);
	if (!words->list[words->n])
		return -1;
	words->list[++words->n] = NULL;
	return 0;
}

void pb_words_free(struct pb_words *words)
{
	for (size_t i = 0; i < words->n; i++)
		free(words->list[i]);
	free(words->list);
	*words = (struct pb_words){ 0 };
}

/* The byte that a backslash in double quotes leaves as it is. */
static bool is_escaped(char c)
{
	return c == '"' || c == '\\' || c == '$' || c == '`';
}

/*
 * One quoted part of a word, whose quote is at *@text. Returns the end of the
 * copy at @to, or NULL.
 */
static char *copy_quoted(const char **text, char *to)
{
	char quote = *(*text)++;

	while (**text && **text != quote) {
		if (quote == '"' && **text == '\\' && is_escaped((*text)[1]))
			++*text;
		else if (quote == '"' && (**text == '$' || **text == '`'))
			return NULL;
		*to++ = *(*text)++;
	}
	return *(*text) ? (++*text, to) : NULL;
}

/* One word at *@text, which moves behind it; false: more than a word. */
static bool copy_word(const char **text, char *to)
{
	while (**text && !strchr(" \t\n", **text)) {
		if (strchr("|&;<>()$`*?[", **text))
			return false;
		if (**text == '"' || **text == '\'') {
			char *end = copy_quoted(text, to);

			if (!end)
				return false;
			to = end;
			continue;
		}
		if (**text == '\\' && !*++*text)
			return false;
		*to++ = *(*text)++;
	}
	*to = '\0';
	return true;
}

int pb_words_split(const char *text, struct pb_words *words,
		   struct sc_error *err)
{
	char *word = malloc(strlen(text) + 1);
	int ret = 0;

	*words = (struct pb_words){ 0 };
	if (!word)
		return sc_fail(err, "out of memory");
	while (!ret) {
		text += strspn(text, " \t\n");
		if (!*text)
			break;
		if (!copy_word(&text, word))
			ret = sc_fail(
				err,
				"a command line that is more than one plain command, at: %.100s",
				text);
		else if (pb_words_add(words, word))
			ret = sc_fail(err, "out of memory");
	}
	free(word);
	if (ret)
		pb_words_free(words);
	return ret;
}
