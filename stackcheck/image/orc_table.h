/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The ORC tables an image was shipped with, in whichever layout its kernel has
 * (core/format.h).
 */
#ifndef STACKCHECK_IMAGE_ORC_TABLE_H
#define STACKCHECK_IMAGE_ORC_TABLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "stackcheck/core/arch.h"
#include "stackcheck/image/image.h"

/*
 * Where the caller's stack pointer, or frame pointer, is counted from. Other
 * numbers are registers, too: sc_arch.orc_regs has them. In files the numbers
 * depend on the version: sc_format.orc_regs.
 */
enum sc_orc_reg {
	SC_ORC_REG_UNDEFINED, /* for the frame pointer: not changed */
	SC_ORC_REG_PREV_SP, /* the CFA */
	SC_ORC_REG_BP = 4,
	SC_ORC_REG_SP = 5,
	SC_ORC_REG_BP_INDIRECT = 8, /* CFA = *(bp + offset) */
	SC_ORC_REG_SP_INDIRECT, /* CFA = *(sp) + offset */
};

/* The register that entries count from by this number, or SC_REG_NONE. */
unsigned int sc_orc_base(const struct sc_arch *arch, unsigned int number);

enum sc_orc_type {
	SC_ORC_TYPE_UNDEFINED,
	SC_ORC_TYPE_END_OF_STACK,
	SC_ORC_TYPE_CALL,
	SC_ORC_TYPE_REGS,
	SC_ORC_TYPE_REGS_PARTIAL,
};

/* One entry: holds from its place to the next entry's, in its section. */
struct sc_orc_entry {
	uint32_t sec, off;
	int16_t sp_offset, bp_offset;
	uint8_t sp_reg, bp_reg; /* enum sc_orc_reg */
	uint8_t type; /* enum sc_orc_type, whatever the layout in the file */
	bool signal;
	bool end; /* the walk ends here: says the same as the type */
};

/*
 * The entries of @img, by (sec, off); where several have the same place the
 * last one counts, as for the kernel. *@entries_ret is the caller's to free;
 * NULL with *@n_ret 0 when the image has none. Returns 0, or -1 with @err.
 */
int sc_orc_read(const struct sc_image *img, struct sc_orc_entry **entries_ret,
		size_t *n_ret, struct sc_error *err);

/* The entry that holds at sec:off, or NULL. Binary search. */
const struct sc_orc_entry *sc_orc_find(const struct sc_orc_entry *entries,
				       size_t n, uint32_t sec, uint64_t off);

#endif
