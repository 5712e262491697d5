/* SPDX-License-Identifier: GPL-2.0-only */
/* Instructions that the table knows and capstone 4.0.2 does not. */
#ifndef ARCH_X86_DECODE_TABLE_ONLY_H
#define ARCH_X86_DECODE_TABLE_ONLY_H

#include <stddef.h>
#include <stdint.h>

/* Whether capstone's opinion of this instruction does not count. */
int sc_x86_table_only(const uint8_t *code, size_t len);

#endif
