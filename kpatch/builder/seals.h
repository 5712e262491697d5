/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Functions that the kernel seals at its start: nothing takes their address, so
 * it makes their endbr a no-op, and an indirect call of them traps (x86 IBT).
 */
#ifndef KPATCH_BUILDER_SEALS_H
#define KPATCH_BUILDER_SEALS_H

#include <stdbool.h>

#include "kpatch/builder/target.h"

/*
 * Is what begins at @addr sealed? @addr is as pb_target_address() gives it, and
 * in a module @sec is its section.
 */
bool pb_is_sealed(const struct pb_target *target, uint32_t sec, uint64_t addr);

#endif
