/* SPDX-License-Identifier: GPL-2.0-only */
/* Which sections of a copy stay, change, become empty, or are new. */
#ifndef STACKCHECK_ELF_WRITER_ELF_PLAN_H
#define STACKCHECK_ELF_WRITER_ELF_PLAN_H

#include "stackcheck/elf_writer/elf_edit.h"
#include "stackcheck/elf_writer/elf_write.h"

/* Returns 0, or -1 with @err filled; free the plan either way. */
int sc_plan_make(const struct sc_edit *edit, struct sc_plan *plan,
		 struct sc_error *err);
void sc_plan_free(struct sc_plan *plan);

/* Append @len bytes (NULL: zeros); where they are goes to *@at_ret. */
int sc_plan_append(const struct sc_image *img, struct sc_plan_bytes *to,
		   const void *data, size_t len, size_t *at_ret,
		   struct sc_error *err);
/* A section of that name; its index goes to *@at_ret. */
int sc_plan_add_section(const struct sc_image *img, struct sc_plan *plan,
			const char *prefix, const char *name, uint32_t *at_ret,
			struct sc_error *err);

#endif
