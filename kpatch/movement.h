/* SPDX-License-Identifier: GPL-2.0-only */
/* A change that is under way task by task, of either engine: who is left. */
#ifndef KPATCH_MOVEMENT_H
#define KPATCH_MOVEMENT_H

#include "kpatch/sysfs.h"

/* All that users other than root are told. */
#define KP_TASKS_MOVE "not all tasks have changed over"

struct kp_movement {
	enum kp_engine engine;
	char *change; /* name of the patch whose change it is; it can take others along */
	bool to; /* tasks come to the patch that was asked about; else they leave it */
	bool turned; /* they come back; livepatch does not tell */
	int64_t left; /* tasks that have not moved */
	struct kp_record rec; /* the lines of blockers are as in last_refusal */
};

/*
 * That of @patch. 0, and the caller frees it; or -1 with @err: only root can read
 * it, or it has ended meanwhile.
 */
int kp_movement_read(const struct kp_ctx *ctx, const struct kp_patch *patch,
		     struct kp_movement *m, struct sc_error *err);
/* The same of the change that kpatch.ko makes, whichever it is. */
int kp_movement_read_any(const struct kp_ctx *ctx, struct kp_movement *m,
			 struct sc_error *err);
void kp_movement_free(struct kp_movement *m);

/* "1 task has not come to it yet", into @buf, which is returned. */
struct kp_movement_text {
	char s[96];
};
const char *kp_movement_say(const struct kp_movement *m,
			    struct kp_movement_text *buf);

/* As in the schema, "moving". A new reference. */
json_t *kp_movement_json(const struct kp_movement *m);

#endif
