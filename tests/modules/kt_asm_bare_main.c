// SPDX-License-Identifier: GPL-2.0-only
/* kt_asm_bare_main.c - the caller of kt_asm_bare.S */
#define KT_ASM kt_asm_bare_call
#include "kt_asm.h"

MODULE_DESCRIPTION("Assembly that hides its caller");
