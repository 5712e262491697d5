/* SPDX-License-Identifier: GPL-2.0-only */
/* What input.c and archive.c share while they gather inputs. */
#ifndef STACKCHECK_INPUT_PRIV_H
#define STACKCHECK_INPUT_PRIV_H

#include <stdbool.h>
#include <sys/types.h>

#include "stackcheck/input.h"

/* What the first bytes of a file say that it is. */
enum sc_file_kind {
	SC_FILE_OTHER,
	SC_FILE_ELF, /* for x86-64 */
	SC_FILE_ELF_FOREIGN, /* for another machine */
	SC_FILE_PACKED,
	SC_FILE_BOOT, /* bzImage */
	SC_FILE_ARCHIVE,
	SC_FILE_THIN_ARCHIVE,
};

/* As many bytes as sc_file_kind_of() wants to see. */
#define SC_SNIFF_BYTES 1024

/* An input and what tells it from all others, however it was reached. */
struct sc_candidate {
	struct sc_input input;
	dev_t dev;
	ino_t ino;
	size_t order;
};

/* An archive still to be read. */
struct sc_archive_ref {
	char *path;
	bool named; /* by the user: every ELF member counts */
	dev_t dev;
	ino_t ino;
};

/* Owns its arrays and the strings in them, until they go to the list. */
struct sc_collector {
	struct sc_candidate *items;
	size_t count, cap;
	struct sc_archive_ref *archives;
	size_t narchives, archives_cap;
	void (*bad)(void *ctx, const struct sc_error *err);
	void *ctx;
};

enum sc_file_kind sc_file_kind_of(const uint8_t *bytes, size_t size);

/* Report a path that cannot be read, and go on. */
void sc_collect_bad(struct sc_collector *c, const char *fmt, ...)
	__attribute__((format(printf, 2, 3)));

/* Add an input; takes over both strings. Returns -1 when out of memory. */
int sc_collect_add(struct sc_collector *c, const struct sc_candidate *item);

/*
 * Look at one file, whose path is copied, and add it, queue it as an archive,
 * or pass it by. @named: the user said so, it counts whatever it is.
 */
int sc_collect_file(struct sc_collector *c, const char *path, bool named);

/*
 * Add what one path of the user's stands for. What cannot be read is
 * reported and passed by; returns -1 when out of memory.
 */
int sc_collect_path(struct sc_collector *c, const char *path);

/* Add the members of an archive, or queue the archives among them. */
int sc_archive_expand(struct sc_collector *c, const struct sc_archive_ref *ref);

struct stat;

/*
 * Open for reading without waiting for the other end of a FIFO; a descriptor,
 * or -1 with @err filled when it is no regular file.
 */
int sc_open_regular(const char *path, struct stat *st, struct sc_error *err);

/*
 * Map @file read-only, all of it. Refuses what is no regular file without
 * waiting for it. *@map_ret is NULL for an empty file.
 */
int sc_map_file(const char *file, const uint8_t **map_ret, struct stat *st,
		struct sc_error *err);

#endif
