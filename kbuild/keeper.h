/* SPDX-License-Identifier: GPL-2.0-only */
/* What keep.c and doubt.c share while an object's facts are kept. */
#ifndef KBUILD_KEEPER_H
#define KBUILD_KEEPER_H

#include "kbuild/kbuild.h"

struct kb_keeper {
	struct kb_index *index;
	const struct kb_job *job;
	const struct sc_analysis *analysis;
	struct sc_result *res;
	struct sc_facts *own; /* what the object's file will say */
	struct sc_facts *before; /* what it says now */
	struct sc_facts *gone; /* names that others rest on wrongly */
	struct kb_book book; /* kb_keeper_read() reads it */
	bool has_book;
	bool any_gone, stale;
	bool any_unknown; /* some object may rest on any name */
	struct sc_error *err;
};

#endif
