// SPDX-License-Identifier: GPL-2.0-only
/*
 * Both texts are cut in pieces. The pieces that both have, in the same order, are
 * a longest common subsequence; all others differ.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "kpatch/builder/c_pieces.h"
#include "kpatch/builder/header_names.h"

/* Pieces of both texts that differ, at most; more of them: all differs. */
#define MOST_PIECES 4000

/* What is left of two lists, without what is the same at both ends. */
struct middle {
	const struct pb_piece *old, *new;
	size_t nold, nnew;
};

static bool is_same(const struct pb_piece *a, const struct pb_piece *b)
{
	return !strcmp(a->text, b->text);
}

static struct middle find_middle(const struct pb_pieces *old,
				 const struct pb_pieces *new)
{
	struct middle m = { old->list, new->list, old->n, new->n };

	while (m.nold && m.nnew && is_same(m.old, m.new)) {
		m.old++;
		m.new ++;
		m.nold--;
		m.nnew--;
	}
	while (m.nold && m.nnew &&
	       is_same(&m.old[m.nold - 1], &m.new[m.nnew - 1])) {
		m.nold--;
		m.nnew--;
	}
	return m;
}

static int note_piece(struct pb_header_names *names,
		      const struct pb_piece *piece)
{
	if (!piece->names.n)
		names->all = true;
	for (size_t i = 0; i < piece->names.n; i++)
		if (pb_words_add(&names->names, piece->names.list[i]))
			return -1;
	return 0;
}

/*
 * @length[i * (nnew + 1) + j]: how many pieces the rests from i and j on have in
 * common.
 */
static void fill_lengths(const struct middle *m, uint16_t *length)
{
	size_t row = m->nnew + 1;

	for (size_t i = m->nold; i-- > 0;)
		for (size_t j = m->nnew; j-- > 0;) {
			uint16_t *at = &length[i * row + j];

			if (is_same(&m->old[i], &m->new[j]))
				*at = (uint16_t)(at[row + 1] + 1);
			else
				*at = at[row] > at[1] ? at[row] : at[1];
		}
}

static int note_differing(const struct middle *m, const uint16_t *length,
			  struct pb_header_names *names)
{
	size_t row = m->nnew + 1, i = 0, j = 0;
	int ret = 0;

	while (!ret && (i < m->nold || j < m->nnew)) {
		const uint16_t *at = &length[i * row + j];

		if (i < m->nold && j < m->nnew &&
		    is_same(&m->old[i], &m->new[j])) {
			i++;
			j++;
		} else if (j == m->nnew || (i < m->nold && at[row] >= at[1])) {
			ret = note_piece(names, &m->old[i++]);
		} else {
			ret = note_piece(names, &m->new[j++]);
		}
	}
	return ret;
}

static int compare_middle(const struct middle *m, struct pb_header_names *names)
{
	uint16_t *length;
	int ret;

	if (m->nold + m->nnew > MOST_PIECES) {
		names->all = true;
		return 0;
	}
	length = calloc((m->nold + 1) * (m->nnew + 1), sizeof(*length));
	if (!length)
		return -1;
	fill_lengths(m, length);
	ret = note_differing(m, length, names);
	free(length);
	return ret;
}

int pb_header_compare(const char *old, size_t old_size, const char *new,
		      size_t new_size, struct pb_header_names *names)
{
	struct pb_pieces before, after;
	struct middle m;
	int ret;

	*names = (struct pb_header_names){ .all = true };
	if (!old || !new || pb_pieces_cut(old, old_size, &before))
		return 0;
	if (pb_pieces_cut(new, new_size, &after)) {
		pb_pieces_free(&before);
		return 0;
	}
	names->all = false;
	m = find_middle(&before, &after);
	ret = compare_middle(&m, names);
	pb_pieces_free(&before);
	pb_pieces_free(&after);
	if (ret || names->all)
		pb_words_free(&names->names);
	return ret;
}
