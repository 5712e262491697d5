/* SPDX-License-Identifier: GPL-2.0-only */
/* Waiting for a change that is under way task by task, whoever asked for it. */
#ifndef KPATCH_MOVEMENT_WAIT_H
#define KPATCH_MOVEMENT_WAIT_H

#include "kpatch/movement.h"

/* Whether tasks move to the patch, or from it. */
bool kp_tasks_move(const struct kp_ctx *ctx, const char *name);

/*
 * Wait until they do not, for as long as --timeout says, or a minute. KP_DONE, or
 * KP_LATER after it was told who is left.
 */
enum kp_exit kp_movement_wait(const struct kp_ctx *ctx, const char *name);

/* kp_movement_read() by name. */
int kp_movement_find(const struct kp_ctx *ctx, const char *name,
		     struct kp_movement *m, struct sc_error *err);

/* "in use" and the like, of a patch of either engine that may have gone. */
const char *kp_movement_outcome(const struct kp_ctx *ctx, const char *name);

/* Whether it is in use now. */
bool kp_is_in_use(const struct kp_ctx *ctx, const char *name);

#endif
