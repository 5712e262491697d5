/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * cpus.h - can every CPU be stopped now?
 */
#ifndef KPATCH_CPUS_H
#define KPATCH_CPUS_H

#include <linux/types.h>

struct kpatch_op;
struct kpatch_stop;

extern unsigned int kpatch_cpu_wait_ms;

/*
 * Does the stopper of every CPU run within the bound? If not, refuses for the
 * CPUs that are late, as blockers of @s. The caller holds cpus_read_lock().
 */
int kpatch_cpus_answer(struct kpatch_op *op, struct kpatch_stop *s);
/* The same, tried again until the time-out; without any lock of CPUs. */
int kpatch_cpus_ready(struct kpatch_op *op, struct kpatch_stop *s);
/* When @cpu answered last. */
u64 kpatch_cpu_answered_ns(unsigned int cpu);
void kpatch_cpus_exit(void);

#endif /* KPATCH_CPUS_H */
