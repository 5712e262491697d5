// SPDX-License-Identifier: GPL-2.0-only
#include "stackcheck/util/escape.h"

#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/* Longer messages are cut when there is no memory to hold them. */
#define MESSAGE 1024

/* The bytes that the lead byte @c promises, or 0: none begins so. */
static size_t sequence_length(unsigned char c)
{
	if (c >= 0xc2 && c <= 0xdf)
		return 2;
	if (c >= 0xe0 && c <= 0xef)
		return 3;
	return c >= 0xf0 && c <= 0xf4 ? 4 : 0;
}

/* Decode @n bytes; UINT32_MAX if they are cut short or not the shortest. */
static uint32_t decode_utf8(const unsigned char *s, size_t n)
{
	static const uint32_t least[] = { 0, 0, 0x80, 0x800, 0x10000 };
	uint32_t value = s[0] & (0x7fu >> n);

	for (size_t i = 1; i < n; i++) {
		if ((s[i] & 0xc0) != 0x80)
			return UINT32_MAX;
		value = value << 6 | (s[i] & 0x3f);
	}
	return value < least[n] ? UINT32_MAX : value;
}

bool sc_escape_misleads(uint32_t value)
{
	return value == 0x61c || value == 0x200e || value == 0x200f ||
	       (value >= 0x2028 && value <= 0x202e) ||
	       (value >= 0x2066 && value <= 0x2069);
}

bool sc_escape_is_utf8(const char *text, size_t len)
{
	const unsigned char *s = (const unsigned char *)text;
	uint32_t value;

	for (size_t i = 0, n; i < len; i += n) {
		n = s[i] < 0x80 ? 1 : sequence_length(s[i]);
		if (!n || n > len - i)
			return false;
		value = n == 1 ? s[i] : decode_utf8(s + i, n);
		if (value > 0x10ffff || (value >= 0xd800 && value <= 0xdfff))
			return false;
	}
	return true;
}

size_t sc_escape_safe(const char *text)
{
	const unsigned char *s = (const unsigned char *)text;
	size_t n;
	uint32_t value;

	if (s[0] < 0x80)
		return s[0] >= 0x20 && s[0] != 0x7f;
	n = sequence_length(s[0]);
	if (!n)
		return 0;
	value = decode_utf8(s, n);
	if (value < 0xa0 || value > 0x10ffff ||
	    (value >= 0xd800 && value <= 0xdfff) || sc_escape_misleads(value))
		return 0;
	return n;
}

/* One unit of @text, escaped if it has to be; the bytes it was there. */
static size_t escape_unit(const char *text, char unit[SC_ESCAPE_UNIT],
			  size_t *len)
{
	static const char digits[] = "0123456789abcdef";
	unsigned char c = (unsigned char)text[0];
	size_t n = sc_escape_safe(text);

	if (n) {
		for (size_t i = 0; i < n; i++)
			unit[i] = text[i];
		*len = n;
		return n;
	}
	unit[0] = '\\';
	unit[1] = 'x';
	unit[2] = digits[c >> 4];
	unit[3] = digits[c & 15];
	*len = 4;
	return 1;
}

char *sc_escape(char *buf, size_t size, const char *text)
{
	char unit[SC_ESCAPE_UNIT];
	size_t at = 0, len;

	while (*text) {
		text += escape_unit(text, unit, &len);
		if (len >= size - at)
			break;
		for (size_t i = 0; i < len; i++)
			buf[at++] = unit[i];
	}
	buf[at] = '\0';
	return buf;
}

/* What is gathered for one write: stderr itself gathers nothing. */
struct pending {
	FILE *out;
	char bytes[2 * MESSAGE];
	size_t len, total;
};

static void flush_pending(struct pending *p)
{
	p->total += fwrite(p->bytes, 1, p->len, p->out);
	p->len = 0;
}

/* @len is at most what there is room for. */
static void add_bytes(struct pending *p, const char *bytes, size_t len)
{
	if (len > sizeof(p->bytes) - p->len)
		flush_pending(p);
	memcpy(p->bytes + p->len, bytes, len);
	p->len += len;
}

static void add_escaped(struct pending *p, const char *text)
{
	char unit[SC_ESCAPE_UNIT];
	size_t len;

	while (*text) {
		text += escape_unit(text, unit, &len);
		add_bytes(p, unit, len);
	}
}

/* Most texts need no escape. */
static size_t count_plain(const char *text)
{
	size_t n = 0;

	while (text[n] >= 0x20 && text[n] < 0x7f)
		n++;
	return n;
}

size_t sc_escape_put(FILE *out, const char *text)
{
	size_t plain = count_plain(text);
	struct pending p;

	if (!text[plain])
		return fwrite_unlocked(text, 1, plain, out);
	p.out = out;
	p.len = p.total = 0;
	add_escaped(&p, text);
	flush_pending(&p);
	return p.total;
}

static void add_message(struct pending *p, const char *fmt, va_list args)
{
	char brief[MESSAGE], *whole = NULL;
	va_list again;
	int len;

	va_copy(again, args);
	len = vsnprintf(brief, sizeof(brief), fmt, args);
	if (len >= (int)sizeof(brief) && vasprintf(&whole, fmt, again) < 0)
		whole = NULL;
	va_end(again);
	if (len >= 0)
		add_escaped(p, whole ? whole : brief);
	free(whole);
}

/* @before and @after are short, and not escaped. */
static void print_escaped(FILE *out, const char *before, const char *after,
			  const char *fmt, va_list args)
{
	struct pending p;

	p.out = out;
	p.len = p.total = 0;
	flockfile(out);
	add_bytes(&p, before, strlen(before));
	add_message(&p, fmt, args);
	add_bytes(&p, after, strlen(after));
	flush_pending(&p);
	funlockfile(out);
}

void sc_escape_print(FILE *out, const char *fmt, ...)
{
	va_list args;

	va_start(args, fmt);
	print_escaped(out, "", "", fmt, args);
	va_end(args);
}

void sc_escape_line(FILE *out, const char *fmt, ...)
{
	va_list args;

	va_start(args, fmt);
	print_escaped(out, "", "\n", fmt, args);
	va_end(args);
}

void sc_complain(const char *fmt, ...)
{
	va_list args;

	va_start(args, fmt);
	print_escaped(stderr, "stackcheck: ", "\n", fmt, args);
	va_end(args);
}
