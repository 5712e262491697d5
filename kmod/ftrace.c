// SPDX-License-Identifier: GPL-2.0-only
/*
 * ftrace.c - the redirection of one function: a node
 *
 * A node is armed before anything is switched, and disarmed some time after
 * its last patch is gone: disarming waits for an RCU-tasks grace period, which
 * a task that never sleeps can hold up, and nothing depends on it. ftrace
 * waits with its lock held, which all who load or unload modules need;
 * therefore such a period is waited for before ftrace is asked.
 */
#include <linux/hashtable.h>
#include <linux/rcupdate.h>
#include <linux/slab.h>
#include <linux/wait.h>
#include <linux/workqueue.h>

#include "internal.h"
#include "compat.h"

#define DISARM_DELAY	HZ
#define DISARM_WAIT_MS	1000U	/* at least; the time-out if that is longer */
#define MAX_COLD	64

atomic_long_t kpatch_epoch = ATOMIC_LONG_INIT(1 << 1);

/* Nodes that can be used; changed under kpatch_mutex and nodes_lock. */
static DEFINE_HASHTABLE(nodes, 8);
/* Nodes that are being disarmed; under nodes_lock. */
static HLIST_HEAD(dying);
static DEFINE_SPINLOCK(nodes_lock);
static DECLARE_WAIT_QUEUE_HEAD(dying_wait);

static void disarm_work(struct work_struct *work);
static DECLARE_DELAYED_WORK(disarm, disarm_work);

/*
 * Called in place of the target, in any context, NMIs included. The stack of
 * a node changes under RCU, and preemption is off here, so that an entry that
 * was seen stays until this returns.
 */
static void notrace redirect(unsigned long ip, unsigned long parent_ip,
			     struct ftrace_ops *ops, struct ftrace_regs *fregs)
{
	struct kpatch_node *node = container_of(ops, struct kpatch_node, ops);
	struct kpatch_fn *fn;
	unsigned long epoch;

	preempt_disable_notrace();
	/* Pairs with the full barrier of the switch's cmpxchg. */
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
	epoch >>= 1;
	list_for_each_entry_rcu(fn, &node->stack, on_node, true) {
		struct kpatch_patch *patch = fn->obj->patch;
		unsigned long until = READ_ONCE(patch->until);

		/* Pairs with the barriers in kpatch_set_span(). */
		smp_rmb();
		if (READ_ONCE(patch->from) <= epoch && epoch < until) {
			kpatch_set_ip(fregs, fn->new_addr);
			break;
		}
	}
	preempt_enable_notrace();
}

static struct kpatch_node *find_node(unsigned long addr)
{
	struct kpatch_node *node;

	hash_for_each_possible(nodes, node, hash, addr)
		if (node->addr == addr)
			return node;
	return NULL;
}

static bool is_dying(unsigned long addr, const struct module *mod)
{
	struct kpatch_node *node;
	bool found = false;

	spin_lock(&nodes_lock);
	hlist_for_each_entry(node, &dying, hash)
		if (node->addr == addr || (mod && node->mod == mod))
			found = true;
	spin_unlock(&nodes_lock);
	return found;
}

/* Does ftrace have anything of ours in @mod? */
bool kpatch_nodes_in(const struct module *mod)
{
	struct kpatch_node *node;
	bool found = is_dying(0, mod);
	int bkt;

	spin_lock(&nodes_lock);
	hash_for_each(nodes, bkt, node, hash)
		if (node->mod == mod)
			found = true;
	spin_unlock(&nodes_lock);
	return found;
}

static int arm(struct kpatch_op *op, struct kpatch_node *node,
	       const char *object, const char *name)
{
	int *enabled = (int *)kpatch_lookup_data("ftrace_enabled");
	int ret;

	node->ops.func = redirect;
	node->ops.flags = FTRACE_OPS_FL_SAVE_REGS | FTRACE_OPS_FL_DYNAMIC |
			  FTRACE_OPS_FL_IPMODIFY | FTRACE_OPS_FL_PERMANENT;
	ret = ftrace_set_filter_ip(&node->ops, node->ip, 0, 0);
	if (ret == -ENOMEM)
		return kpatch_refuse(op, KPATCH_MEMORY, object, name,
				     "filter of ftrace");
	if (ret)
		return kpatch_refuse(op, KPATCH_NO_FENTRY, object, name,
				     "ftrace does not know %lx: %d", node->ip,
				     ret);

	ret = register_ftrace_function(&node->ops);
	if (!ret)
		return 0;
	ftrace_free_filter(&node->ops);
	if (ret == -ENOMEM)
		return kpatch_refuse(op, KPATCH_MEMORY, object, name,
				     "trampoline of ftrace");
	if (enabled && !READ_ONCE(*enabled))
		return kpatch_refuse(op, KPATCH_FTRACE_OFF, object, name,
				     "kernel.ftrace_enabled is 0");
	return kpatch_refuse(op, KPATCH_CONFLICT, object, name,
			     "ftrace refuses to redirect it: %d", ret);
}

