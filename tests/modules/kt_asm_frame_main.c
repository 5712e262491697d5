// SPDX-License-Identifier: GPL-2.0-only
/* kt_asm_frame_main.c - the caller of kt_asm_frame.S */
#define KT_ASM kt_asm_frame_call
#include "kt_asm.h"

MODULE_DESCRIPTION("Assembly that has a frame");
