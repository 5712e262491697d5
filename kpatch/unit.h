/* SPDX-License-Identifier: GPL-2.0-only */
/* The unit of systemd that loads patches at boot. */
#ifndef KPATCH_UNIT_H
#define KPATCH_UNIT_H

#include <sys/stat.h>

#include "kpatch/command.h"

#define KP_UNIT "kpatch.service"

/*
 * Where the unit is, seen from inside the root; @st is its file. NULL: nowhere,
 * or with @err: it is of no use.
 */
const char *kp_unit_find(const struct kp_ctx *ctx, struct stat *st,
			 struct sc_error *err);

/*
 * As `systemctl enable` does, for @unit with its file @st. 1: it is enabled
 * already; -1 with @err.
 */
int kp_unit_enable(const struct kp_ctx *ctx, const char *unit,
		   const struct stat *st, struct sc_error *err);

/* As `systemctl disable` does. 0, or -1 with @err. */
int kp_unit_disable(const struct kp_ctx *ctx, struct sc_error *err);

#endif
