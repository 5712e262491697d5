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
/* Without @show, the addresses in it are zeros. */
ssize_t kpatch_report_read(bool check, bool show, char *buf, loff_t off,
			   size_t count);
void kpatch_report_exit(void);

#endif /* KPATCH_REPORT_H */
