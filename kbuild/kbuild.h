/* SPDX-License-Identifier: GPL-2.0-only */
/* stackcheck-kbuild: one object of a kernel build, from make to verdict. */
#ifndef KBUILD_KBUILD_H
#define KBUILD_KBUILD_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

#include "stackcheck/analysis/open_one.h"
#include "stackcheck/cfg/cfg.h"

/* What make asks for, by objtool's options and the environment. */
struct kb_job {
	char **argv; /* the options with the object, as they came */
	char *object; /* path */
	const char *tree; /* where the build's files are */
	const char *objtool; /* NULL: nothing for it to do */
	char objtool_path[4096];
	bool module; /* the object is part of a module */
	bool werror;
	enum sc_mode mode;
};

/* -1: usage. */
int kb_job_parse(struct kb_job *job, int argc, char **argv);

/* Run the kernel's own objtool; its exit code, or -1 with @err. */
int kb_objtool_run(const struct kb_job *job, struct sc_error *err);

/* --- index.c: names, and what some object may know of them */

/*
 * Hints where to look, no facts: those are in the objects' own files. One of
 * these may be set without a reason, and then somebody looks in vain; it must
 * not be missing.
 */
enum kb_flag {
	KB_RETURNS = 1, /* an object has it, and it returns */
	KB_NORETURN = 2, /* an object has it, and it does not return */
	KB_ASSUMED = 4, /* an object rests on its not returning */
	KB_DOUBTED = 8, /* an object with a table did so wrongly */
	KB_ANYTHING = 15,
};

/* A name no function has; KB_ASSUMED: some object may rest on any name. */
#define KB_ANY_NAME "*"

/* The index of a build, open and locked. */
struct kb_index {
	int fd;
	char path[4096];
};

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

/* --- book.c: the facts of all objects of a build */

/* One object that still exists, and its facts: none if it has no file. */
struct kb_entry {
	char *object; /* path */
	dev_t dev;
	ino_t ino;
	struct sc_facts *facts;
	bool checked, fits; /* the object is the one that the facts are of */
	bool doubted; /* something it rests on is not so */
};

struct kb_book {
	struct kb_entry *entries;
	size_t n;
};

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

/* --- facts.c, keep.c, doubt.c: what an object rests on, and what others rest on */

/* A sum over the code of @img; the same before and after its table is put in. */
uint64_t kb_object_sum(const struct sc_image *img);

/* What the step on one object has found out of others. */
struct kb_others {
	/* names that were taken from others' facts */
	struct sc_facts *recalled;
	/* names that are taken to return, since somebody has seen it */
	struct sc_facts *returning;
	/* places that would assume otherwise */
	struct sc_facts *places;
};

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

/*
 * With @index locked, after kb_facts_verify(): keep what the object taught.
 * Objects that rest on what is no longer so are named in @res; one that has a
 * table is removed, so that make makes it anew, and *@stale_ret says so.
 */
int kb_facts_keep(struct kb_index *index, const struct kb_job *job,
		  const struct sc_analysis *analysis, struct sc_result *res,
		  bool *stale_ret, struct sc_error *err);

/* Every call of another object's function that is taken not to return. */
typedef int kb_assumption_fn(void *ctx, const struct sc_object *obj,
			     const struct sc_func *f, uint32_t insn,
			     uint32_t sym);
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
