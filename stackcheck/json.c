// SPDX-License-Identifier: GPL-2.0-only
/* Small helpers around jansson. */
#include <stdlib.h>
#include <string.h>

#include "stackcheck/json.h"

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
 * tokens but strings, and jansson never cuts a character in two.
 */
static int put_bytes(const char *bytes, size_t n, void *out)
{
	for (size_t i = 0; i < n; i++) {
		unsigned char c = (unsigned char)bytes[i];

		if (c == 0x7f)
			fputs("\\u007f", out);
		else if (c == 0xc2 && i + 1 < n &&
			 (unsigned char)bytes[i + 1] < 0xa0)
			fprintf(out, "\\u00%02x", (unsigned char)bytes[++i]);
		else
			putc(c, out);
	}
	return ferror(out) ? -1 : 0;
}

void sc_json_put(FILE *out, json_t *value)
{
	json_dump_callback(value, put_bytes, out, JSON_COMPACT);
	json_decref(value);
}
