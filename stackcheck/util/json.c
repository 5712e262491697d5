// SPDX-License-Identifier: GPL-2.0-only
/* Small helpers around jansson. */
#include <stdlib.h>
#include <string.h>

#include "stackcheck/util/json.h"
#include "stackcheck/util/escape.h"

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

/* The character at @s, of @n bytes, if it misleads a reader; else 0. */
static uint32_t misleading_character(const unsigned char *s, size_t n)
{
	uint32_t value = 0;

	if (n >= 2 && s[0] == 0xd8)
		value = 0x600 | (s[1] & 0x3f);
	else if (n >= 3 && s[0] == 0xe2)
		value = 0x2000 | (s[1] & 0x3fu) << 6 | (s[2] & 0x3f);
	return sc_escape_misleads(value) ? value : 0;
}

/*
 * JSON itself asks for escapes below 0x20 only, but a terminal obeys 0x7f and
 * the characters from U+0080 to U+009F as well. Those are outside of all
 * tokens but strings, and jansson never cuts a character in two. Characters that
 * turn the direction of text are escaped for the same reason.
 */
static int put_bytes(const char *bytes, size_t n, void *out)
{
	for (size_t i = 0; i < n; i++) {
		const unsigned char *s = (const unsigned char *)bytes + i;
		uint32_t value = misleading_character(s, n - i);
		unsigned char c = *s;

		if (value) {
			fprintf(out, "\\u%04x", value);
			i += c == 0xe2 ? 2 : 1;
		} else if (c == 0x7f) {
			fputs("\\u007f", out);
		} else if (c == 0xc2 && i + 1 < n &&
			   (unsigned char)bytes[i + 1] < 0xa0) {
			fprintf(out, "\\u00%02x", (unsigned char)bytes[++i]);
		} else {
			putc(c, out);
		}
	}
	return ferror(out) ? -1 : 0;
}

void sc_json_put(FILE *out, json_t *value)
{
	json_dump_callback(value, put_bytes, out, JSON_COMPACT);
	json_decref(value);
}
