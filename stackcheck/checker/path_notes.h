/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * How a state came about: the path that first reached the place, told by the
 * instructions on it that changed the stack.
 */
#ifndef STACKCHECK_CHECKER_PATH_NOTES_H
#define STACKCHECK_CHECKER_PATH_NOTES_H

#include "stackcheck/checker/checker.h"

/* How the state before @i of block @b came about, as notes. */
void sc_path_notes_add(struct sc_checker *c, const struct sc_block *b,
		       uint32_t i);
/* The instruction @i of section @sec as "+0xOFF: text". */
void sc_insn_words(struct sc_checker *c, uint32_t sec, uint32_t i, char *buf,
		   size_t size);

#endif
