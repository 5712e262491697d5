// SPDX-License-Identifier: GPL-2.0-only
/* Lines of key=value pairs, taken apart in place in a copy of the text. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "kpatch/record.h"

/* Each line and each pair ends with one of these, or with the text. */
static size_t count_parts(const char *text, size_t len, const char *ends)
{
	size_t n = 1;

	for (size_t i = 0; i < len; i++)
		if (strchr(ends, text[i]))
			n++;
	return n;
}

static int hex_digit(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if (c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	if (c >= 'A' && c <= 'F')
		return c - 'A' + 10;
	return -1;
}

/*
 * The byte that \xNN stands for; -1 if this is no such thing. A NUL would cut
 * the value short, and is none.
 */
static int escaped_byte(const char *s)
{
	int high, low;

	if (s[0] != '\\' || s[1] != 'x')
		return -1;
	high = hex_digit(s[2]);
	low = high < 0 ? -1 : hex_digit(s[3]);
	return low < 0 || !(high | low) ? -1 : high << 4 | low;
}

static int unescape_value(char *value)
{
	char *to = value;

	while (*value) {
		int byte = *value;

		if (byte == '\\') {
			byte = escaped_byte(value);
			if (byte < 0)
				return -1;
			value += 3;
		}
		*to++ = (char)byte;
		value++;
	}
	*to = '\0';
	return 0;
}

/* One line, which ends with NUL; its pairs go to @pairs. */
static int parse_line(char *line, struct kp_pair *pairs, size_t *n_ret,
		      struct sc_error *err)
{
	char *word, *rest = line;
	size_t n = 0;

	while ((word = strsep(&rest, " "))) {
		char *equals = strchr(word, '=');

		if (!*word)
			continue;
		if (!equals || equals == word)
			return sc_fail(err, "'%.40s' is not key=value", word);
		*equals = '\0';
		if (unescape_value(equals + 1))
			return sc_fail(err,
				       "the value of '%.40s' has a backslash "
				       "that begins no \\xNN",
				       word);
		pairs[n].key = word;
		pairs[n++].value = equals + 1;
	}
	*n_ret = n;
	return 0;
}

static int parse_lines(struct kp_record *rec, struct sc_error *err)
{
	struct kp_pair *pairs = rec->pairs;
	struct sc_error why = { "" };
	char *line, *rest = rec->text;
	unsigned int nth = 0;

	while ((line = strsep(&rest, "\n"))) {
		size_t n = 0;

		nth++;
		if (parse_line(line, pairs, &n, &why))
			return sc_fail(err, "line %u: %s", nth, why.text);
		if (!n)
			continue;
		rec->lines[rec->n].pairs = pairs;
		rec->lines[rec->n++].n = n;
		pairs += n;
	}
	return 0;
}

int kp_record_parse(const char *text, size_t len, struct kp_record *rec,
		    struct sc_error *err)
{
	*rec = (struct kp_record){ 0 };
	if (memchr(text, '\0', len))
		return sc_fail(err, "there is a NUL in it");
	rec->text = malloc(len + 1);
	rec->lines = calloc(count_parts(text, len, "\n"), sizeof(*rec->lines));
	rec->pairs = calloc(count_parts(text, len, " \n"), sizeof(*rec->pairs));
	if (!rec->text || !rec->lines || !rec->pairs) {
		kp_record_free(rec);
		return sc_fail(err, "out of memory for %zu bytes", len);
	}
	memcpy(rec->text, text, len);
	rec->text[len] = '\0';
	if (parse_lines(rec, err)) {
		kp_record_free(rec);
		return -1;
	}
	return 0;
}

void kp_record_free(struct kp_record *rec)
{
	free(rec->lines);
	free(rec->pairs);
	free(rec->text);
	*rec = (struct kp_record){ 0 };
}

const char *kp_line_get(const struct kp_line *line, const char *key)
{
	for (size_t i = 0; i < line->n; i++)
		if (!strcmp(line->pairs[i].key, key))
			return line->pairs[i].value;
	return NULL;
}

/* "-" stands for nothing. */
static const char *value_unless_dash(const char *value)
{
	return value && strcmp(value, "-") ? value : NULL;
}

const char *kp_line_value(const struct kp_line *line, const char *key)
{
	return value_unless_dash(kp_line_get(line, key));
}

static int64_t parse_number(const char *value)
{
	long long n;
	char *end;

	if (!value || *value < '0' || *value > '9')
		return -1;
	errno = 0;
	n = strtoll(value, &end, 10);
	return errno || *end ? -1 : n;
}

int64_t kp_line_number(const struct kp_line *line, const char *key)
{
	return parse_number(kp_line_get(line, key));
}

bool kp_line_is(const struct kp_line *line, const char *key)
{
	return !strcmp(line->pairs[0].key, key);
}

const char *kp_record_get(const struct kp_record *rec, const char *key)
{
	for (size_t i = 0; i < rec->n; i++) {
		const struct kp_line *line = &rec->lines[i];

		if (line->n == 1 && kp_line_is(line, key))
			return value_unless_dash(line->pairs[0].value);
	}
	return NULL;
}

int64_t kp_record_number(const struct kp_record *rec, const char *key)
{
	return parse_number(kp_record_get(rec, key));
}
