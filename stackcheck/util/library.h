/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Libraries that only some inputs need. They are loaded when the first such
 * input comes: a build runs the step for each object, and a library costs more
 * time to load than a small object to check.
 */
#ifndef STACKCHECK_UTIL_LIBRARY_H
#define STACKCHECK_UTIL_LIBRARY_H

#include <stdbool.h>
#include <stddef.h>

#include "stackcheck/util/error.h"

struct sc_library {
	/* the name that the linker would note, see library_names.h */
	const char *file;
	const char *const *names; /* of functions */
	size_t n; /* how many */
	void *functions; /* an array of n pointers, to be filled */
	bool tried, loaded; /* only sc_library_load() looks at these */
};

/*
 * For a list of functions as a macro LIST(X) that says X(name) for each: the
 * fields of a struct of pointers to them, and their names.
 */
#define SC_LIBRARY_FIELD(fn) __typeof__(fn) *fn;
#define SC_LIBRARY_NAME(fn) #fn,

/*
 * Load @lib, if that was not done before, and fill its functions. False if it
 * cannot be loaded: then sc_library_error() tells. Thread-safe.
 */
bool sc_library_load(struct sc_library *lib);

/*
 * Why the first library that was needed could not be loaded; NULL: all could.
 * After one is missing, nothing that was computed is to be relied on, as after
 * sc_memory_failed().
 */
const char *sc_library_error(void);

/* 0 if all could be loaded; else -1 with @err filled with that. */
int sc_library_fail(struct sc_error *err);

#endif
