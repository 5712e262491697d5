/* SPDX-License-Identifier: GPL-2.0-only */
/* Tasks that keep a transition of the kernel's own livepatch code from its end. */
#ifndef KPATCH_STRAGGLERS_H
#define KPATCH_STRAGGLERS_H

#include "kpatch/sysfs.h"

/* A transition that was waited for in vain. */
struct kp_transition {
	const struct kp_patch *patch;
	bool enable; /* false: it disables the patch */
	int64_t waited_ms;
};

/*
 * A record of the form that last_refusal has, with each task that has not changed
 * over, and its frames. Only root can read which tasks these are: to others the
 * record has none. 0, or -1 with @err and nothing to free.
 */
int kp_stragglers_read(const struct kp_ctx *ctx,
		       const struct kp_transition *transition,
		       struct kp_record *rec, struct sc_error *err);

#endif
