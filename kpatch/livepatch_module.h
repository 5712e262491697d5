/* SPDX-License-Identifier: GPL-2.0-only */
/* The module of a livepatch that is disabled is unloaded, when nobody is in it. */
#ifndef KPATCH_LIVEPATCH_MODULE_H
#define KPATCH_LIVEPATCH_MODULE_H

#include "kpatch/command.h"

/*
 * Wait until no task has a frame in it, for as long as --timeout says, and unload
 * it. KP_DONE, or the code of what was told; then it is still loaded.
 */
enum kp_exit kp_livepatch_remove(const struct kp_ctx *ctx, const char *name);

/* The same of a patch that was taken back, which was told: only warns. */
void kp_livepatch_remove_taken_back(const struct kp_ctx *ctx, const char *name);

/* Tell that the caller lacks the right to change @name. Returns the code. */
enum kp_exit kp_not_permitted(const struct kp_ctx *ctx, const char *name);

#endif
