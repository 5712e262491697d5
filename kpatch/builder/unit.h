/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A unit: one object of the kernel that a diff changes, in its five forms, and
 * what is known of it.
 *	stock	its source as it is, with the kernel's own flags
 *	base	the same, with functions at places that are multiples of 64
 *	fixed	the changed source, likewise
 *	old	the source as it is, with a section for each function
 *	new	the changed source, likewise
 * In all of them each variable has a section. That changes no code, or the match
 * would fail. And then it is plain which variable a relocation leads to: in one
 * section, an empty variable lies where another one begins, and the end of an
 * array, too.
 *
 * The first one is matched with the kernel. The next two tell which functions of
 * the kernel change: the compiler may inline otherwise in the last two. gcc 14
 * aligns loops, so a function at another place can have other no-ops in it; not so
 * if all places are multiples of a larger number. The patch is made from the last
 * form.
 */
#ifndef KPATCH_BUILDER_UNIT_H
#define KPATCH_BUILDER_UNIT_H

#include "kpatch/builder/compare.h"
#include "kpatch/builder/cross.h"
#include "kpatch/builder/exports.h"
#include "kpatch/builder/match.h"

/* One form of the object. */
struct pb_form {
	struct pb_object *obj;
	struct pb_items *items;
	struct pb_entries *entries;
};

struct pb_unit {
	char *name; /* of the object, as "fs/readdir.o" */
	const char *module; /* as in compile.h */
	const char *top; /* the folder that the changed source was compiled in */
	const char *old_text, *new_text; /* the source, preprocessed: paths */
	const struct pb_target *target; /* that it is part of */
	const struct pb_target *vmlinux;
	const struct pb_exports *exports;
	const struct pb_cross
		*cross; /* the other units of the patch; not owned */
	struct pb_form stock, base, fixed, old, new;
	struct pb_match *match; /* of stock with target */
	struct pb_pair *base_fixed, *base_old, *stock_old, *old_new;
};

/* Paths of the five forms, and of the changed source: its top folder, its texts. */
struct pb_unit_paths {
	const char *stock, *base, *fixed, *old, *new, *top, *old_text,
		*new_text;
};

/*
 * Read the five forms, match the first with the kernel, and pair them. @target,
 * @vmlinux, @exports, paths->top and the texts must outlive the unit. Returns
 * NULL with @err filled: also if a function of the object has other code in the
 * kernel. pb_unit_free() frees it.
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
	bool is_freed; /* after the start of the kernel, or of the module */
};

/*
 * Find the new item in the kernel. False: the kernel does not have it, or has no
 * symbol for it.
 */
bool pb_unit_find(const struct pb_unit *unit, uint32_t item,
		  struct pb_kernel_symbol *sym_ret);
/* Is it a weak function that another one took the place of in the kernel? */
bool pb_unit_is_replaced(const struct pb_unit *unit, uint32_t item);

#endif
