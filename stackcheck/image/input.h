/* SPDX-License-Identifier: GPL-2.0-only */
/* From PATH arguments to the list of images to check. */
#ifndef STACKCHECK_IMAGE_INPUT_H
#define STACKCHECK_IMAGE_INPUT_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>
#include <time.h>

#include "stackcheck/image/image.h"

/* What tells that a file is still the one that it was. */
struct sc_file_id {
	dev_t dev;
	ino_t ino;
	off_t size; /* bytes */
	time_t sec; /* when its contents changed last */
	long nsec;
};

/* One image to be: a file, or a member of an archive. Owned by its list. */
struct sc_input {
	char *path; /* what findings print: file, or "file.a(member.o)" */
	char *file; /* the file to open */
	size_t offset; /* of the member in it, bytes; 0: the whole file */
	size_t size; /* of the member; nothing if the offset is 0 */
	bool listed; /* @id is what the file was when it was put on the list */
	struct sc_file_id id;
};

struct sc_input_list {
	struct sc_input *items;
	size_t count;
};

/* Who is told of what gave no input: which path, and why not. */
struct sc_input_sink {
	/* it should have, and cannot be read */
	void (*bad)(void *ctx, const char *path, const char *why);
	/* it is nothing that is checked; NULL: nobody wants to know */
	void (*skipped)(void *ctx, const char *path, const char *why);
	void *ctx;
};

/*
 * Expand @paths: folders recursively (without recursion), archives to their
 * members, thin archives to the files they name. What a folder or an archive
 * holds counts by its content or name: ELF objects, modules (also compressed),
 * archives, vmlinux and vmlinuz; a path named by the user always counts. A
 * file of such a name that is not read is told to the sink, and so is a member
 * of an archive. -1 when out of memory.
 */
int sc_inputs_collect(char *const *paths, size_t npaths,
		      struct sc_input_list *list_ret,
		      const struct sc_input_sink *sink);
void sc_inputs_free(struct sc_input_list *list);

/*
 * Read and load one input, which may no more have changed since it was listed.
 * Returns NULL with @err filled.
 */
struct sc_image *sc_input_load(const struct sc_input *input,
			       const struct sc_image_options *opt,
			       struct sc_error *err);

#endif
