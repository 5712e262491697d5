/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A header, cut at file scope: each directive is a piece, and so is each
 * declaration. A piece that has effect only where it is named says by which
 * names: an inline function, a prototype, a macro. All others have an effect
 * wherever the header is included.
 */
#ifndef KPATCH_BUILDER_C_PIECES_H
#define KPATCH_BUILDER_C_PIECES_H

#include <stdbool.h>

#include "kpatch/builder/words.h"

struct pb_piece {
	struct pb_words names; /* empty: it has an effect everywhere */
	char *text; /* its tokens, with a space between them */
};

/* Owns its pieces. */
struct pb_pieces {
	struct pb_piece *list; /* as they follow in the file */
	size_t n;
};

/*
 * Cut the @size bytes at @text. 0, or -1 with nothing to free: out of memory, or
 * braces that do not fit, as of functions that conditions cut in pieces.
 */
int pb_pieces_cut(const char *text, size_t size, struct pb_pieces *pieces);
void pb_pieces_free(struct pb_pieces *pieces);

#endif
