// SPDX-License-Identifier: GPL-2.0-only
/* Types of relocations that a patch module may have against what is not its own. */
#include <elf.h>
#include <stddef.h>

#include "arch/x86/kpatch/reloc_type.h"

/* Of x86-64; what is missing is known to nobody who relocates a module. */
static const struct {
	uint32_t type;
	const char *name;
	unsigned int loader, dynrela; /* bytes; 0: refused */
} types[] = {
	{ R_X86_64_64, "R_X86_64_64", 8, 8 },
	{ R_X86_64_PC64, "R_X86_64_PC64", 8, 0 },
	{ R_X86_64_PC32, "R_X86_64_PC32", 4, 4 },
	{ R_X86_64_PLT32, "R_X86_64_PLT32", 4, 4 },
	{ R_X86_64_32, "R_X86_64_32", 4, 0 },
	{ R_X86_64_32S, "R_X86_64_32S", 4, 4 },
	{ R_X86_64_GOTPCREL, "R_X86_64_GOTPCREL", 0, 0 },
	{ R_X86_64_GOTPCRELX, "R_X86_64_GOTPCRELX", 0, 0 },
	{ R_X86_64_REX_GOTPCRELX, "R_X86_64_REX_GOTPCRELX", 0, 0 },
	{ R_X86_64_PC16, "R_X86_64_PC16", 0, 0 },
	{ R_X86_64_PC8, "R_X86_64_PC8", 0, 0 },
	{ R_X86_64_16, "R_X86_64_16", 0, 0 },
	{ R_X86_64_8, "R_X86_64_8", 0, 0 },
	{ R_X86_64_GOTTPOFF, "R_X86_64_GOTTPOFF", 0, 0 },
	{ R_X86_64_TPOFF32, "R_X86_64_TPOFF32", 0, 0 },
};

#define NTYPES (sizeof(types) / sizeof(types[0]))

const char *pb_x86_reloc_name(uint32_t type)
{
	for (size_t i = 0; i < NTYPES; i++)
		if (types[i].type == type)
			return types[i].name;
	return "of a type that is not known";
}

unsigned int pb_x86_loader_size(uint32_t type)
{
	for (size_t i = 0; i < NTYPES; i++)
		if (types[i].type == type)
			return types[i].loader;
	return 0;
}

unsigned int pb_x86_dynrela_size(uint32_t type)
{
	for (size_t i = 0; i < NTYPES; i++)
		if (types[i].type == type)
			return types[i].dynrela;
	return 0;
}
