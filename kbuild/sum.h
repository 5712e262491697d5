/* SPDX-License-Identifier: GPL-2.0-only */
/* What tells one version of an object's code from another. */
#ifndef KBUILD_SUM_H
#define KBUILD_SUM_H

#include "kbuild/kbuild.h"

/*
 * A sum over the code of @img; the same before and after its table is put in. It
 * is never 0. Returns 0, or -1 when out of memory.
 */
int kb_object_sum(const struct sc_image *img, uint64_t *sum_ret);

#endif