static struct kpatch_node *make_node(struct kpatch_op *op,
				     struct kpatch_fn *fn, int *ret)
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
		*ret = kpatch_refuse(op, KPATCH_MEMORY, object, def->name,
				     "node");
		return NULL;
	}
	INIT_LIST_HEAD(&node->stack);
	node->mod = mod;
	node->addr = def->old_addr;
	node->ip = kpatch_fentry(def->old_addr);
	node->spans[0].start = def->old_addr;
	node->spans[0].end = def->old_addr + def->old_size;
	node->nr_spans = 1 + colds;
	if (colds && kpatch_cold_spans(mod, def->name, def->old_addr,
				       node->spans + 1, colds) != colds)
		*ret = kpatch_refuse(op, KPATCH_MEMORY, object, def->name,
				     "names of its children");
	else
		*ret = arm(op, node, object, def->name);
	if (*ret) {
		kfree(node);
		return NULL;
	}
	spin_lock(&nodes_lock);
	hash_add(nodes, &node->hash, node->addr);
	spin_unlock(&nodes_lock);
	return node;
}

/*
 * The old ops of the function must be gone, or ftrace sees a conflict. A task
 * that never sleeps can hold that up.
 */
static int wait_for_dying(struct kpatch_op *op, const struct kpatch_fn *fn)
{
	const char *object = kpatch_object_name(fn->obj->def);
	unsigned int ms = max(READ_ONCE(kpatch_timeout_ms), DISARM_WAIT_MS);
	long left = wait_event_interruptible_timeout(dying_wait,
			!is_dying(fn->def->old_addr, NULL),
			msecs_to_jiffies(ms));

	if (left > 0)
		return 0;
	if (left)
		return kpatch_refuse(op, KPATCH_INTERRUPTED, object,
				     fn->def->name,
				     "signal while ftrace was giving it back");
	return kpatch_refuse(op, KPATCH_CONFLICT, object, fn->def->name,
			     "ftrace has not given it back after the last patch");
}

/* Give a resolved function its node, armed; it is not redirected yet. */
int kpatch_node_get(struct kpatch_op *op, struct kpatch_fn *fn)
{
	struct kpatch_node *node = find_node(fn->def->old_addr);
	int ret = 0;

	if (!node) {
		ret = wait_for_dying(op, fn);
		if (ret)
			return ret;
		node = make_node(op, fn, &ret);
		if (!node)
			return ret;
	}
	node->users++;
	fn->node = node;
	return 0;
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

/* The caller calls kpatch_node_sync() before it links or frees @fn. */
void kpatch_node_unlink(struct kpatch_fn *fn)
{
	list_del_rcu(&fn->on_node);
}

/* Every redirection that may have seen what was unlinked is over. */
void kpatch_node_sync(void)
{
	synchronize_rcu_expedited();
	kpatch_sync_unwatched();
}

void kpatch_node_put(struct kpatch_fn *fn)
{
	struct kpatch_node *node = fn->node;

	fn->node = NULL;
	if (!--node->users)
		mod_delayed_work(system_unbound_wq, &disarm, DISARM_DELAY);
}

/* Take what nobody uses, all of it or what lies in @mod, off the table. */
static void collect_unused(struct module *mod, struct list_head *gone)
{
	struct kpatch_node *node;
	struct hlist_node *tmp;
	int bkt;

	lockdep_assert_held(&kpatch_mutex);
	hash_for_each_safe(nodes, bkt, tmp, node, hash) {
		if (node->users || (mod && node->mod != mod))
			continue;
		spin_lock(&nodes_lock);
		hash_del(&node->hash);
		hlist_add_head(&node->hash, &dying);
		spin_unlock(&nodes_lock);
		list_add(&node->gone, gone);
	}
}

static void disarm_collected(struct list_head *gone)
{
	struct kpatch_node *node, *tmp;

	list_for_each_entry_safe(node, tmp, gone, gone) {
		int ret = unregister_ftrace_function(&node->ops);

		/* Only for ops that were never registered. */
		WARN_ON_ONCE(ret);
		ftrace_free_filter(&node->ops);
		spin_lock(&nodes_lock);
		hlist_del(&node->hash);
		spin_unlock(&nodes_lock);
		kfree(node);
		wake_up_all(&dying_wait);
	}
}

/* Before ftrace is asked to disarm @gone; see the top. */
static void wait_for_period(const struct list_head *gone)
{
	if (!list_empty(gone))
		synchronize_rcu_tasks();
}

static void disarm_work(struct work_struct *work)
{
	LIST_HEAD(gone);

	synchronize_rcu_tasks();
	/* A request can last as long as its time-out; nothing here is urgent. */
	if (!mutex_trylock(&kpatch_mutex)) {
		mod_delayed_work(system_unbound_wq, &disarm, DISARM_DELAY);
		return;
	}
	collect_unused(NULL, &gone);
	mutex_unlock(&kpatch_mutex);
	/* This can take long; a request for another function need not wait. */
	disarm_collected(&gone);
}

/*
 * @mod goes: ftrace must have forgotten its functions before. Without
 * kpatch_mutex, as this can take long.
 */
void kpatch_nodes_flush(struct module *mod)
{
	LIST_HEAD(gone);

	mutex_lock(&kpatch_mutex);
	collect_unused(mod, &gone);
	mutex_unlock(&kpatch_mutex);
	wait_for_period(&gone);
	disarm_collected(&gone);
	wait_event(dying_wait, !is_dying(0, mod));
}

void kpatch_nodes_exit(void)
{
	LIST_HEAD(gone);

	cancel_delayed_work_sync(&disarm);
	mutex_lock(&kpatch_mutex);
	collect_unused(NULL, &gone);
	mutex_unlock(&kpatch_mutex);
	wait_for_period(&gone);
	disarm_collected(&gone);
}
