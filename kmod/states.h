/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * states.h - what patches keep in the system, and which may follow which
 */
#ifndef KPATCH_STATES_H
#define KPATCH_STATES_H

struct kpatch_op;

/* Refuses where a patch in use has a state that @op's patch cannot take. */
int kpatch_check_states(struct kpatch_op *op);

#endif /* KPATCH_STATES_H */
