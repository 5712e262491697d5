/* SPDX-License-Identifier: GPL-2.0-only */
/* From PATH arguments to the list of images to check. */
#ifndef STACKCHECK_INPUT_H
#define STACKCHECK_INPUT_H

#include <stddef.h>

#include "image.h"

/* One image to be: a file, or a member of an archive. Owned by its list. */
struct sc_input {
	char *path; /* what findings print: file, or "file.a(member.o)" */
	char *file; /* the file to open */
	size_t offset; /* of the member in it, bytes; 0 for a whole file */
	size_t size; /* of the member; 0: the whole file */
};

struct sc_input_list {
	struct sc_input *items;
	size_t count;
};

/*
 * Expand @paths: folders recursively (without recursion), archives to their
 * members, thin archives to the files they name. What a folder holds counts
 * by its content or name: ELF objects, modules (also compressed), archives,
 * vmlinux and vmlinuz; a path named by the user always counts. Calls @bad
 * with each path that cannot be read and goes on.
 */
int sc_inputs_collect(char *const *paths, size_t npaths,
		      struct sc_input_list *list_ret,
		      void (*bad)(void *ctx, const struct sc_error *err),
		      void *ctx);
void sc_inputs_free(struct sc_input_list *list);

/*
 * Map and load one input. The mapping is released by sc_image_free().
 * Returns NULL with @err filled.
 */
struct sc_image *sc_input_load(const struct sc_input *input,
			       const struct sc_image_options *opt,
			       struct sc_error *err);

#endif
