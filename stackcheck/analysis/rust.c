// SPDX-License-Identifier: GPL-2.0-only
/*
 * Rust's v0 mangling (RFC 2603), as far as plain paths go:
 *
 *   _R  I*  (N namespace)*  C identifier  identifier*
 *
 * with as many identifiers behind the crate's as there are N. An identifier may
 * begin with a disambiguator, s base-62 _, and a u for Punycode; then come its
 * length, perhaps a _, and its bytes.
 */
#include "stackcheck/analysis/rust.h"

#include <stdint.h>
#include <string.h>

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool is_lower(char c)
{
	return c >= 'a' && c <= 'z';
}

static bool is_base_62(char c)
{
	return is_digit(c) || is_lower(c) || (c >= 'A' && c <= 'Z');
}

/* Behind the disambiguator, if there is one; NULL: it does not end. */
static const char *skip_disambiguator(const char *at)
{
	if (*at != 's')
		return at;
	for (at++; is_base_62(*at); at++)
		;
	return *at == '_' ? at + 1 : NULL;
}

/* The bytes of the identifier at *@at, which is moved behind them, or NULL. */
static const char *read_identifier(const char **at, size_t *len_ret)
{
	const char *p = skip_disambiguator(*at), *bytes;
	size_t len = 0;

	if (!p || !is_digit(*p))
		return NULL; /* Punycode is nobody's panic */
	for (; is_digit(*p) && len < UINT16_MAX; p++)
		len = len * 10 + (size_t)(*p - '0');
	p += *p == '_';
	if (!len || strnlen(p, len) < len)
		return NULL;
	bytes = p;
	*at = p + len;
	*len_ret = len;
	return bytes;
}

static bool append_bytes(char *buf, size_t size, size_t *used,
			 const char *bytes, size_t len)
{
	if (*used + len >= size)
		return false;
	memcpy(buf + *used, bytes, len);
	*used += len;
	buf[*used] = '\0';
	return true;
}

bool sc_rust_path(const char *name, char *buf, size_t size)
{
	const char *at = name, *bytes;
	size_t depth = 0, used = 0, len;

	if (strncmp(at, "_R", 2))
		return false;
	for (at += 2; *at == 'I'; at++)
		;
	/* capital letters are namespaces of what has no name */
	for (; at[0] == 'N' && is_lower(at[1]); at += 2)
		depth++;
	if (*at++ != 'C')
		return false;
	for (size_t i = 0; i <= depth; i++) {
		bytes = read_identifier(&at, &len);
		if (!bytes || (i && !append_bytes(buf, size, &used, "::", 2)) ||
		    !append_bytes(buf, size, &used, bytes, len))
			return false;
	}
	return true;
}
