/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What the stages of `kpatch build` must know of a processor. Each has one
 * table, in arch/.
 */
#ifndef KPATCH_BUILDER_ARCH_H
#define KPATCH_BUILDER_ARCH_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct pb_arch {
	uint16_t machine; /* EM_* */
	const char *folder; /* of the kernel's source: "arch/x86/" */
	/*
	 * Folders of the source whose code is in the boot image, and not in the
	 * kernel that it loads. NULL ends the list.
	 */
	const char *const *loaders;
	uint32_t branch_reloc; /* type of a direct call or jump, 4 bytes */
	uint32_t short_branch_reloc; /* of a jump of 1 byte */

	uint32_t address_reloc; /* of an address of 8 bytes */

	/* Its name for a message, or words that say that it has none. */
	const char *(*reloc_name)(uint32_t type);
	/* Bytes that the kernel's loader writes for it; 0: it refuses it. */
	unsigned int (*loader_size)(uint32_t type);
	/* Bytes that kpatch.ko writes for it in a dynrela; 0: not known. */
	unsigned int (*dynrela_size)(uint32_t type);
	/* Bytes of the field that a relocation of this type fills; 0: unknown. */
	unsigned int (*reloc_size)(uint32_t type);
	/* Does the field hold a distance from itself? */
	bool (*reloc_is_relative)(uint32_t type);
	/*
	 * What the field holds, as the type reads it: sign-extended if the
	 * processor does that.
	 */
	int64_t (*reloc_read)(uint32_t type, const uint8_t *field);
	/*
	 * The bytes at a jump label: @object is as the compiler left it, @kernel
	 * as a build tool may have changed it. Returns the length if @kernel has
	 * a no-op where @object has a jump, both of that length; 0 otherwise.
	 */
	unsigned int (*jump_made_nop)(const uint8_t *object,
				      const uint8_t *kernel, size_t avail);
	/*
	 * Is the field at @off bytes of the code that of a direct call or jump, by
	 * its relocation and the opcode before it? The assembler has another type
	 * of relocation for a branch to a local function than for others.
	 */
	bool (*is_branch)(uint32_t type, const uint8_t *code, uint64_t off);
	/* Does the code begin with a place that indirect calls may lead to? */
	bool (*has_landing)(const uint8_t *code, uint64_t size);
	/* The offset of a jump's relocated field from the jump, in bytes. */
	unsigned int jump_field;
};

extern const struct pb_arch pb_arch_x86_64;

#endif
