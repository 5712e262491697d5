/* SPDX-License-Identifier: GPL-2.0-only */
/* What the kernel's command line says of kpatch.ko. */
#ifndef KPATCH_BOOT_H
#define KPATCH_BOOT_H

#include "kpatch/command.h"

/*
 * The parameters for kpatch.ko, from words like kpatch.timeout_ms=300, as
 * modprobe would give them, into @buf. -1: @size bytes are not enough. A
 * command line that cannot be read has none.
 */
int kp_boot_parameters(const struct kp_ctx *ctx, char *buf, size_t size);

/* Whether it has kpatch.enable=0: no patch is to be loaded. */
bool kp_boot_disabled(const struct kp_ctx *ctx);

#endif
