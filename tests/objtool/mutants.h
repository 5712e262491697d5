/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Mutants for the rules about mitigations: an object of the kernel with one
 * mistake of a kind in it. The step and objtool are both asked, and each must
 * notice it.
 *
 *   mutant_kinds.c   the mistakes, a family for each rule
 *   mutants.c        the program
 *
 * Objects, chance, and which instructions may change are those of the mutation
 * test for the stack: tests/mutate.
 */
#ifndef TESTS_OBJTOOL_MUTANTS_H
#define TESTS_OBJTOOL_MUTANTS_H

#include "tests/mutate/mutate.h"

/* Some bytes of the file, and what they become. */
struct mt_edit {
	size_t at;
	unsigned int len;
	uint8_t bytes[24];
};

/* A place for a mistake: where it is, and whose. */
struct mt_site {
	uint32_t subject; /* index into the program's list */
	uint32_t kind; /* index into the family's kinds */
	uint32_t sec, off; /* bytes in the section */
	uint32_t pick; /* chance, for what the kind has to choose */
};

struct mt_mutant {
	struct mt_edit edits[3];
	unsigned int nedits;
};

/* What a kind is shown: an instruction, or a relocation. */
struct mt_place {
	const struct mu_subject *s;
	const struct sc_func *f; /* NULL: none */
	uint32_t sec, off;
	uint32_t i; /* the instruction that begins here, or UINT32_MAX */
	const struct sc_reloc *reloc; /* in its bytes, or the place's; or NULL */
	uint32_t pick;
};

struct mt_kind {
	const char *name;
	bool of_relocs; /* it is shown relocations, not instructions */
	/* make the mutant; false: the mistake does not fit here */
	bool (*make)(const struct mt_place *p, struct mt_mutant *ret);
};

struct mt_family {
	const char *name;
	struct mt_kind kinds[4]; /* those with a name */
};

/* The family of a rule, or NULL. */
const struct mt_family *mt_family_find(const char *name);

/*
 * The place at @sec:@off; @of_relocs as the kind has it. False: there is no
 * instruction, or no relocation.
 */
bool mt_place_at(const struct mu_subject *s, uint32_t sec, uint32_t off,
		 bool of_relocs, struct mt_place *ret);

#endif
