// SPDX-License-Identifier: GPL-2.0-only
/* kp_asm.c - kt_asm_caller(), which assembly may hide, in all three modules */
#include "kpatch.h"

static int new_caller(void)
{
	return 42;
}

static struct kpatch_func bare[] = { KPATCH_FUNC(kt_asm_caller, new_caller) };
static struct kpatch_func hint[] = { KPATCH_FUNC(kt_asm_caller, new_caller) };
static struct kpatch_func frame[] = { KPATCH_FUNC(kt_asm_caller, new_caller) };

static struct kpatch_object objects[] = {
	KPATCH_OBJECT("kt_asm_bare", bare),
	KPATCH_OBJECT("kt_asm_hint", hint),
	KPATCH_OBJECT("kt_asm_frame", frame),
};

KPATCH_MODULE(objects);
MODULE_DESCRIPTION("Change a function that assembly hides");
MODULE_LICENSE("GPL");
