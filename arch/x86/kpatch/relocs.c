// SPDX-License-Identifier: GPL-2.0-only
/* Relocations of x86-64 (psABI, table of relocation types) and its no-ops. */
#include <elf.h>
#include <string.h>

#include "arch/x86/kpatch/reloc_type.h"
#include "kpatch/builder/arch.h"

static unsigned int reloc_size(uint32_t type)
{
	switch (type) {
	case R_X86_64_64:
	case R_X86_64_PC64:
		return 8;
	case R_X86_64_32:
	case R_X86_64_32S:
	case R_X86_64_PC32:
	case R_X86_64_PLT32:
		return 4;
	case R_X86_64_PC8:
		return 1;
	default:
		return 0;
	}
}

static bool reloc_is_relative(uint32_t type)
{
	return type == R_X86_64_PC32 || type == R_X86_64_PLT32 ||
	       type == R_X86_64_PC64 || type == R_X86_64_PC8;
}

static int64_t reloc_read(uint32_t type, const uint8_t *field)
{
	int64_t wide;
	int32_t narrow;

	if (reloc_size(type) == 1)
		return (int8_t)*field;
	if (reloc_size(type) == 8) {
		memcpy(&wide, field, sizeof(wide));
		return wide;
	}
	memcpy(&narrow, field, sizeof(narrow));
	return type == R_X86_64_32 ? (int64_t)(uint32_t)narrow : narrow;
}

/* call, jmp, or a conditional jump, with a distance of 4 bytes. */
static bool is_branch(uint32_t type, const uint8_t *code, uint64_t off)
{
	if (type == R_X86_64_PLT32)
		return true;
	if (type != R_X86_64_PC32 || !off)
		return false;
	if (code[off - 1] == 0xe8 || code[off - 1] == 0xe9)
		return true;
	return off > 1 && code[off - 2] == 0x0f &&
	       (code[off - 1] & 0xf0) == 0x80;
}

/* endbr64 */
static bool has_landing(const uint8_t *code, uint64_t size)
{
	static const uint8_t endbr[] = { 0xf3, 0x0f, 0x1e, 0xfa };

	return size >= sizeof(endbr) && !memcmp(code, endbr, sizeof(endbr));
}

/* jmp rel8 and jmp rel32, and the no-ops of their lengths. */
static unsigned int jump_made_nop(const uint8_t *object, const uint8_t *kernel,
				  size_t avail)
{
	static const uint8_t nop2[] = { 0x66, 0x90 };
	static const uint8_t nop5[] = { 0x0f, 0x1f, 0x44, 0x00, 0x00 };

	if (avail >= 2 && *object == 0xeb && !memcmp(kernel, nop2, 2))
		return 2;
	if (avail >= 5 && *object == 0xe9 && !memcmp(kernel, nop5, 5))
		return 5;
	return 0;
}

static const char *const loaders[] = { "arch/x86/boot",
				       "arch/x86/boot/compressed", NULL };

const struct pb_arch pb_arch_x86_64 = {
	.machine = EM_X86_64,
	.folder = "arch/x86/",
	.loaders = loaders,
	.address_reloc = R_X86_64_64,
	.reloc_name = pb_x86_reloc_name,
	.loader_size = pb_x86_loader_size,
	.dynrela_size = pb_x86_dynrela_size,
	.branch_reloc = R_X86_64_PLT32,
	.short_branch_reloc = R_X86_64_PC8,
	.reloc_size = reloc_size,
	.reloc_is_relative = reloc_is_relative,
	.reloc_read = reloc_read,
	.jump_made_nop = jump_made_nop,
	.is_branch = is_branch,
	.has_landing = has_landing,
	.jump_field = 1,
};
