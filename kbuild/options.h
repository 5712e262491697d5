/* SPDX-License-Identifier: GPL-2.0-only */
/* The options that make has for objtool, from Linux 6.1 to 7.3. */
#ifndef KBUILD_OPTIONS_H
#define KBUILD_OPTIONS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "stackcheck/util/error.h"

/*
 * X(ENUM, "name", letter, doer): the long name, with "hacks=" before one of the
 * hacks; its letter, or 0; and who does what it asks for, enum kb_doer.
 */
#define KB_OPTIONS(X)                                                          \
	X(STACKVAL, "stackval", 's', STEP)                                     \
	X(ORC, "orc", 'o', EITHER)                                             \
	X(HACK_JUMP_LABEL, "hacks=jump_label", 0, EITHER)                      \
	X(HACK_NOINSTR, "hacks=noinstr", 0, EITHER)                            \
	X(HACK_SKYLAKE, "hacks=skylake", 0, EITHER)                            \
	X(NOINSTR, "noinstr", 'n', EITHER)                                     \
	X(RETPOLINE, "retpoline", 'r', EITHER)                                 \
	X(RETHUNK, "rethunk", 0, EITHER)                                       \
	X(UNRET, "unret", 0, EITHER)                                           \
	X(SLS, "sls", 'l', EITHER)                                             \
	X(UACCESS, "uaccess", 'u', EITHER)                                     \
	X(IBT, "ibt", 'i', EITHER)                                             \
	X(CFI, "cfi", 0, EITHER)                                               \
	X(FINEIBT, "fineibt", 0, EITHER)                                       \
	X(PREFIX, "prefix", 0, EITHER)                                         \
	X(STATIC_CALL, "static-call", 't', EITHER)                             \
	X(MCOUNT, "mcount", 'm', EITHER)                                       \
	X(MNOP, "mnop", 0, EITHER)                                             \
	X(NOABS, "noabs", 0, EITHER)                                           \
	X(KLP_SYMIDS, "klp-symids", 0, OBJTOOL)                                \
	X(NO_UNREACHABLE, "no-unreachable", 0, STEP)                           \
	X(LINK, "link", 0, STEP)                                               \
	X(MODULE, "module", 0, STEP)                                           \
	X(WERROR, "werror", 0, STEP)                                           \
	X(BACKUP, "backup", 0, EITHER)

enum kb_option {
#define X(ENUM, name, letter, doer) KB_##ENUM,
	KB_OPTIONS(X)
#undef X
		KB_NOPTIONS
};

/* In a mask of options. */
#define KB_BIT(option) (UINT32_C(1) << (option))

/* Who does what an option asks for. */
enum kb_doer {
	KB_STEP, /* the step, also where there is an objtool */
	KB_EITHER, /* objtool where there is one, else the step */
	KB_OBJTOOL, /* objtool alone: without it the option is refused */
};

/* What make asks for. */
struct kb_request {
	uint32_t asked; /* mask of KB_BIT() */
	unsigned int prefix; /* bytes of room before a function */
	const char *out; /* where the result goes; NULL: to the object */
	char *object; /* path */
};

/*
 * Read the arguments of objtool. Returns 0, 1 for a usage to be printed, or -1
 * with @err: an option is not known.
 */
int kb_request_parse(struct kb_request *req, int argc, char **argv,
		     struct sc_error *err);

/* Does it ask for anything that @doer would do? */
bool kb_request_needs(const struct kb_request *req, enum kb_doer doer);

/* Names of the options that only objtool does, with blanks before each. */
void kb_request_undone(const struct kb_request *req, char *buf, size_t size);

static inline bool kb_is_asked(const struct kb_request *req,
			       enum kb_option option)
{
	return req->asked & KB_BIT(option);
}

#endif
