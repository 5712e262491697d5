/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef TESTS_KPATCH_SLAB_H
#define TESTS_KPATCH_SLAB_H

#include "tests/kpatch/include/outside.h"

#define GFP_KERNEL 0u
#define __compiletime_error(text) __attribute__((error(text)))

void *kcalloc(size_t n, size_t size, gfp_t gfp);
void kfree(const void *mem);

#endif
