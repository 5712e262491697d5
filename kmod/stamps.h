/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * stamps.h - which epoch each task has come to
 *
 * While tasks move to the next epoch one by one, a task has moved if its stamp
 * is the low half of that epoch's number. At all other times stamps mean
 * nothing, and nobody reads them.
 *
 * A stamp is the upper half of a task's atomic_flags, which the kernel does
 * not use. It changes bits of the lower half by instructions that lock the
 * whole word or the one byte, so neither half loses a change of the other.
 */
#ifndef KPATCH_STAMPS_H
#define KPATCH_STAMPS_H

#include <linux/build_bug.h>
#include <linux/sched.h>
#include <linux/types.h>

static_assert(sizeof_field(struct task_struct, atomic_flags) ==
	      2 * sizeof(u32));

static __always_inline u32 *kpatch_stamp_of(struct task_struct *task)
{
	return (u32 *)&task->atomic_flags + 1;
}

static __always_inline bool kpatch_has_stamp(struct task_struct *task,
					     u32 stamp)
{
	return READ_ONCE(*kpatch_stamp_of(task)) == stamp;
}

static inline void kpatch_set_stamp(struct task_struct *task, u32 stamp)
{
	WRITE_ONCE(*kpatch_stamp_of(task), stamp);
}

/* Stamp @task, unless somebody has changed its stamp since it was @from. */
static inline bool kpatch_change_stamp(struct task_struct *task, u32 from,
				       u32 stamp)
{
	return cmpxchg(kpatch_stamp_of(task), from, stamp) == from;
}

/* Are the bits free, as far as can be told? Sleeps. */
void kpatch_stamps_init(void);
bool kpatch_stamps_free(void);
/* Give the bits back as they were; nobody moves any more. */
void kpatch_stamps_exit(void);
/*
 * From here on each new task gets the stamp of kpatch_stamps_of_new(). Nobody
 * has the stamp @next afterwards. -EAGAIN: tasks exit that nobody sees.
 */
int kpatch_stamps_begin(u32 next);
void kpatch_stamps_of_new(u32 stamp);
/*
 * Give all tasks but those that have the stamp @keep the stamp @next. -EAGAIN:
 * tasks exit that nobody sees, and some may have been missed.
 */
int kpatch_stamps_spread(u32 keep, u32 next);
void kpatch_stamps_end(void);

#endif /* KPATCH_STAMPS_H */
