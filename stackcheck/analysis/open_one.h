/* SPDX-License-Identifier: GPL-2.0-only */
/* One image from a path to a checked analysis, for commands about one file. */
#ifndef STACKCHECK_ANALYSIS_OPEN_ONE_H
#define STACKCHECK_ANALYSIS_OPEN_ONE_H

#include "stackcheck/analysis/analysis.h"
#include "stackcheck/image/input.h"

/*
 * The names known beforehand not to return: the built-in list, and the files
 * that @opt names. NULL with @err filled on failure.
 */
struct sc_facts *sc_facts_known(const struct sc_check_options *opt,
				struct sc_error *err);

/* A checked image with all that it rests on. */
struct sc_opened {
	struct sc_input_list inputs;
	struct sc_facts *facts;
	struct sc_image *img;
	struct sc_analysis *analysis;
	struct sc_result res;
};

/*
 * Load and check the one image at @path. What is skipped on the way to it is
 * told on stderr. -1 with @err filled on failure; sc_opened_close() in either
 * case.
 */
int sc_opened_open(struct sc_opened *o, char *path,
		   const struct sc_check_options *opt, struct sc_error *err);
void sc_opened_close(struct sc_opened *o);

/* Warn, after the copy @out is made, that it lacks a signature. */
void sc_opened_warn_unsigned(const struct sc_opened *o, const char *out);

/*
 * A copy of the image may take the place of @path only if it is all that the
 * file holds. 0 if it is; -1 with @err filled for a member of an archive, an
 * object in a folder, and what is packed or signed.
 */
int sc_opened_is_whole(const struct sc_opened *o, const char *path,
		       struct sc_error *err);

#endif
