/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What is patched, as it is in the kernel's package: vmlinux or a module. Its
 * symbols are found by name, with their place among those of the same name.
 */
#ifndef KPATCH_BUILDER_TARGET_H
#define KPATCH_BUILDER_TARGET_H

#include "stackcheck/image/image.h"

/* Owns its image and index. */
struct pb_target {
	char *name; /* the module's; NULL for vmlinux */
	struct sc_image *img;
	uint8_t *bytes; /* the file, which the image reads */
	uint32_t *by_name; /* indexes of symbols, by name, then by index */
	uint32_t nby_name;
};

/*
 * Open @path: a vmlinuz or vmlinux if @module is NULL, else the module of that
 * name. Returns NULL with @err filled; pb_target_free() frees it.
 */
struct pb_target *pb_target_open(const char *path, const char *module,
				 struct sc_error *err);
void pb_target_free(struct pb_target *target);

/*
 * The symbols of a name, in the order of the kernel's table: *@first points at
 * their indexes, and the number of them is returned.
 */
size_t pb_target_find(const struct pb_target *target, const char *name,
		      const uint32_t **first);
/* The one symbol of the name that other objects can mean; 0: none, or many. */
uint32_t pb_target_find_global(const struct pb_target *target,
			       const char *name);
/* 0 if the symbol's name is unique; else its place among them, from 1 on. */
unsigned int pb_target_sympos(const struct pb_target *target, uint32_t sym);
/* The address of a symbol; in a module, its offset in its section. */
uint64_t pb_target_address(const struct pb_target *target, uint32_t sym);
/*
 * Does the symbol lie in what is freed after the start? In vmlinux that is between
 * __init_begin and __init_end, but for the variables of each CPU, and in a module
 * its sections .init*.
 */
bool pb_target_is_freed(const struct pb_target *target, uint32_t sym);
/*
 * @size bytes of vmlinux at an address, or NULL if the file has none there.
 */
const uint8_t *pb_target_bytes(const struct pb_target *target, uint64_t addr,
			       uint64_t size);
/*
 * The symbol of that name at @off of section @sec of a module; of vmlinux, at the
 * address @off. 0: there is none.
 */
uint32_t pb_target_symbol_at(const struct pb_target *target, const char *name,
			     uint32_t sec, uint64_t off);

#endif
