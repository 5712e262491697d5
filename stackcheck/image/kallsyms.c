// SPDX-License-Identifier: GPL-2.0-only
/*
 * Finding the kernel's own symbol tables in its read-only data. Since 4.20
 * these lie together, each at a multiple of eight bytes, in newer ones of four:
 *
 *	num_syms, names, markers, [order by name,] token_table, token_index
 *
 * The index of tokens gives itself away: 256 rising 16-bit numbers from 0,
 * each the place of a string in the table before it. The rest follows
 * backwards, and the markers, which must agree with a walk over the names,
 * prove it.
 */
#include <string.h>

#include "stackcheck/image/image_priv.h"
#include "stackcheck/image/kallsyms.h"
#include "stackcheck/image/linked.h"

#define TOKENS 256
#define INDEX_BYTES (TOKENS * 2)
#define LONGEST_TOKEN 64
#define NAMES_PER_MARKER 256
#define MAX_TRIES 8

static uint32_t read_le16(const uint8_t *p)
{
	return p[0] | p[1] << 8;
}

static uint32_t read_le32(const uint8_t *p)
{
	return read_le16(p) | read_le16(p + 2) << 16;
}

static size_t align_up(const struct sc_kallsyms *ks, size_t n)
{
	return (n + ks->align - 1) & ~(ks->align - 1);
}

static bool is_token_index(const uint8_t *p)
{
	uint32_t prev = read_le16(p), next;
	size_t i;

	if (prev)
		return false;
	for (i = 1; i < TOKENS; i++) {
		next = read_le16(p + i * 2);
		if (next < prev + 2 || next - prev > LONGEST_TOKEN)
			return false;
		prev = next;
	}
	return true;
}

/* Each token must be one string, and end where the next begins. */
static bool is_token_table(const uint8_t *table, const uint8_t *index,
			   size_t len)
{
	size_t i, at, next;

	for (i = 0; i < TOKENS; i++) {
		at = read_le16(index + i * 2);
		next = i + 1 < TOKENS ? read_le16(index + i * 2 + 2) : len;
		if (next <= at || next > len || table[next - 1] ||
		    memchr(table + at, 0, next - at) != table + next - 1)
			return false;
	}
	return true;
}

/* Only the last token's length and the padding are unknown. */
static bool find_token_table(struct sc_kallsyms *ks)
{
	const uint8_t *index = ks->sec->data + ks->token_index;
	size_t last = read_le16(index + INDEX_BYTES - 2);
	size_t n, len, before;

	for (n = 2; n < LONGEST_TOKEN; n++) {
		len = last + n;
		before = align_up(ks, len);
		if (before <= ks->token_index &&
		    is_token_table(index - before, index, len)) {
			ks->token_table = ks->token_index - before;
			return true;
		}
	}
	return false;
}

size_t sc_kallsyms_len(const struct sc_kallsyms *ks, size_t *pos, size_t end)
{
	const uint8_t *data = ks->sec->data;
	size_t len;

	if (*pos >= end)
		return 0;
	len = data[(*pos)++];
	if (len & 0x80) { /* names of more than 127 tokens, since 6.1 */
		if (*pos >= end)
			return 0;
		len = (len & 0x7f) | (size_t)data[(*pos)++] << 7;
	}
	return len <= end - *pos ? len : 0;
}

/* Walk the names from ks->names: every marker must be met. */
static bool check_names(struct sc_kallsyms *ks, size_t *steps)
{
	const uint8_t *markers = ks->sec->data + ks->markers;
	size_t pos = ks->names, i, len;

	for (i = 0; i < ks->count; i++) {
		if (i % NAMES_PER_MARKER == 0 &&
		    read_le32(markers + i / NAMES_PER_MARKER * 4) !=
			    pos - ks->names)
			return false;
		len = sc_kallsyms_len(ks, &pos, ks->markers);
		if (!len || !*steps)
			return false;
		--*steps;
		pos += len;
	}
	ks->names_end = pos;
	return align_up(ks, pos) == ks->markers;
}

/* Try the number at @at as num_syms, with the markers ending at @end. */
static bool try_count(struct sc_kallsyms *ks, size_t at, size_t end,
		      size_t *steps)
{
	const uint8_t *data = ks->sec->data;
	size_t len, n = read_le32(data + at);

	ks->nmarkers = (n + NAMES_PER_MARKER - 1) / NAMES_PER_MARKER;
	len = align_up(ks, ks->nmarkers * 4);
	ks->count = n;
	ks->names = at + ks->align;
	if (end < len || end - len < ks->names)
		return false;
	ks->markers = end - len;
	return !read_le32(data + ks->markers) && check_names(ks, steps);
}

/*
 * Search backwards for num_syms, which with a walk over the names behind it
 * must lead exactly to the token table; past 3 bytes a symbol, in kernels
 * that keep their order by name there.
 */
static bool find_names(struct sc_kallsyms *ks, size_t *steps)
{
	const uint8_t *data = ks->sec->data;
	size_t at, n;

	for (at = ks->token_table; at >= ks->align; at -= ks->align) {
		const size_t head = at - ks->align;

		n = read_le32(data + head);
		if (!n || n > ks->token_table ||
		    (ks->align == 8 && read_le32(data + head + 4)))
			continue;
		if (try_count(ks, head, ks->token_table, steps))
			return true;
		if (align_up(ks, n * 3) <= ks->token_table &&
		    try_count(ks, head, ks->token_table - align_up(ks, n * 3),
			      steps))
			return true;
	}
	return false;
}

static bool find_before(struct sc_kallsyms *ks, size_t alignment, size_t *steps)
{
	ks->align = alignment;
	return ks->token_index % alignment == 0 && find_token_table(ks) &&
	       find_names(ks, steps);
}

bool sc_kallsyms_find(const struct sc_section *sec, struct sc_kallsyms *ks,
		      size_t *steps)
{
	size_t at, tries = 0;

	memset(ks, 0, sizeof(*ks));
	ks->sec = sec;
	for (at = 0;
	     sc_in_range(at, INDEX_BYTES, sec->size) && tries < MAX_TRIES;
	     at += 4) {
		if (!is_token_index(sec->data + at))
			continue;
		tries++;
		ks->token_index = at;
		if (find_before(ks, 8, steps) || find_before(ks, 4, steps))
			return true;
	}
	return false;
}
