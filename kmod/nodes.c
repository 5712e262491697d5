// SPDX-License-Identifier: GPL-2.0-only
/*
 * nodes.c - functions that can be redirected, and where each leads
 *
 * A node is made and its function registered at ftrace (ftrace.c) before
 * anything is switched. Both go when the last patch of the function has gone.
 */
#include <linux/hashtable.h>
#include <linux/mm.h>
#include <linux/rcupdate.h>
#include <linux/slab.h>

#include "compat.h"
#include "ftrace.h"
#include "nodes.h"
#include "patch.h"
#include "patches.h"
#include "reason.h"
#include "request.h"
#include "resolve.h"
#include "stamps.h"

#define MAX_COLD	64

atomic_long_t kpatch_epoch = ATOMIC_LONG_INIT(1 << KPATCH_EPOCH_SHIFT);

/* By the address that ftrace calls with. Changed under kpatch_mutex; RCU. */
static DEFINE_HASHTABLE(nodes, 9);
/* All that is registered, and the nodes that are off the table. */
static LIST_HEAD(holds);
static LIST_HEAD(removed);

#if LINUX_VERSION_CODE < KERNEL_VERSION(6, 3, 0)
DEFINE_PER_CPU(unsigned int, kpatch_redirecting);
#endif

/* --- the redirection -------------------------------------------------------- */

static __always_inline struct kpatch_node *node_at(unsigned long ip)
{
	struct kpatch_node *node;

	hash_for_each_possible_rcu_notrace(nodes, node, hash, ip)
		if (node->ip == ip)
			return node;
	return NULL;
}

static __always_inline bool is_in_use(struct kpatch_patch *patch,
				      unsigned long epoch)
{
	unsigned long until = READ_ONCE(patch->until);

	/* Pairs with the barriers in kpatch_set_span(). */
	smp_rmb();
	return (READ_ONCE(patch->from) <= epoch && epoch < until) ||
	       epoch >= READ_ONCE(patch->again);
}

static __always_inline void follow_epoch(struct kpatch_node *node,
					 struct ftrace_regs *fregs)
{
	struct kpatch_fn *fn;
	unsigned long epoch, word;

	/*
	 * Pairs with the full barrier of the switch's cmpxchg, and with the
	 * stores in per_task.c.
	 */
	epoch = atomic_long_read_acquire(&kpatch_epoch);
	if (unlikely(epoch & KPATCH_WINDOW) && in_nmi()) {
		/*
		 * This NMI runs old code, perhaps across the switch: make the
		 * switch fail. If it has just happened, this runs new code.
		 */
		atomic_long_cmpxchg(&kpatch_epoch, epoch,
				    epoch & ~KPATCH_WINDOW);
		epoch = atomic_long_read_acquire(&kpatch_epoch);
	}
	word = epoch;
	epoch >>= KPATCH_EPOCH_SHIFT;
	/* What interrupts a task is where that task is. */
	if (unlikely(word & KPATCH_MOVING) &&
	    kpatch_has_stamp(current, (u32)(epoch + 1)))
		epoch++;
	list_for_each_entry_rcu(fn, &node->stack, on_node, true) {
		if (is_in_use(fn->patch, epoch)) {
			kpatch_set_ip(fregs, fn->new_addr);
			break;
		}
	}
}

/*
 * ftrace calls it in place of a target, in any context, NMIs included.
 *
 * Nodes and their stacks change under RCU, and preemption is off here, so that
 * what was seen stays until this returns. A function that has no node, or has
 * none any more, goes on as it is.
 */
static void notrace kpatch_redirect(unsigned long ip, unsigned long parent_ip,
				    struct ftrace_ops *ops,
				    struct ftrace_regs *fregs)
{
	struct kpatch_node *node;

	preempt_disable_notrace();
	kpatch_enter_unwatched();
	node = node_at(ip);
	if (node)
		follow_epoch(node, fregs);
	kpatch_leave_unwatched();
	preempt_enable_notrace();
}

