/* SPDX-License-Identifier: GPL-2.0-only */
/* What an object may take for granted of others: no-return facts. */
#ifndef KBUILD_FACTS_H
#define KBUILD_FACTS_H

#include "kbuild/kbuild.h"

/* Memory for @others. 0, or -1 with @err; kb_others_free() in either case. */
int kb_others_init(struct kb_others *others, struct sc_error *err);
void kb_others_free(struct kb_others *others);

/* Add what is known of callees in other objects to @facts. */
int kb_facts_recall(const struct kb_job *job, const struct sc_image *img,
		    struct kb_others *others, struct sc_facts *facts,
		    struct sc_error *err);

/*
 * With @index locked: see whether what the analysis rests on is still so. 0: it
 * is; 1: it is not, @others has become wiser, analyse it again; -1 with @err.
 */
int kb_facts_verify(struct kb_index *index, const struct kb_job *job,
		    const struct sc_analysis *analysis,
		    struct kb_others *others, struct sc_error *err);

/* 0, or -1 as soon as @fn does not give 0. */
int kb_assumptions_each(const struct sc_analysis *analysis,
			kb_assumption_fn *fn, void *ctx);
/* The assumption of such a call; its strings are borrowed. */
void kb_assumption_fill(struct sc_assumption *a, const struct sc_object *obj,
			const struct sc_func *f, uint32_t insn, uint32_t sym,
			char *path);

/* kb_index_lock(); if there was no index it is made from the facts. */
int kb_facts_lock(struct kb_index *index, const struct kb_job *job,
		  struct sc_error *err);

#endif
