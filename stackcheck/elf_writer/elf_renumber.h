/* SPDX-License-Identifier: GPL-2.0-only */
/* New symbols of a copy, and the numbers that relocations name them by. */
#ifndef STACKCHECK_ELF_WRITER_ELF_RENUMBER_H
#define STACKCHECK_ELF_WRITER_ELF_RENUMBER_H

#include "stackcheck/elf_writer/elf_edit.h"
#include "stackcheck/elf_writer/elf_write.h"

/*
 * Put the symbols of @edit into the plan, after all others that come to it have
 * been added, and bring all relocations in line. 0, or -1 with @err filled.
 */
int sc_plan_add_symbols(const struct sc_edit *edit, struct sc_plan *plan,
			struct sc_error *err);

#endif
