/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Function summaries: what is known of functions by name, across objects and
 * from run to run. They say which do not return, and which were seen to return.
 */
#ifndef STACKCHECK_ANALYSIS_FACTS_H
#define STACKCHECK_ANALYSIS_FACTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "stackcheck/util/error.h"

enum sc_fact {
	SC_FACT_NORETURN = 1, /* seen not to return */
	SC_FACT_RETURNS = 2, /* seen to return */
	SC_FACT_ASSUMED = 4, /* some object rests on its not returning */
	SC_FACT_LISTED = 8, /* a data file says that it does not return */
	/* it returns, whatever follows the calls of it and the lists say */
	SC_FACT_COMES_BACK = 16,
	/* a caller goes on behind its call with code that is reached in no
	 * other way: it returns */
	SC_FACT_USED = 32,
	/* assumed not to return in this run, and nothing speaks against it;
	 * never kept in a file */
	SC_FACT_GUESSED = 64,
};

/* An assumption that some object rests on. */
struct sc_assumption {
	char *name; /* the callee */
	char *path, *section, *function;
	unsigned long long off; /* bytes in the section */
	unsigned long long function_off;
	bool earlier; /* read from a facts file */
	bool guessed; /* behind a call nothing follows: the only reason */
	bool derived; /* the callee's own code rests on such a guess */
};

/* Thread-safe but for sc_facts_free(). */
struct sc_facts;

struct sc_facts *sc_facts_new(void);
void sc_facts_free(struct sc_facts *facts);

/* Add to what is known of @name; -1 when out of memory. */
int sc_facts_add(struct sc_facts *facts, const char *name, unsigned int fact);
/* All that is known of @name, a mask; 0: nothing. */
unsigned int sc_facts_get(struct sc_facts *facts, const char *name);

/*
 * Every name of which something is known, one a call: begin with *@at at 0;
 * NULL after the last. @facts must not change meanwhile.
 */
const char *sc_facts_next(const struct sc_facts *facts, size_t *at,
			  unsigned int *what_ret);

/* A sum over the one object that the facts are of; 0: of none, or several. */
void sc_facts_set_object(struct sc_facts *facts, uint64_t sum);
uint64_t sc_facts_object(const struct sc_facts *facts);
/* Were one object's facts read from a file, and all of them? */
bool sc_facts_are_whole(const struct sc_facts *facts);

struct sc_news;
/*
 * Add to @into what @from knows without contradiction not to return, and to
 * @news the names of which that is new. 0, or -1 when out of memory. @from must
 * not change meanwhile.
 */
int sc_facts_merge_noreturn(struct sc_facts *into, const struct sc_facts *from,
			    struct sc_news *news);

struct sc_fact_entry;
/* All that is known of it. What its code says in this run comes first. */
unsigned int sc_facts_all_of(const struct sc_fact_entry *f);

/* FNV-1a of a name. */
uint64_t sc_facts_hash(const char *name);

/* sc_facts_add() with the lock held; @earlier: of an earlier run. */
int sc_facts_add_locked(struct sc_facts *facts, const char *name,
			unsigned int what, bool earlier);

/* As sc_facts_add(), of what a file says of an earlier run. */
int sc_facts_add_earlier(struct sc_facts *facts, const char *name,
			 unsigned int fact);

#endif
