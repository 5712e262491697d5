/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * move_end.h - how a change that is under way task by task is to end
 */
#ifndef KPATCH_MOVE_END_H
#define KPATCH_MOVE_END_H

#include <linux/types.h>

struct kpatch_op;

enum kpatch_end {
	KPATCH_END_REVERSE,	/* all tasks come back */
	KPATCH_END_KEEP,	/* not yet */
	KPATCH_END_FORCE,	/* without those that are left */
};

/*
 * For whoever asks meanwhile. @text is the name of the patch, or "1" for any.
 * -ENOENT if no tasks move for it, -EBUSY if not now.
 */
int kpatch_ask_reverse(const char *text);
int kpatch_ask_force(const char *text);
/* From here on there is something to ask for, and until it is closed. */
void kpatch_open_questions(const struct kpatch_op *op);
void kpatch_close_questions(void);
/* Nobody can ask to turn again; what was asked before is void. */
void kpatch_note_turned(void);
/* What is asked for, or else what the parameter says of a time-out. */
enum kpatch_end kpatch_asked_end(bool timed_out);
/* Did somebody ask for the reverse? */
bool kpatch_reverse_asked(void);

#endif /* KPATCH_MOVE_END_H */
