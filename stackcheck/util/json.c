// SPDX-License-Identifier: GPL-2.0-only
/* Small helpers around jansson. */
#include <stdlib.h>
#include <string.h>

#include "stackcheck/util/json.h"
#include "stackcheck/util/json_stream.h"

static char *escape_bytes(const char *s)
{
	static const char digits[] = "0123456789abcdef";
	char *text = malloc(strlen(s) * 4 + 1), *out = text;

	if (!text)
		return NULL;
	for (; *s; s++) {
		unsigned char c = (unsigned char)*s;

		if (c < 0x80) {
			*out++ = (char)c;
			continue;
		}
		*out++ = '\\';
		*out++ = 'x';
		*out++ = digits[c >> 4];
		*out++ = digits[c & 15];
	}
	*out = '\0';
	return text;
}

json_t *sc_json_text(const char *s)
{
	json_t *value = json_string(s); /* NULL when it is no UTF-8 */
	char *text;

	if (value)
		return value;
	text = escape_bytes(s);
	value = json_string(text ? text : "?");
	free(text);
	return value;
}

json_t *sc_json_text_or_null(const char *s)
{
	return s ? sc_json_text(s) : json_null();
}

json_t *sc_json_number_or_null(json_int_t n)
{
	return n < 0 ? json_null() : json_integer(n);
}

json_t *sc_json_texts(char *const *strings, size_t n)
{
	json_t *array = json_array();

	for (size_t i = 0; i < n; i++)
		json_array_append_new(array, sc_json_text(strings[i]));
	return array;
}

/*
 * JSON itself asks for escapes below 0x20 only, but a terminal obeys 0x7f and
 * the characters from U+0080 to U+009F as well. Those are outside of all
 * tokens but strings, and jansson never cuts a character in two. Characters that
 * turn the direction of text are escaped for the same reason.
 */
static int put_bytes(const char *bytes, size_t n, void *out)
{
	for (size_t i = 0; i < n;)
		i += sc_json_put_character(out, bytes + i, n - i);
	return ferror(out) ? -1 : 0;
}

void sc_json_put(FILE *out, json_t *value)
{
	json_dump_callback(value, put_bytes, out, JSON_COMPACT);
	json_decref(value);
}
