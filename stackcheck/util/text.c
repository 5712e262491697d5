// SPDX-License-Identifier: GPL-2.0-only
#include "stackcheck/util/text.h"

#include <string.h>

struct sc_text sc_text_begin(char *buf, size_t size)
{
	buf[0] = '\0';
	return (struct sc_text){ .buf = buf, .size = size };
}

static void add_bytes(struct sc_text *t, const char *s, size_t len)
{
	size_t room = t->size - t->len - 1;

	if (len > room)
		len = room;
	memcpy(t->buf + t->len, s, len);
	t->len += len;
	t->buf[t->len] = '\0';
}

void sc_text_add(struct sc_text *t, const char *s)
{
	add_bytes(t, s, strlen(s));
}

static void add_digits(struct sc_text *t, uint64_t value, unsigned int base)
{
	char digits[20], *at = digits + sizeof(digits);

	do {
		*--at = "0123456789abcdef"[value % base];
		value /= base;
	} while (value);
	add_bytes(t, at, (size_t)(digits + sizeof(digits) - at));
}

void sc_text_add_dec(struct sc_text *t, int64_t value)
{
	if (value < 0)
		add_bytes(t, "-", 1);
	add_digits(t, value < 0 ? -(uint64_t)value : (uint64_t)value, 10);
}

void sc_text_add_signed(struct sc_text *t, int64_t value)
{
	if (value >= 0)
		add_bytes(t, "+", 1);
	sc_text_add_dec(t, value);
}

void sc_text_add_hex(struct sc_text *t, uint64_t value)
{
	add_digits(t, value, 16);
}
