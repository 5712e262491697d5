/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * kt_opaque.h - functions that are patched, and that tests sleep in
 *
 * Compilers look into a function that they do not inline, too, and let its
 * callers know what it returns. Then the callers of kt_sleep() would say 1,
 * whatever the function that is called says.
 */
#ifndef KT_OPAQUE_H
#define KT_OPAQUE_H

#include <linux/compiler.h>

/* Callers know no more of the function than its type. */
#if __has_attribute(__noipa__)
#define kt_opaque	__attribute__((__noipa__))
#else
#define kt_opaque	noinline
#endif

#endif /* KT_OPAQUE_H */
