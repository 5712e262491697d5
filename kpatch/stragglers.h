/* SPDX-License-Identifier: GPL-2.0-only */
/* Tasks that livepatch waits for, or should wait for. */
#ifndef KPATCH_STRAGGLERS_H
#define KPATCH_STRAGGLERS_H

#include "kpatch/sysfs.h"

enum kp_straggler {
	KP_NOT_ENABLED, /* has not changed over to the patch */
	KP_NOT_DISABLED, /* has not changed over from it */
	/*
	 * Is in the module of a patch that is disabled. Livepatch looks for the new
	 * functions alone, and not for what they have jumped to.
	 */
	KP_STILL_INSIDE,
};

/* What was waited for in vain. */
struct kp_transition {
	const struct kp_patch *patch; /* its objects only for KP_NOT_ENABLED */
	enum kp_straggler kind;
	int64_t waited_ms;
};

/*
 * A record of the form that last_refusal has, with each such task and its frames;
 * "blockers" is their number. Only root can read which tasks these are: to others
 * the record has none. 0, or -1 with @err and nothing to free.
 */
int kp_stragglers_read(const struct kp_ctx *ctx,
		       const struct kp_transition *transition,
		       struct kp_record *rec, struct sc_error *err);

#endif
