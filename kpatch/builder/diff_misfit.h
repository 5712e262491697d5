/* SPDX-License-Identifier: GPL-2.0-only */
/* Why a hunk does not fit. */
#ifndef KPATCH_BUILDER_DIFF_MISFIT_H
#define KPATCH_BUILDER_DIFF_MISFIT_H

#include "kpatch/builder/diff_find.h"

/* What is said of the hunk. All strings are the caller's. */
struct pb_misfit {
	const char *diff; /* its name */
	const char *file; /* the file that is changed */
	size_t nth; /* the hunk's number in this file, from 1 */
	size_t guess; /* the line, from 0, where it was expected */
};

/*
 * Fill @err with what the file has instead of the old side of @hunk, or with
 * where it has the new side already. @search is the one that found nothing; it
 * is used up. Returns -1.
 */
int pb_misfit_report(const struct pb_misfit *misfit, const struct pb_hunk *hunk,
		     struct pb_search *search, struct sc_error *err);

#endif
