/* SPDX-License-Identifier: GPL-2.0-only */
/* The plan of a copy with sections replaced: elf_plan.c makes it from the
 * request, elf_write.c puts it into a file. */
#ifndef STACKCHECK_ELF_WRITE_H
#define STACKCHECK_ELF_WRITE_H

#include "stackcheck/image_priv.h"

/* A section of the copy; @data is borrowed. */
struct sc_plan_section {
	Elf64_Shdr sh;
	const void *data; /* NULL: it has no bytes in the file */
};

/*
 * Existing sections keep their index, so that neither symbols nor relocations
 * need to change; new ones follow. Owns its arrays.
 */
struct sc_plan {
	struct sc_plan_section *secs;
	size_t nsecs, cap;
	char *names; /* of the sections; grown from the image's */
	size_t names_len;
	Elf64_Rela **relas; /* the tables made for it */
	size_t nrelas;
};

/* Returns 0, or -1 with @err filled; free the plan either way. */
int sc_plan_make(const struct sc_image *img, struct sc_plan *plan,
		 const struct sc_new_section *secs, size_t nsecs,
		 struct sc_error *err);
void sc_plan_free(struct sc_plan *plan);

#endif
