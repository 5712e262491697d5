// SPDX-License-Identifier: GPL-2.0-only
/* kt_asm_hint_main.c - the caller of kt_asm_hint.S */
#define KT_ASM kt_asm_hint_call
#include "kt_asm.h"

MODULE_DESCRIPTION("Assembly that tells of its caller");
