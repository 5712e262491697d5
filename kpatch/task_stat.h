/* SPDX-License-Identifier: GPL-2.0-only */
/* What /proc/PID/stat says of a task. */
#ifndef KPATCH_TASK_STAT_H
#define KPATCH_TASK_STAT_H

#include <stdbool.h>
#include <stdint.h>

struct kp_task_stat {
	int64_t pid;
	int64_t cpu; /* that it runs on, or ran on last */
	char state; /* as ps(1) shows it */
	bool kthread;
	char comm[64];
};

/* Read `stat` in @folder, which is that of a task. 0; -1: it is gone. */
int kp_task_stat_read(struct kp_task_stat *task, const char *folder);

#endif
