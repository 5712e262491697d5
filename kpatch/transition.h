/* SPDX-License-Identifier: GPL-2.0-only */
/* Transitions of the kernel's own livepatch code: it has one at a time. */
#ifndef KPATCH_TRANSITION_H
#define KPATCH_TRANSITION_H

#include "kpatch/sysfs.h"

/* Of kp_clock_ms(): when a request that begins now is to end. */
int64_t kp_transition_end(const struct kp_ctx *ctx);

/* Whether some tasks have not changed over for this patch. */
bool kp_transition_runs(const struct kp_ctx *ctx, const char *name);

/* Enable or disable a patch that is loaded, or turn its transition round. 0 or errno. */
int kp_transition_begin(const struct kp_ctx *ctx, const char *name,
			bool enable);

/* Wait for that of this patch. False: @end has passed, or there was a signal. */
bool kp_transition_wait(const struct kp_ctx *ctx, const char *name,
			int64_t end);

/* Wait for those of other patches. KP_DONE, or the code of what was told. */
enum kp_exit kp_transition_wait_for_others(const struct kp_ctx *ctx,
					   const char *name, int64_t end);

/*
 * Turn the transition round that did not end, wait for it, and tell which tasks had
 * not changed over. @enable: it was to enable the patch. KP_DONE: it has ended after
 * all; otherwise the code of what was told.
 */
enum kp_exit kp_transition_reverse(const struct kp_ctx *ctx, const char *name,
				   bool enable);

#endif
