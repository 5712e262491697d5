/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * rcu_ready.h - does RCU come to an end now?
 */
#ifndef KPATCH_RCU_READY_H
#define KPATCH_RCU_READY_H

struct kpatch_op;

/*
 * Before a request waits for RCU: is nobody holding RCU up? Tried until the
 * request's time-out; then it is refused as cpu-held. Under kpatch_mutex.
 */
int kpatch_rcu_ready(struct kpatch_op *op);
void kpatch_rcu_exit(void);

#endif /* KPATCH_RCU_READY_H */
