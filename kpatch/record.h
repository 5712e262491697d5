/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What kpatch.ko tells a program: lines of key=value pairs, as in last_change,
 * last_refusal, last_check and the files under trust/.
 */
#ifndef KPATCH_RECORD_H
#define KPATCH_RECORD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "stackcheck/util/error.h"

struct kp_pair {
	const char *key; /* never empty */
	const char *value; /* with \xNN turned back into bytes; not NULL */
};

struct kp_line {
	const struct kp_pair *pairs;
	size_t n; /* at least 1 */
};

/* Owns all that it points to, until kp_record_free(). */
struct kp_record {
	struct kp_line *lines;
	size_t n;
	struct kp_pair *pairs;
	char *text;
};

/*
 * Parse @len bytes of @text, which may hold anything. Empty lines are passed
 * by; an empty record has no lines. 0, or -1 with @err (which line, what is
 * wrong with it, without a file name) and nothing to free.
 */
int kp_record_parse(const char *text, size_t len, struct kp_record *rec,
		    struct sc_error *err);
void kp_record_free(struct kp_record *rec);

/* The value of @key in a line; NULL if it has none. */
const char *kp_line_get(const struct kp_line *line, const char *key);

/* The same where "-" stands for nothing, and is NULL. */
const char *kp_line_value(const struct kp_line *line, const char *key);

/* A decimal number; -1 if there is none, or it is no number or too large. */
int64_t kp_line_number(const struct kp_line *line, const char *key);

/*
 * The same for the head of a record: its lines of one pair. "-", which stands
 * for nothing, is NULL.
 */
const char *kp_record_get(const struct kp_record *rec, const char *key);
int64_t kp_record_number(const struct kp_record *rec, const char *key);

/* Whether the line begins with this key. */
bool kp_line_is(const struct kp_line *line, const char *key);

#endif
