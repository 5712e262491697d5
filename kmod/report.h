/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * report.h - what became of a request: in the log, and in sysfs
 */
#ifndef KPATCH_REPORT_H
#define KPATCH_REPORT_H

#include <linux/types.h>

struct kpatch_op;

/* Publish the end of a request, in the log and in sysfs. */
void kpatch_report(struct kpatch_op *op, int ret);
ssize_t kpatch_report_change(char *buf);
/*
 * The record of a change that is under way task by task. @left have not moved
 * yet, and op->stop has who is in the way; @turned: it is taken back.
 */
void kpatch_report_moving(const struct kpatch_op *op, unsigned int left,
			  bool turned);
/* The same in the log, of one that is taken back. */
void kpatch_log_left(const struct kpatch_op *op, unsigned int left);
/* It has ended, and has no record any more. */
void kpatch_report_moved(void);

enum kpatch_record {
	KPATCH_RECORD_REFUSAL,
	KPATCH_RECORD_CHECK,
	KPATCH_RECORD_MOVING,
};

/* Without @show, the addresses in it are zeros. */
ssize_t kpatch_report_read(enum kpatch_record which, bool show, char *buf,
			   loff_t off, size_t count);
void kpatch_report_exit(void);

#endif /* KPATCH_REPORT_H */
