/* SPDX-License-Identifier: GPL-2.0-only */
/* Small helpers around jansson, for the documents of kpatch. */
#ifndef STACKCHECK_UTIL_JSON_H
#define STACKCHECK_UTIL_JSON_H

#include <jansson.h>
#include <stddef.h>
#include <stdio.h>

/* A string value; bytes that are no UTF-8 become \xNN. New reference. */
json_t *sc_json_text(const char *s);

/* The same, or null for NULL; a number, or null for a negative one. */
json_t *sc_json_text_or_null(const char *s);
json_t *sc_json_number_or_null(json_int_t n);

/* An array of such strings. New reference. */
json_t *sc_json_texts(char *const *strings, size_t n);

/* Write @value compactly and drop the reference. */
void sc_json_put(FILE *out, json_t *value);

#endif
