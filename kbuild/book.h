/* SPDX-License-Identifier: GPL-2.0-only */
/* The facts of all objects of a build. */
#ifndef KBUILD_BOOK_H
#define KBUILD_BOOK_H

#include "kbuild/kbuild.h"

/*
 * Does the object carry a table of which nobody knows what it rests on? Its
 * facts are lost, cut, or another version's. One that a linker made of others
 * rests on what they do.
 */
bool kb_entry_is_unknown(const struct kb_entry *e);

/* The file beside @object that keeps its facts. */
int kb_facts_path(char *buf, size_t size, const char *object);

/*
 * Read the facts of all objects in @tree but @object (NULL: of all). 0, or -1
 * with @err; kb_book_free() in either case.
 */
int kb_book_read(struct kb_book *book, const char *tree, const char *object,
		 struct sc_error *err);
void kb_book_free(struct kb_book *book);

/*
 * Add to @wrong every name that is said not to return and that nobody may
 * rest on: it returns in some object, or is said so by an object that is not
 * what its facts are of, or by one that rests on a name in @wrong. Of the
 * objects only those are looked at on which the names in @wanted rest. 0, or
 * -1 when out of memory.
 */
int kb_book_find_wrong(struct kb_book *book, struct sc_facts *wanted,
		       struct sc_facts *wrong);
/*
 * Mark the entries that rest on a name in @wrong, and add to @wrong what
 * those say of their own functions; until that changes nothing.
 */
int kb_book_propagate(struct kb_book *book, struct sc_facts *wrong);
/* Does some object say that @name does not return? */
bool kb_book_has(const struct kb_book *book, const char *name,
		 unsigned int fact);

#endif
