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

/* What becomes of a file in a folder, or of a member of an archive. */
enum sc_choice {
	SC_TAKE, /* it is an input, or has to be one and is damaged */
	SC_SKIP, /* it is told that it is not read */
	SC_IGNORE, /* neither its name nor its contents are an input's */
};

/* How a file was come by. */
enum sc_origin {
	SC_BY_USER, /* named by the user: it counts whatever it is */
	SC_BY_FOLDER,
	SC_BY_LINK, /* a symbolic link in a folder */
};

#endif
