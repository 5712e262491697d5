/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * nodes.h - functions that can be redirected, and where each leads
 */
#ifndef KPATCH_NODES_H
#define KPATCH_NODES_H

#include <linux/atomic.h>

struct kpatch_fn;
struct kpatch_obj;
struct kpatch_op;

/*
 * Generation of what is in use, times four, and two bits.
 *
 * KPATCH_WINDOW is set from before a stop to the switch, and cleared by an NMI
 * that calls a function under change. The one store that switches is a
 * compare-and-exchange on it.
 *
 * While KPATCH_MOVING is set tasks move to the next epoch one by one; stamps.h
 * says which have.
 */
extern atomic_long_t kpatch_epoch;
#define KPATCH_WINDOW		1UL
#define KPATCH_MOVING		2UL
#define KPATCH_EPOCH_SHIFT	2

/* Resolved functions of @obj get nodes, which lead nowhere yet; all or none. */
int kpatch_nodes_get(struct kpatch_op *op, struct kpatch_obj *obj);
/* kpatch_nodes_give_back() is called before the end of the request. */
void kpatch_nodes_put(struct kpatch_obj *obj);
/* Have ftrace forget what nobody uses any more. */
void kpatch_nodes_give_back(void);
void kpatch_node_link(struct kpatch_fn *fn);
/* The caller calls kpatch_node_sync() before it links or frees @fn. */
void kpatch_node_unlink(struct kpatch_fn *fn);
/* Every redirection that may have seen what was unlinked is over. */
void kpatch_node_sync(void);

#endif /* KPATCH_NODES_H */
