/* SPDX-License-Identifier: GPL-2.0-only */
/* What others may rest on, kept; and who rests on what is no longer so. */
#ifndef KBUILD_KEEP_H
#define KBUILD_KEEP_H

#include "kbuild/kbuild.h"
#include "kbuild/keeper.h"

/*
 * With @index locked, after kb_facts_verify(): keep what the object taught.
 * Objects that rest on what is no longer so are named in @res; one that has a
 * table is removed, so that make makes it anew, and *@stale_ret says so.
 */
int kb_facts_keep(struct kb_index *index, const struct kb_job *job,
		  const struct sc_analysis *analysis, struct sc_result *res,
		  bool *stale_ret, struct sc_error *err);
/* -1 with the error filled. */
int kb_keeper_no_memory(struct kb_keeper *k);

/* Read the facts of all objects, once a step. 0, or -1 with k->err. */
int kb_keeper_read(struct kb_keeper *k);

#endif
