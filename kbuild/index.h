/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The index of a build's names: a hash table in a file, 56 bits of a name's
 * hash and eight flags in a word, zero for a free one.
 */
#ifndef KBUILD_INDEX_H
#define KBUILD_INDEX_H

#include "kbuild/kbuild.h"

/*
 * Open the index of @tree and wait until no other process has it. If there
 * was none, or something else in its place, *@fresh_ret says so: set what the
 * files of facts say, then call kb_index_made(). 0, or -1 with @err.
 */
int kb_index_lock(struct kb_index *index, const char *tree, bool *fresh_ret,
		  struct sc_error *err);
int kb_index_made(struct kb_index *index, struct sc_error *err);
void kb_index_unlock(struct kb_index *index);

/* A mask of enum kb_flag. 0, or -1 with @err. */
int kb_index_get(struct kb_index *index, const char *name,
		 unsigned int *flags_ret, struct sc_error *err);
/* Take away @clear, add @set. 0, or -1 with @err. */
int kb_index_set(struct kb_index *index, const char *name, unsigned int clear,
		 unsigned int set, struct sc_error *err);

#endif
