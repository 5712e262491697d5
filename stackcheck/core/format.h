/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * How kernels lay out what the analysis reads of theirs: one description for
 * each range of versions. An architecture has a table of them, oldest first
 * (sc_arch.formats); image/format.c finds the one of an image. A new version
 * costs a line in that table.
 */
#ifndef STACKCHECK_CORE_FORMAT_H
#define STACKCHECK_CORE_FORMAT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * The layouts of an ORC entry (asm/orc_types.h), by the first kernel that had
 * it or, for the oldest, the last that did of those with long-term support.
 */
enum sc_orc_layout { SC_ORC_6_1, SC_ORC_6_3, SC_ORC_6_4 };

#define SC_ORC_HASH_SIZE 20
/* The numbers that four bits can hold. */
#define SC_ORC_NREGS 16
/* In sc_format.orc_regs: no register has this number. */
#define SC_ORC_NO_REG 0xff

/* An entry of the bug table, in bytes: its size, and where its flags are. */
struct sc_bug_layout {
	uint8_t entry, flags;
};

/* An entry of the table of alternatives: its size, and where its lengths are. */
struct sc_alt_layout {
	uint8_t entry, lengths;
};

#define SC_FORMAT_VERSION(major, minor) ((major) << 8 | (minor))

struct sc_format {
	const char *since; /* the first version, in words */
	unsigned int version; /* the same: SC_FORMAT_VERSION() */
	enum sc_orc_layout orc; /* of ORC's entries, and types of hints */
	const uint8_t *orc_hash; /* what .orc_header holds; NULL: none has one */
	const uint8_t *orc_regs; /* by the number in files: enum sc_orc_reg */
	struct sc_bug_layout bugs[2]; /* with file and line, and without */
	struct sc_alt_layout alternatives;
};

#endif
