/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * JSON that is written as it comes, with no spaces. No character reaches the
 * output that a terminal takes as a command, or that turns the direction of text.
 */
#ifndef STACKCHECK_UTIL_JSON_STREAM_H
#define STACKCHECK_UTIL_JSON_STREAM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

/* Begin with all but @out at zero. Errors of @out are the caller's to look for. */
struct sc_json {
	FILE *out;
	bool follows; /* a value came before in this array or object */
};

/* A member's name; its value is what is written next. @name is plain ASCII. */
void sc_json_key(struct sc_json *json, const char *name);

/* An array or an object: what is written in between is in it. */
void sc_json_begin_array(struct sc_json *json);
void sc_json_end_array(struct sc_json *json);
void sc_json_begin_object(struct sc_json *json);
void sc_json_end_object(struct sc_json *json);

/* Values. Bytes of a string that are no UTF-8 become \xNN, see json.h. */
void sc_json_string(struct sc_json *json, const char *s);
void sc_json_string_of(struct sc_json *json, const char *s, size_t len);
void sc_json_number(struct sc_json *json, uint64_t n);
void sc_json_bool(struct sc_json *json, bool value);
void sc_json_null(struct sc_json *json);
/* An array of strings */
void sc_json_strings(struct sc_json *json, char *const *strings, size_t n);

/*
 * Write the character at @s, of at most @n bytes that are UTF-8, escaped if it
 * must not be shown; the bytes that it took. Of the characters that JSON itself
 * escapes, only 0x7f.
 */
size_t sc_json_put_character(FILE *out, const char *s, size_t n);

#endif
