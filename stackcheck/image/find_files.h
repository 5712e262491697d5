/* SPDX-License-Identifier: GPL-2.0-only */
/* Which files count, what they are, and which a folder holds. */
#ifndef STACKCHECK_IMAGE_FIND_FILES_H
#define STACKCHECK_IMAGE_FIND_FILES_H

#include "stackcheck/image/input_priv.h"

enum sc_file_kind sc_file_kind_of(const uint8_t *bytes, size_t size);

/* Tell of a path that cannot be read, or that is none to check, and go on. */
void sc_collect_bad(struct sc_collector *c, const char *path, const char *why);
void sc_collect_skip(struct sc_collector *c, const char *path, const char *why);
/* The same as sc_collect_bad() with a formatted reason. */
void sc_collect_fail(struct sc_collector *c, const char *path, const char *fmt,
		     ...) __attribute__((format(printf, 3, 4)));

/* @why_ret: of SC_SKIP. */
enum sc_choice sc_choose(const char *name, enum sc_file_kind kind,
			 const char **why_ret);

/* Add an input; takes over both strings. Returns -1 when out of memory. */
int sc_collect_add(struct sc_collector *c, const struct sc_candidate *item);

/*
 * Look at one file, whose path is copied, and add it, queue it as an archive,
 * or pass it by.
 */
int sc_collect_file(struct sc_collector *c, const char *path,
		    enum sc_origin origin);

/*
 * Add what one path of the user's stands for. What cannot be read is
 * reported and passed by; returns -1 when out of memory.
 */
int sc_collect_path(struct sc_collector *c, const char *path);

#endif
