/* SPDX-License-Identifier: GPL-2.0-only */
/* What input.c and archive.c share while they gather inputs. */
#ifndef STACKCHECK_IMAGE_INPUT_PRIV_H
#define STACKCHECK_IMAGE_INPUT_PRIV_H

#include <stdbool.h>
#include <sys/types.h>

#include "stackcheck/image/input.h"

/* What the first bytes of a file say that it is. */
enum sc_file_kind {
	SC_FILE_OTHER,
	SC_FILE_ELF, /* for x86-64 */
	SC_FILE_ELF_FOREIGN, /* for another machine */
	SC_FILE_PACKED,
	SC_FILE_BOOT, /* bzImage */
	SC_FILE_ARCHIVE,
	SC_FILE_THIN_ARCHIVE,
	SC_FILE_BITCODE, /* of LLVM, for link-time optimisation */
};

/* As many bytes as sc_file_kind_of() wants to see. */
#define SC_SNIFF_BYTES 1024

/* An input and what tells it from all others, however it was reached. */
struct sc_candidate {
	struct sc_input input;
	bool link; /* found by a symbolic link in a folder */
	size_t order;
};

/* An archive still to be read. */
struct sc_archive_ref {
	char *path;
	bool named; /* by the user: every ELF member counts */
	struct sc_file_id id;
};

/* Owns its arrays and the strings in them, until they go to the list. */
struct sc_collector {
	struct sc_candidate *items;
	size_t count, cap;
	struct sc_archive_ref *archives;
	size_t narchives, archives_cap;
	const struct sc_input_sink *sink;
};

enum sc_file_kind sc_file_kind_of(const uint8_t *bytes, size_t size);

/* Tell of a path that cannot be read, or that is none to check, and go on. */
void sc_collect_bad(struct sc_collector *c, const char *path, const char *why);
void sc_collect_skip(struct sc_collector *c, const char *path, const char *why);
/* The same as sc_collect_bad() with a formatted reason. */
void sc_collect_fail(struct sc_collector *c, const char *path, const char *fmt,
		     ...) __attribute__((format(printf, 3, 4)));

/* What becomes of a file in a folder, or of a member of an archive. */
enum sc_choice {
	SC_TAKE, /* it is an input, or has to be one and is damaged */
	SC_SKIP, /* it is told that it is not read */
	SC_IGNORE, /* neither its name nor its contents are an input's */
};

/* @why_ret: of SC_SKIP. */
enum sc_choice sc_choose(const char *name, enum sc_file_kind kind,
			 const char **why_ret);

/* Add an input; takes over both strings. Returns -1 when out of memory. */
int sc_collect_add(struct sc_collector *c, const struct sc_candidate *item);

/* How a file was come by. */
enum sc_origin {
	SC_BY_USER, /* named by the user: it counts whatever it is */
	SC_BY_FOLDER,
	SC_BY_LINK, /* a symbolic link in a folder */
};

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

/* Add the members of an archive, or queue the archives among them. */
int sc_archive_expand(struct sc_collector *c, const struct sc_archive_ref *ref);

struct stat;

/*
 * Open for reading without waiting for the other end of a FIFO; a descriptor,
 * or -1 with @err filled when it is no regular file.
 */
int sc_open_regular(const char *path, struct stat *st, struct sc_error *err);
/* The same, with the reason alone, in @why of @size bytes. */
int sc_open_why(const char *path, struct stat *st, char *why, size_t size);

/*
 * Bytes of the file from @at on: @size of them, or fewer at its end, or -1
 * with errno.
 */
ssize_t sc_read_at(int fd, void *to, size_t size, uint64_t at);

struct sc_file_id sc_file_id_of(const struct stat *st);

/*
 * Read the bytes of @input, the caller's to free. 0, or -1 with @err: it cannot
 * be read, or it changed meanwhile or since it was listed.
 */
int sc_read_input(const struct sc_input *input, uint8_t **bytes_ret,
		  size_t *size_ret, struct sc_error *err);

#endif
