/* SPDX-License-Identifier: GPL-2.0-only */
/* Symbols for the new sections of a copy. */
#ifndef STACKCHECK_ELF_WRITER_ELF_SYMBOL_H
#define STACKCHECK_ELF_WRITER_ELF_SYMBOL_H

#include "stackcheck/elf_writer/elf_write.h"

/* Give the section at @at, which is @sec, its symbol. */
int sc_plan_set_symbol(const struct sc_image *img, struct sc_plan *plan,
		       const struct sc_new_section *sec, uint32_t at,
		       struct sc_error *err);

#endif
