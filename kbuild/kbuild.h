/* SPDX-License-Identifier: GPL-2.0-only */
/* stackcheck-kbuild: one object of a kernel build, from make to verdict. */
#ifndef KBUILD_KBUILD_H
#define KBUILD_KBUILD_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

#include "kbuild/options.h"
#include "stackcheck/analysis/open_one.h"
#include "stackcheck/cfg/cfg.h"

/* What make asks for, by objtool's options and the environment. */
struct kb_job {
	struct kb_request request;
	char **argv; /* the options with the object, as they came */
	char *object; /* path */
	const char *out; /* where the result goes, the object itself or not */
	const char *tree; /* where the build's files are */
	bool tree_named; /* by kbuild, or a person; else it is the current folder */
	const char *objtool; /* NULL: nothing for it to do, or there is none */
	char objtool_path[4096];
	bool alone; /* there is no objtool: the step does all that is asked */
	unsigned int version; /* SC_FORMAT_VERSION() of the kernel; 0: unknown */
	bool cfi_sites; /* a table of the hashes before functions is wanted */
	bool cfi_symbols; /* their symbols reach up to the functions */
	bool since_7_2; /* tables are those of objtool since that version */
	bool module; /* the object is part of a module */
	bool werror;
	unsigned int mitigations; /* mask of enum sc_mitigation, to be checked */
	enum sc_mode mode;
};

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

/* --- book.c: the facts of all objects of a build */

/* One object that still exists, and its facts: none if it has no file. */
struct kb_entry {
	char *object; /* path */
	dev_t dev;
	ino_t ino;
	struct sc_facts *facts;
	bool checked, fits; /* the object is the one that the facts are of */
	bool doubted; /* something it rests on is not so */
	bool removed; /* the object was, since the book was read */
};

struct kb_book {
	struct kb_entry *entries;
	size_t n;
};

/* --- facts.c, keep.c, doubt.c: what an object rests on, and what others rest on */

/* What the step on one object has found out of others. */
struct kb_others {
	/* names that were taken from others' facts */
	struct sc_facts *recalled;
	/* names that are taken to return, since somebody has seen it */
	struct sc_facts *returning;
	/* places that would assume otherwise */
	struct sc_facts *places;
};

/* Every call of another object's function that is taken not to return. */
typedef int kb_assumption_fn(void *ctx, const struct sc_object *obj,
			     const struct sc_func *f, uint32_t insn,
			     uint32_t sym);

#endif
