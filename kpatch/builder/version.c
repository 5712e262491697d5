// SPDX-License-Identifier: GPL-2.0-only
/* Versions of Debian packages. */
#include <string.h>

#include "kpatch/builder/version.h"

/* One of the parts that a version has. */
struct part {
	const char *at;
	const char *end;
};

static int is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static int is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* '~' is before the end, the end before letters, letters before the rest. */
static int rank_of(const struct part *p)
{
	if (p->at == p->end || is_digit(*p->at))
		return 0;
	if (*p->at == '~')
		return -1;
	return is_letter(*p->at) ? *p->at : *p->at + 256;
}

static int compare_texts(struct part *a, struct part *b)
{
	while (rank_of(a) || rank_of(b)) {
		int d = rank_of(a) - rank_of(b);

		if (d)
			return d;
		a->at++;
		b->at++;
	}
	return 0;
}

/* The digits at the beginning, without zeros before them. */
static struct part next_number(struct part *p)
{
	struct part number;

	while (p->at < p->end && *p->at == '0')
		p->at++;
	number.at = p->at;
	while (p->at < p->end && is_digit(*p->at))
		p->at++;
	number.end = p->at;
	return number;
}

static int compare_numbers(struct part *a, struct part *b)
{
	struct part m = next_number(a), n = next_number(b);
	long long_by = (m.end - m.at) - (n.end - n.at);

	if (long_by)
		return long_by < 0 ? -1 : 1;
	return memcmp(m.at, n.at, (size_t)(m.end - m.at));
}

static int compare_parts(struct part a, struct part b)
{
	int d = 0;

	while (!d && (a.at < a.end || b.at < b.end)) {
		d = compare_texts(&a, &b);
		if (!d)
			d = compare_numbers(&a, &b);
	}
	return d;
}

/* The three parts: epoch, upstream version, revision. */
static void split_version(const char *text, struct part parts[3])
{
	const char *colon = strchr(text, ':'), *end = text + strlen(text);
	const char *rest = colon ? colon + 1 : text;
	const char *dash = strrchr(rest, '-');

	parts[0] = (struct part){ text, colon ? colon : text };
	parts[1] = (struct part){ rest, dash ? dash : end };
	parts[2] = (struct part){ dash ? dash + 1 : end, end };
}

int pb_version_compare(const char *a, const char *b)
{
	struct part as[3], bs[3];
	int d = 0;

	split_version(a, as);
	split_version(b, bs);
	for (int i = 0; i < 3 && !d; i++)
		d = compare_parts(as[i], bs[i]);
	return d;
}
