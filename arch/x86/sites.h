/* SPDX-License-Identifier: GPL-2.0-only */
/* What the kernel's build makes of branches: names, and other instructions. */
#ifndef ARCH_X86_SITES_H
#define ARCH_X86_SITES_H

#include "stackcheck/core/arch.h"

enum sc_site_kind sc_x86_site_kind(const char *name);
unsigned int sc_x86_branch_len(const uint8_t *code, size_t avail,
			       bool *is_call_ret);
bool sc_x86_put_nop(uint8_t *to, unsigned int len);
bool sc_x86_put_return(uint8_t *to, unsigned int len);

#endif
