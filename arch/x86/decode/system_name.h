/* SPDX-License-Identifier: GPL-2.0-only */
/* Texts of system instructions that capstone does not know. */
#ifndef ARCH_X86_DECODE_SYSTEM_NAME_H
#define ARCH_X86_DECODE_SYSTEM_NAME_H

#include <stdbool.h>
#include <stddef.h>

struct sc_x86_form;

/* The text of one that capstone does not know; else false. */
bool sc_x86_system_name(const struct sc_x86_form *form, char *buf, size_t size);

#endif