void kpatch_node_sync(void)
{
	synchronize_rcu_expedited();
	kpatch_sync_unwatched();
}

/* --- the functions of an object --------------------------------------------- */

static struct kpatch_node *make_node(struct kpatch_op *op,
				     struct kpatch_fn *fn)
{
	const char *object = kpatch_object_name(fn->obj->def);
	struct kpatch_func *def = fn->def;
	struct module *mod = fn->obj->def->mod;
	unsigned int colds = kpatch_cold_spans(mod, def->name, def->old_addr,
					       NULL, 0);
	struct kpatch_node *node = NULL;

	if (colds <= MAX_COLD)
		node = kzalloc(struct_size(node, spans, 1 + colds), GFP_KERNEL);
	if (!node) {
		kpatch_refuse(op, KPATCH_MEMORY, object, def->name, "node");
		return NULL;
	}
	INIT_LIST_HEAD(&node->stack);
	node->ip = kpatch_fentry(def->old_addr);
	node->spans[0].start = def->old_addr;
	node->spans[0].end = def->old_addr + def->old_size;
	node->nr_spans = 1 + colds;
	if (colds && kpatch_cold_spans(mod, def->name, def->old_addr,
				       node->spans + 1, colds) != colds) {
		kpatch_refuse(op, KPATCH_MEMORY, object, def->name,
			      "names of its children");
		kfree(node);
		return NULL;
	}
	return node;
}

/* Off the table; kpatch_nodes_give_back() frees them. */
static void remove_nodes(struct list_head *gone)
{
	struct kpatch_node *node;

	list_for_each_entry(node, gone, list)
		hash_del_rcu(&node->hash);
	list_splice_init(gone, &removed);
}

/* Why ftrace refuses functions of @obj; @bad: which, if that is known. */
static int refuse_hold(struct kpatch_op *op, const struct kpatch_obj *obj,
		       const struct kpatch_fn *bad, int err)
{
	const char *object = kpatch_object_name(obj->def);
	const char *name = bad ? bad->def->name : NULL;

	if (err == -ENOMEM)
		return kpatch_refuse(op, KPATCH_MEMORY, object, name,
				     "registration at ftrace");
	if (err == -EINVAL)
		return kpatch_refuse(op, KPATCH_NO_FENTRY, object, name,
				     "ftrace does not know its call");
	if (!kpatch_ftrace_enabled())
		return kpatch_refuse(op, KPATCH_FTRACE_OFF, object, name,
				     "kernel.ftrace_enabled is 0");
	return kpatch_refuse(op, KPATCH_CONFLICT, object, name,
			     "ftrace refuses to redirect it: %d", err);
}

/* Which of @obj's functions has @node. */
static const struct kpatch_fn *fn_of(const struct kpatch_obj *obj,
				     const struct kpatch_node *node)
{
	const struct kpatch_fn *fn;

	list_for_each_entry(fn, &obj->fns, list)
		if (fn->node == node)
			return fn;
	return NULL;
}

/* Register the @n nodes of @obj that are @fresh. */
static int hold_fresh(struct kpatch_op *op, const struct kpatch_obj *obj,
		      struct list_head *fresh, unsigned int n)
{
	unsigned long *ips = kvcalloc(n, sizeof(*ips), GFP_KERNEL);
	const struct kpatch_fn *at_fault = NULL;
	struct kpatch_node *node;
	struct kpatch_hold *hold;
	unsigned int bad, i = 0;

	if (!ips)
		return refuse_hold(op, obj, NULL, -ENOMEM);
	list_for_each_entry(node, fresh, list)
		ips[i++] = node->ip;
	hold = kpatch_hold(kpatch_redirect, ips, n, &bad);
	kvfree(ips);
	if (!IS_ERR(hold)) {
		list_splice_init(fresh, &hold->nodes);
		list_add(&hold->list, &holds);
		return 0;
	}
	list_for_each_entry(node, fresh, list)
		if (!bad--) {
			at_fault = fn_of(obj, node);
			break;
		}
	return refuse_hold(op, obj, at_fault, PTR_ERR(hold));
}

