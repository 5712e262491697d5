/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef KPATCH_RESULTS_H
#define KPATCH_RESULTS_H

#include "kpatch/command.h"

/* What is done for one argument; @ctx->doc is that one's own. */
typedef enum kp_exit kp_one_fn(struct kp_ctx *ctx, const char *arg);

/*
 * Do @one for each argument; under --json each is a member of "results".
 * Returns the largest code.
 */
enum kp_exit kp_for_each(struct kp_ctx *ctx, int argc, char **argv,
			 kp_one_fn *one);

#endif
