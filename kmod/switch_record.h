/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * switch_record.h - which tasks were switched out since it was started
 */
#ifndef KPATCH_SWITCH_RECORD_H
#define KPATCH_SWITCH_RECORD_H

#include <linux/types.h>

struct task_struct;

/* log2 of twice the tasks that a CPU's record has room for, at most. */
#define KPATCH_RECORD_MAX_BITS	17U

extern unsigned int kpatch_record_bits;	/* anything may be written into it */

int kpatch_record_init(void);
/* What the parameter says, from 1 to the most. */
unsigned int kpatch_record_first_bits(void);
/*
 * Begin to record. @bits: log2 of twice the tasks a CPU has room for, from 1 to
 * the most.
 */
int kpatch_record_start(unsigned int bits);
void kpatch_record_close(void);
void kpatch_record_stop(void);
void kpatch_record_idle(void);
bool kpatch_record_next(unsigned int *at, struct task_struct **task);
bool kpatch_record_has(struct task_struct *task);
bool kpatch_record_overflow(void);
unsigned int kpatch_record_count(void);

#endif /* KPATCH_SWITCH_RECORD_H */
