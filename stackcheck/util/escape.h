/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Text from files, paths and the command line, made safe to print. A terminal
 * takes some bytes as commands, and a report's reader takes a line break as
 * the end of a line. Those bytes are printed as \xNN:
 *   - bytes below 0x20, and 0x7f,
 *   - 0x80 to 0x9f as characters (C1), raw or as UTF-8,
 *   - characters that end a line or turn the direction of text (U+2028, U+202E),
 *   - every byte that is not part of valid UTF-8.
 */
#ifndef STACKCHECK_UTIL_ESCAPE_H
#define STACKCHECK_UTIL_ESCAPE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

/* Bytes of the longest unit of escaped text, which is never cut: \xNN. */
#define SC_ESCAPE_UNIT 4

/*
 * The escaped @text in @buf of @size bytes (1 or more), always ended by a
 * zero byte. What does not fit is left out. Returns @buf.
 */
char *sc_escape(char *buf, size_t size, const char *text);

/* The bytes that the character at @text takes if it is safe, or 0. */
size_t sc_escape_safe(const char *text);

/* Are these @len bytes UTF-8, each character in its shortest form? */
bool sc_escape_is_utf8(const char *text, size_t len);

/*
 * Whether this character ends a line, or turns the direction in which text is
 * shown. Such a character is never safe.
 */
bool sc_escape_misleads(uint32_t character);

/* Print @text escaped; the number of bytes printed. */
size_t sc_escape_put(FILE *out, const char *text);

/*
 * Print as printf does, with the whole result escaped. So @fmt holds no line
 * break, and no other byte that has to reach @out as it is.
 */
void sc_escape_print(FILE *out, const char *fmt, ...)
	__attribute__((format(printf, 2, 3)));

/* The same and a line break, in one piece also when other threads print. */
void sc_escape_line(FILE *out, const char *fmt, ...)
	__attribute__((format(printf, 2, 3)));

/* A line on standard error after "stackcheck: ". */
void sc_complain(const char *fmt, ...) __attribute__((format(printf, 1, 2)));

#endif
