/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What is known of functions by name, across objects and from run to run:
 * which do not return, and which were seen to return.
 */
#ifndef STACKCHECK_FACTS_H
#define STACKCHECK_FACTS_H

#include <stdbool.h>
#include <stddef.h>

#include "stackcheck/error.h"

enum sc_fact {
	SC_FACT_NORETURN = 1, /* seen, or listed, not to return */
	SC_FACT_RETURNS = 2, /* seen to return */
	SC_FACT_ASSUMED = 4, /* assumed not to return */
	SC_FACT_LISTED = 8, /* only listed in a data file */
};

/* An assumption that some object rests on. */
struct sc_assumption {
	char *name; /* the callee */
	char *path, *section, *function;
	unsigned long long off; /* bytes in the section */
	unsigned long long function_off;
	bool earlier; /* read from a facts file */
};

/* Thread-safe but for sc_facts_free(). */
struct sc_facts;

struct sc_facts *sc_facts_new(void);
void sc_facts_free(struct sc_facts *facts);

/* Add to what is known of @name; -1 when out of memory. */
int sc_facts_add(struct sc_facts *facts, const char *name, unsigned int fact);
/* All that is known of @name, a mask; 0: nothing. */
unsigned int sc_facts_get(struct sc_facts *facts, const char *name);

/* Copies the strings. */
int sc_facts_assume(struct sc_facts *facts, const struct sc_assumption *a);
const struct sc_assumption *sc_facts_assumptions(const struct sc_facts *facts,
						 size_t *n_ret);

/*
 * Add to @into what @from knows without contradiction not to return; returns
 * how many names were new. @from must not change meanwhile.
 */
size_t sc_facts_merge_noreturn(struct sc_facts *into,
			       const struct sc_facts *from);

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
