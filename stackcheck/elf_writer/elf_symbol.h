/* SPDX-License-Identifier: GPL-2.0-only */
/* Symbols that a copy has besides those of the image. */
#ifndef STACKCHECK_ELF_WRITER_ELF_SYMBOL_H
#define STACKCHECK_ELF_WRITER_ELF_SYMBOL_H

#include "stackcheck/elf_writer/elf_write.h"

/* Give the section at @at, which is @sec, its symbol. */
int sc_plan_set_symbol(const struct sc_image *img, struct sc_plan *plan,
		       const struct sc_new_section *sec, uint32_t at,
		       struct sc_error *err);

/* Have the tables of symbols and of their names in the plan, to be changed. */
int sc_plan_open_symbols(const struct sc_image *img, struct sc_plan *plan,
			 struct sc_error *err);
/* Give symbols of the image the sizes that @edit has for them. */
int sc_plan_resize_symbols(const struct sc_edit *edit, struct sc_plan *plan,
			   struct sc_error *err);
/*
 * Append @sym, which is in section @sec. Its name and section index are set
 * here; @name may be NULL. The tables are open.
 */
int sc_plan_append_symbol(const struct sc_image *img, struct sc_plan *plan,
			  const char *name, uint32_t sec, Elf64_Sym *sym,
			  struct sc_error *err);

#endif
