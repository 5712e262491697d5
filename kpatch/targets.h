/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The tables of a patch in its file: kpatch_this and what it points to, as
 * kmod/kpatch.h lays them out.
 */
#ifndef KPATCH_TARGETS_H
#define KPATCH_TARGETS_H

#include "kpatch/patch_file.h"

/*
 * What the tables say that KPATCH_MODULE() makes: fills @file->objects as far
 * as they are in the file. -1 with @err only when out of memory.
 */
int kp_file_targets(struct kp_file *file, struct sc_error *err);

#endif
