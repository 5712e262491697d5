/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * edge_call.h - have a task move when it comes to the edge of user space
 */
#ifndef KPATCH_EDGE_CALL_H
#define KPATCH_EDGE_CALL_H

#include <linux/types.h>

struct kpatch_edge_call;
struct kpatch_goal;
struct task_struct;

/*
 * Where calls lead from now on; NULL: nowhere. When it returns no call is under
 * way that leads elsewhere. Under kpatch_mutex.
 */
void kpatch_edge_set_goal(const struct kpatch_goal *goal);
/*
 * @task moves by itself when it leaves the kernel. With @wake its system call
 * ends early, and begins again. NULL: there is no memory, or it ends.
 */
struct kpatch_edge_call *kpatch_edge_call(struct task_struct *task, bool wake);
/* Was it there? Perhaps it could not move. */
bool kpatch_edge_came(const struct kpatch_edge_call *call);
/* Take it back from @task, if it is not too late, and forget it. */
void kpatch_edge_forget(struct kpatch_edge_call *call, struct task_struct *task);

#endif /* KPATCH_EDGE_CALL_H */
