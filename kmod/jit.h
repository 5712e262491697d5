/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * jit.h - code that BPF made, which has no trust table
 */
#ifndef KPATCH_JIT_H
#define KPATCH_JIT_H

#include <linux/types.h>

/*
 * Is @addr in code that BPF made, at a place where the frame pointer leads to
 * the caller? Such code has no tables. May run anywhere.
 */
bool kpatch_jit_framed(unsigned long addr, bool exact);
/*
 * The trampoline of a function that is patched was called with the new
 * function's start in place of a return address. It is not returned to, and no
 * call comes before it: it is the place itself that the frame is at. @addr was
 * found by such a frame: is it such a place?
 */
bool kpatch_jit_names_entry(unsigned long addr);
void kpatch_jit_init(void);

#endif /* KPATCH_JIT_H */
