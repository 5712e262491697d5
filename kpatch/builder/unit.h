/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A unit: one object of the kernel that a diff changes, in its three forms, and
 * what is known of it.
 *	stock	its source as it is, with the kernel's own flags
 *	old	the same source, with a section for each function and variable
 *	new	the changed source, likewise
 */
#ifndef KPATCH_BUILDER_UNIT_H
#define KPATCH_BUILDER_UNIT_H

#include "kpatch/builder/compare.h"
#include "kpatch/builder/exports.h"
#include "kpatch/builder/match.h"

/* One form of the object. */
struct pb_form {
	struct pb_object *obj;
	struct pb_items *items;
};

struct pb_unit {
	char *name; /* of the object, as "fs/readdir.o" */
	const struct pb_target *target; /* that it is part of */
	const struct pb_target *vmlinux;
	const struct pb_exports *exports;
	struct pb_form stock, old, new;
	struct pb_match *match; /* of stock with target */
	struct pb_pair *stock_old; /* stock is its old side */
	struct pb_pair *old_new;
	struct pb_entries *old_entries, *new_entries;
};

/* Paths of the three forms. */
struct pb_unit_paths {
	const char *stock, *old, *new;
};

/*
 * Read the three forms, match the first with the kernel, and pair them. @target,
 * @vmlinux and @exports must outlive the unit. Returns NULL with @err filled:
 * also if a function of the object has other code in the kernel.
 * pb_unit_free() frees it.
 */
struct pb_unit *pb_unit_new(const char *name, const struct pb_unit_paths *paths,
			    const struct pb_target *target,
			    const struct pb_target *vmlinux,
			    const struct pb_exports *exports,
			    struct sc_error *err);
void pb_unit_free(struct pb_unit *unit);

/* The symbol of the kernel that something of the new object is. */
struct pb_kernel_symbol {
	const char *name;
	unsigned int sympos; /* 0: unique */
	uint64_t addr, size; /* in a module, from the start of its section */
};

/*
 * Find the new item in the kernel. False: the kernel does not have it, or has no
 * symbol for it.
 */
bool pb_unit_find(const struct pb_unit *unit, uint32_t item,
		  struct pb_kernel_symbol *sym_ret);

#endif
