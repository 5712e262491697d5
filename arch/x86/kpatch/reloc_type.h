/* SPDX-License-Identifier: GPL-2.0-only */
/* Types of relocations that a patch module may have against what is not its own. */
#ifndef ARCH_X86_KPATCH_RELOC_TYPE_H
#define ARCH_X86_KPATCH_RELOC_TYPE_H

#include <stdint.h>

/* Its name for a message, or words that say that it has none. */
const char *pb_x86_reloc_name(uint32_t type);

/* Bytes that the kernel's loader of modules writes for it; 0: it refuses it. */
unsigned int pb_x86_loader_size(uint32_t type);

/* Bytes that kpatch.ko writes for it in a struct kpatch_dynrela; 0: not known. */
unsigned int pb_x86_dynrela_size(uint32_t type);

#endif
