// SPDX-License-Identifier: GPL-2.0-only
#include "stackcheck/util/json_stream.h"

#include <string.h>

#include "stackcheck/util/escape.h"

static void begin_value(struct sc_json *json)
{
	if (json->follows)
		putc_unlocked(',', json->out);
	json->follows = true;
}

void sc_json_key(struct sc_json *json, const char *name)
{
	begin_value(json);
	putc_unlocked('"', json->out);
	fputs_unlocked(name, json->out);
	fputs_unlocked("\":", json->out);
	json->follows = false;
}

static void begin_group(struct sc_json *json, char c)
{
	begin_value(json);
	putc_unlocked(c, json->out);
	json->follows = false;
}

static void end_group(struct sc_json *json, char c)
{
	putc_unlocked(c, json->out);
	json->follows = true;
}

void sc_json_begin_array(struct sc_json *json)
{
	begin_group(json, '[');
}

void sc_json_end_array(struct sc_json *json)
{
	end_group(json, ']');
}

void sc_json_begin_object(struct sc_json *json)
{
	begin_group(json, '{');
}

void sc_json_end_object(struct sc_json *json)
{
	end_group(json, '}');
}

void sc_json_number(struct sc_json *json, uint64_t n)
{
	char digits[20], *at = digits + sizeof(digits);

	begin_value(json);
	do
		*--at = (char)('0' + n % 10);
	while (n /= 10);
	fwrite_unlocked(at, 1, (size_t)(digits + sizeof(digits) - at),
			json->out);
}

void sc_json_bool(struct sc_json *json, bool value)
{
	begin_value(json);
	fputs(value ? "true" : "false", json->out);
}

void sc_json_null(struct sc_json *json)
{
	begin_value(json);
	fputs("null", json->out);
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

size_t sc_json_put_character(FILE *out, const char *text, size_t n)
{
	const unsigned char *s = (const unsigned char *)text;
	uint32_t value = *s < 0x80 ? 0 : misleading_character(s, n);

	if (value) {
		fprintf(out, "\\u%04x", value);
		return *s == 0xe2 ? 3 : 2;
	}
	if (*s == 0x7f) {
		fputs("\\u007f", out);
	} else if (*s == 0xc2 && n > 1 && s[1] < 0xa0) {
		fprintf(out, "\\u00%02x", s[1]);
		return 2;
	} else {
		putc_unlocked(*s, out);
	}
	return 1;
}

/* What JSON wants escaped. */
static void put_quoted(FILE *out, unsigned char c)
{
	static const char short_forms[][2] = {
		{ '"', '"' },  { '\\', '\\' }, { '\b', 'b' }, { '\f', 'f' },
		{ '\n', 'n' }, { '\r', 'r' },  { '\t', 't' },
	};

	for (size_t i = 0; i < sizeof(short_forms) / 2; i++) {
		if ((unsigned char)short_forms[i][0] != c)
			continue;
		putc_unlocked('\\', out);
		putc_unlocked(short_forms[i][1], out);
		return;
	}
	fprintf(out, "\\u%04X", c);
}

static bool is_quoted(unsigned char c)
{
	return c < 0x20 || c == '"' || c == '\\';
}

static bool is_plain(unsigned char c)
{
	return c < 0x7f && !is_quoted(c);
}

/* Every byte above ASCII as \xNN, where the backslash is a character. */
static void put_foreign(FILE *out, const char *s, size_t len)
{
	for (size_t i = 0; i < len; i++) {
		unsigned char c = (unsigned char)s[i];

		if (c >= 0x80)
			fprintf(out, "\\\\x%02x", c);
		else if (is_quoted(c))
			put_quoted(out, c);
		else
			sc_json_put_character(out, s + i, 1);
	}
}

/* Bytes at the beginning of @s that stay what they are. */
static size_t count_plain(const char *s, size_t len)
{
	size_t n = 0;

	while (n < len && is_plain((unsigned char)s[n]))
		n++;
	return n;
}

static void put_utf8(FILE *out, const char *s, size_t len)
{
	size_t i = 0, plain;

	while (i < len) {
		plain = count_plain(s + i, len - i);
		fwrite_unlocked(s + i, 1, plain, out);
		i += plain;
		if (i < len && is_quoted((unsigned char)s[i]))
			put_quoted(out, (unsigned char)s[i++]);
		else if (i < len)
			i += sc_json_put_character(out, s + i, len - i);
	}
}

void sc_json_string_of(struct sc_json *json, const char *s, size_t len)
{
	size_t plain = count_plain(s, len);

	begin_value(json);
	putc_unlocked('"', json->out);
	if (plain == len)
		fwrite_unlocked(s, 1, len, json->out);
	else if (sc_escape_is_utf8(s, len))
		put_utf8(json->out, s, len);
	else
		put_foreign(json->out, s, len);
	putc_unlocked('"', json->out);
}

void sc_json_string(struct sc_json *json, const char *s)
{
	sc_json_string_of(json, s, strlen(s));
}

void sc_json_strings(struct sc_json *json, char *const *strings, size_t n)
{
	sc_json_begin_array(json);
	for (size_t i = 0; i < n; i++)
		sc_json_string(json, strings[i]);
	sc_json_end_array(json);
}