int kpatch_nodes_get(struct kpatch_op *op, struct kpatch_obj *obj)
{
	struct kpatch_fn *fn;
	unsigned int n = 0;
	LIST_HEAD(fresh);
	int ret = 0;

	lockdep_assert_held(&kpatch_mutex);
	list_for_each_entry(fn, &obj->fns, list) {
		fn->node = node_at(kpatch_fentry(fn->def->old_addr));
		if (!fn->node) {
			fn->node = make_node(op, fn);
			if (!fn->node) {
				ret = -kpatch_reason_errno(op->reason);
				break;
			}
			hash_add_rcu(nodes, &fn->node->hash, fn->node->ip);
			list_add_tail(&fn->node->list, &fresh);
			n++;
		}
		fn->node->users++;
	}
	if (!ret && n)
		ret = hold_fresh(op, obj, &fresh, n);
	if (ret) {
		kpatch_nodes_put(obj);
		remove_nodes(&fresh);
	}
	return ret;
}

void kpatch_nodes_put(struct kpatch_obj *obj)
{
	struct kpatch_fn *fn;

	list_for_each_entry_reverse(fn, &obj->fns, list) {
		if (fn->node)
			fn->node->users--;
		fn->node = NULL;
	}
}

/*
 * Before the functions of older patches: one that is in use got there later,
 * if its target had only just come when it was put in.
 */
void kpatch_node_link(struct kpatch_fn *fn)
{
	struct list_head *next;

	list_for_each(next, &fn->node->stack)
		if (list_entry(next, struct kpatch_fn, on_node)->obj->patch->from <=
		    fn->obj->patch->from)
			break;
	list_add_tail_rcu(&fn->on_node, next);
}

void kpatch_node_unlink(struct kpatch_fn *fn)
{
	list_del_rcu(&fn->on_node);
}

/* --- giving back ------------------------------------------------------------ */

/*
 * Have ftrace forget the @n nodes of @idle, which are some of @hold. Negative
 * errno: there is no memory.
 */
static int hold_less(struct kpatch_hold *hold, const struct list_head *idle,
		     unsigned int n)
{
	unsigned long *ips = kvcalloc(n, sizeof(*ips), GFP_KERNEL);
	struct kpatch_node *node;
	unsigned int i = 0;
	int ret;

	if (!ips)
		return -ENOMEM;
	list_for_each_entry(node, idle, list)
		ips[i++] = node->ip;
	ret = kpatch_hold_less(hold, ips, n);
	kvfree(ips);
	return ret;
}

/*
 * Without memory for the new list of those that stay, all stay until the next
 * time: an unused node leads nowhere. To release a whole hold takes no memory.
 */
static void give_back(struct kpatch_hold *hold)
{
	struct kpatch_node *node, *tmp;
	unsigned int n = 0;
	LIST_HEAD(idle);

	list_for_each_entry_safe(node, tmp, &hold->nodes, list)
		if (!node->users) {
			list_move(&node->list, &idle);
			n++;
		}
	if (!n)
		return;
	if (list_empty(&hold->nodes)) {
		list_del(&hold->list);
		kpatch_hold_release(hold);
	} else if (hold_less(hold, &idle, n)) {
		list_splice(&idle, &hold->nodes);
		return;
	}
	remove_nodes(&idle);
}

void kpatch_nodes_give_back(void)
{
	struct kpatch_hold *hold, *next;
	struct kpatch_node *node, *tmp;

	lockdep_assert_held(&kpatch_mutex);
	list_for_each_entry_safe(hold, next, &holds, list)
		give_back(hold);
	if (list_empty(&removed))
		return;
	/* Those that have found a node are done with it. */
	kpatch_node_sync();
	list_for_each_entry_safe(node, tmp, &removed, list)
		kfree(node);
	INIT_LIST_HEAD(&removed);
}
