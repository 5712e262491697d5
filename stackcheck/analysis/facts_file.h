/* SPDX-License-Identifier: GPL-2.0-only */
/* Facts in files: the lists that people write, and what is kept by us. */
#ifndef STACKCHECK_ANALYSIS_FACTS_FILE_H
#define STACKCHECK_ANALYSIS_FACTS_FILE_H

#include "stackcheck/analysis/facts.h"

/* A data file: one name a line, '#' to the line's end is a comment. */
int sc_facts_read_names(struct sc_facts *facts, const char *path,
			struct sc_error *err);
/* The same from memory. */
int sc_facts_parse_names(struct sc_facts *facts, const char *text);

/* The file kept from run to run; a missing one is an empty one. */
int sc_facts_load(struct sc_facts *facts, const char *path,
		  struct sc_error *err);
int sc_facts_save(struct sc_facts *facts, const char *path,
		  struct sc_error *err);

#endif
