/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * internal.h - what the files of kpatch.ko share
 *
 * Locks, outermost first:
 *	kpatch_mutex		all patches, objects, functions and nodes; held
 *				for the whole of a request
 *	kpatch_list_mutex	the same, but let go of while a request rests
 *				between two tries: what is no part of a request
 *				need not wait for its end
 *	kpatch_names_lock	membership and order of kpatch_patches, so that
 *				neither a module that no patch names nor a
 *				reader of sysfs need wait for a request
 *	readers_lock		in listing.c, who reads which text
 *	kpatch_images_lock	trust tables (trust.h); notifications of modules
 *				have let go of it when they take kpatch_mutex
 *	kpatch_report_mutex	the texts of last_change and the others
 * exits.c, loader.c and shadow.c have one innermost lock each.
 */
#ifndef KPATCH_INTERNAL_H
#define KPATCH_INTERNAL_H

#include <linux/atomic.h>
#include <linux/elf.h>
#include <linux/ftrace.h>
#include <linux/kobject.h>
#include <linux/list.h>
#include <linux/module.h>
#include <linux/mutex.h>
#include <linux/sched.h>
#include <linux/stop_machine.h>

#include "kpatch.h"

#define KPATCH_FRAMES	64	/* frames kept of a blocker */
#define KPATCH_BLOCKERS	8	/* blockers described */
#define KPATCH_RUNNERS	64	/* tasks that ran in the way, and are told */

/* --- reasons of refusal (report.c has their names and errnos) ---------- */

enum kpatch_reason {
	KPATCH_NONE,
	KPATCH_BUSY,
	KPATCH_UNRELIABLE,
	KPATCH_UNTRUSTED,
	KPATCH_NMI,
	KPATCH_NOT_FOUND,
	KPATCH_AMBIGUOUS,
	KPATCH_POSITION,
	KPATCH_ADDRESS,
	KPATCH_NO_FENTRY,
	KPATCH_CONFLICT,
	KPATCH_FTRACE_OFF,
	KPATCH_RELOCATION,
	KPATCH_OVERFLOW,
	KPATCH_VETO,
	KPATCH_MALFORMED,
	KPATCH_REGISTERED,
	KPATCH_STATE,
	KPATCH_INCOMPATIBLE,
	KPATCH_GOING,
	KPATCH_REENTRY,
	KPATCH_MEMORY,
	KPATCH_INTERRUPTED,
	KPATCH_CPU_HELD,
	KPATCH_SWITCHED_OFF,
	KPATCH_FAULT,
	KPATCH_NR_REASONS
};

enum kpatch_action {
	KPATCH_ENABLE,
	KPATCH_DISABLE,
	KPATCH_REPLACE,
	KPATCH_MODULE_COMING,
	KPATCH_CHECK,
};

/* --- patches, as kpatch.ko sees them ----------------------------------- */

struct kpatch_span {
	unsigned long start;
	unsigned long end;
};

/* A registration at ftrace, of functions that are changed. */
struct kpatch_hold {
	struct list_head list;
	struct list_head nodes;
	struct ftrace_ops ops;
};

/* A target function; every patch of it shares it. */
struct kpatch_node {
	struct hlist_node hash;
	struct list_head stack;		/* of kpatch_fn, newest first; RCU */
	struct list_head list;		/* kpatch_hold.nodes */
	unsigned long ip;		/* of the call to fentry */
	unsigned int users;
	unsigned int nr_spans;
	struct kpatch_span spans[];	/* the function, then .cold children */
};

struct kpatch_fn {
	struct kobject kobj;
	struct list_head list;		/* kpatch_obj.fns */
	struct kpatch_func *def;
	struct kpatch_obj *obj;
	struct kpatch_node *node;	/* while the object is prepared */
	struct list_head on_node;	/* kpatch_node.stack */
	unsigned long new_addr;
	unsigned long new_end;
	unsigned long given_addr;	/* what the patch had in old_addr */
	unsigned long given_size;
	bool force;
};

struct kpatch_obj {
	struct kobject kobj;
	struct list_head list;		/* kpatch_patch.objs */
	struct kpatch_object *def;
	struct kpatch_patch *patch;
	struct list_head fns;
	struct module **owners;		/* of what was relocated against; a */
	unsigned int nr_owners;		/* reference for each, or NULL and 0 */
	bool prepared;			/* target pinned, functions armed */
	bool called;			/* pre_patch ran and agreed */
	bool patched;
};

/*
 * The functions of a patch are in use while from <= epoch < until. Both are
 * set before the switch to what the next epoch will be.
 */
struct kpatch_patch {
	struct kobject kobj;
	struct list_head list;		/* kpatch_patches, oldest first */
	struct kpatch_module *kpmod;
	struct list_head objs;
	unsigned long from;
	unsigned long until;
	bool enabled;
	bool replace;
	bool forced;
	bool leaving;
	bool outgoing;			/* is replaced by the change under way */
};

#define KPATCH_NEVER	ULONG_MAX

/* --- one request -------------------------------------------------------- */

struct kpatch_blocker {
	pid_t pid;
	pid_t tgid;
	int cpu;
	char state;
	bool kthread;
	enum kpatch_reason reason;
	const char *detail;		/* constant; why, or NULL */
	const char *wake;		/* can it be woken; constant, or NULL */
	unsigned long at;		/* the frame that it is about, or 0 */
	bool at_exact;
	const struct kpatch_fn *fn;	/* KPATCH_BUSY: NULL is patch text */
	char comm[TASK_COMM_LEN];
	unsigned int nr;
	unsigned long frame[KPATCH_FRAMES];
};

struct kpatch_op {
	enum kpatch_action action;
	const char *name;		/* of the patch module */
	struct kpatch_patch *patch;	/* NULL while there is none */
	bool replace;
	bool dry;			/* everything but the switch */
	bool enable;
	bool distrusted;		/* the patch's code is not trusted */
	u64 start_ns;
	unsigned int timeout_ms;
	u64 end_ns;			/* no new try from then on */
	unsigned int retries;
	unsigned int functions;		/* that are switched */

	enum kpatch_reason reason;
	const char *object;
	const char *function;
	char detail[160];
	char where[160];		/* what object and function point to */

	struct kpatch_stop *stop;	/* figures and blockers; may be NULL */
};

/* Why a change is refused: fills @op, returns the reason's errno, negated. */
int __printf(5, 6) kpatch_refuse(struct kpatch_op *op, enum kpatch_reason why,
				 const char *object, const char *function,
				 const char *fmt, ...);
/* The same; object and function are those that @addr lies in. */
int __printf(5, 6) kpatch_refuse_at(struct kpatch_op *op,
				    enum kpatch_reason why, unsigned long addr,
				    bool exact, const char *fmt, ...);
/* There was a reason to refuse, which does not count. */
void kpatch_refuse_nothing(struct kpatch_op *op);
const char *kpatch_reason_name(enum kpatch_reason why);
int kpatch_reason_errno(enum kpatch_reason why);

/* --- report.c ----------------------------------------------------------- */

/* How many of its functions are in use, or could be. */
unsigned int kpatch_functions(const struct kpatch_patch *patch);
/* Publish the end of a request, in the log and in sysfs. */
void kpatch_report(struct kpatch_op *op, int ret);
ssize_t kpatch_report_change(char *buf);
/* Without @show, the addresses in it are zeros. */
ssize_t kpatch_report_read(bool check, bool show, char *buf, loff_t off,
			   size_t count);
void kpatch_report_exit(void);

/* --- lock.c ------------------------------------------------------------- */

extern struct mutex kpatch_mutex;
extern struct mutex kpatch_list_mutex;

/*
 * -EDEADLK from a callback, or as kpatch_signalled(); the others are not for
 * callbacks.
 */
int kpatch_lock(void);
int kpatch_lock_killable(void);
void kpatch_lock_always(void);
void kpatch_unlock(void);
/*
 * Whether the caller must end what it waits for. -EINTR: for a signal that it
 * handles or dies of. -ERESTARTNOINTR: to be stopped, traced or frozen, or to
 * run a task work; the system call begins again afterwards. 0: neither.
 */
int kpatch_signalled(void);
/* Sleep between two tries, under kpatch_lock(). As kpatch_signalled(). */
int kpatch_rest(unsigned int ms);
/* Is the caller inside a request, as a callback of a patch is? */
bool kpatch_in_callback(void);

/* --- registry.c --------------------------------------------------------- */

extern struct list_head kpatch_patches;
extern unsigned int kpatch_timeout_ms;
extern bool kpatch_allowed;	/* false: no patch may be put in */

static inline const char *kpatch_object_name(const struct kpatch_object *def)
{
	return def->name ?: "vmlinux";
}

#define KPATCH_DEFAULT_TIMEOUT	(-1)	/* kpatch_timeout_ms */

/*
 * From sysfs; with @check, whether the opposite of now could be done. A
 * @timeout_ms that is not negative is for this request.
 */
int kpatch_set_enabled(struct kpatch_patch *patch, bool enable, bool check,
		       int timeout_ms);
/* Among the patches in use, the oldest is 1; 0: it is not in use. */
unsigned int kpatch_stack_order(const struct kpatch_patch *patch);
/* Does any patch name it, or is it one? */
bool kpatch_concerns(const struct module *mod);
/* Undo what was done to @mod, which goes; waits for a request only if so. */
void kpatch_undo_going(struct module *mod);
/* @mod is about to be freed; the errno of why its patch stays, if it does. */
int kpatch_abandon(const struct module *mod);

/* --- states.c ----------------------------------------------------------- */

/* Refuses where a patch in use has a state that @op's patch cannot take. */
int kpatch_check_states(struct kpatch_op *op);

/* --- malformed.c -------------------------------------------------------- */

/* Do both name one module? The loader makes `_` of each `-` in a name. */
bool kpatch_same_name(const char *a, const char *b);
/* What is wrong with the tables of @kpmod; NULL: nothing. */
const char *kpatch_malformed(const struct kpatch_module *kpmod);

/* --- loader.c ----------------------------------------------------------- */

/* A reference to a module that may be patched now, or NULL. */
struct module *kpatch_get_target(const char *name);
int kpatch_loader_init(void);
void kpatch_loader_exit(void);

/* --- apply.c ------------------------------------------------------------ */

int kpatch_enable(struct kpatch_op *op);
int kpatch_disable(struct kpatch_op *op);
int kpatch_coming(struct module *mod);
void kpatch_going(struct module *mod);
/* Is there anything for kpatch_going() to do? */
bool kpatch_prepared(const struct module *mod);

/* --- activeness.c ------------------------------------------------------- */

/* A piece of code that nobody may be in. @fn is NULL for text of a patch. */
struct kpatch_range {
	unsigned long start;
	unsigned long end;
	const struct kpatch_fn *fn;
};

struct kpatch_ranges {
	struct kpatch_range *r;
	unsigned int nr;
	unsigned int max;
};

/* What gets a blocker out of the way. */
enum kpatch_leave {
	KPATCH_STANDS,		/* nothing that we can do */
	KPATCH_PASSES,		/* it runs, and leaves by itself */
	KPATCH_WAKES,		/* a kernel thread: it is woken */
	KPATCH_RESTARTS,	/* it begins its system call again */
	KPATCH_NR_LEAVE
};

/* What one CPU counts, and its last walk; nobody else writes it. */
struct kpatch_cpu {
	unsigned int walked;
	unsigned int frames;
	u64 stopped_ns;			/* when it came to the stop */

	const struct kpatch_fn *fn;	/* KPATCH_BUSY: NULL is patch text */
	const char *detail;
	unsigned long at;
	bool at_exact;
	unsigned int nr;
	unsigned long frame[KPATCH_FRAMES];
};

/* One try, and what it found. */
struct kpatch_stop {
	struct kpatch_ranges ranges;
	bool dry;
	bool full;
	bool overflow;

	struct kpatch_cpu before;
	struct kpatch_cpu *cpu;		/* nr_cpu_ids of them */
	unsigned int recorded;

	atomic_t arrived;
	atomic_t done;
	u64 gather_ns;			/* until all CPUs stood still */
	u64 first_ns;
	u64 last_ns;
	u64 call_ns;
	u64 window_ns;			/* from a CPU's answer to its stop */
	bool switched;
	bool nmi;
	unsigned int audit_missed;
	bool untracked;			/* tasks have exited without an entry */

	atomic_t nr_blockers;
	struct kpatch_blocker blocker[KPATCH_BLOCKERS];
	atomic_t nr_leaving[KPATCH_NR_LEAVE];	/* blockers of each kind */

	struct kpatch_round *round;	/* sleepers wait outside; or NULL */
	struct list_head stay;		/* of this request; see nudge.c */
	/* Blockers that ran, of this try and the last; references. */
	atomic_t nr_runners;		/* all of them; the first have room */
	struct task_struct *runner[KPATCH_RUNNERS];
};

extern bool kpatch_full_walk;
extern bool kpatch_audit;

void kpatch_set_span(struct kpatch_patch *patch, unsigned long from,
		     unsigned long until);
/* Memory for kpatch_switch() and for blockers, in op->stop. */
int kpatch_stop_alloc(struct kpatch_op *op);
/* Check every stack and switch to the next epoch, or refuse. */
int kpatch_switch(struct kpatch_op *op);
void kpatch_stop_free(struct kpatch_stop *stop);

/* --- ranges.c ----------------------------------------------------------- */

/* Sorted and disjoint, into @rs, which is the caller's also if this fails. */
int kpatch_ranges_collect(struct kpatch_op *op, struct kpatch_ranges *rs);

/* --- blockers.c --------------------------------------------------------- */

/*
 * May run on several CPUs at once, inside the stop. @cpu may be NULL. Returns
 * what gets @task out of the way.
 */
enum kpatch_leave kpatch_add_blocker(struct kpatch_stop *s,
				     struct task_struct *task,
				     enum kpatch_reason why,
				     const struct kpatch_cpu *cpu);
void kpatch_drop_blockers(struct kpatch_stop *s);
/* Refuse for the one that says most. */
int kpatch_refuse_blocked(struct kpatch_op *op, const struct kpatch_stop *s);

/* --- cpus.c ------------------------------------------------------------- */

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

/* --- walk.c ------------------------------------------------------------- */

/*
 * Walk the stack of @task, which must be off the CPU, or current, or of which
 * the caller ignores the result; it must have a stack. KPATCH_NONE: the stack
 * is reliable and nothing of @ranges is on it. What else was found is left in
 * @cpu: the frames, and what the verdict is about.
 */
enum kpatch_reason kpatch_walk(struct task_struct *task,
			       const struct kpatch_ranges *ranges,
			       struct kpatch_cpu *cpu);

/* --- tasks.c ------------------------------------------------------------ */

struct kpatch_snap {
	struct task_struct *task;
	unsigned long switches;
	bool blocked;
	enum kpatch_leave leave;	/* of one that is blocked */
};

struct kpatch_snapshot {
	struct kpatch_snap *s;
	unsigned int nr;
};

int kpatch_tasks_init(void);
void kpatch_tasks_exit(void);
struct tracepoint *kpatch_find_tracepoint(const char *name);
int kpatch_snapshot_take(struct kpatch_snapshot *snap);
void kpatch_snapshot_free(struct kpatch_snapshot *snap);
typedef void kpatch_task_fn(struct task_struct *task, void *data);
/* Each task of the kernel's list, under RCU; idle tasks are not in it. */
void kpatch_visit_list(kpatch_task_fn *fn, void *data);
/* Those, and tasks that have left it and are not freed: see exits.c. */
void kpatch_visit_tasks(kpatch_task_fn *fn, void *data);
struct task_struct *kpatch_idle_task(int cpu);

static inline unsigned long kpatch_switches(struct task_struct *task)
{
	return READ_ONCE(task->nvcsw) + READ_ONCE(task->nivcsw);
}

/* --- exits.c ------------------------------------------------------------ */

int kpatch_exits_init(void);
void kpatch_exits_exit(void);
/* Has a task exited that is not in the table, and is not freed yet? */
bool kpatch_exits_untracked(void);
/*
 * Tasks that have left the list and are not freed. @fn runs under a raw lock
 * with interrupts off. Inside the stop the lock is free, as who holds it has
 * interrupts off.
 */
void kpatch_visit_exits(kpatch_task_fn *fn, void *data);
/*
 * From kpatch_exits_watch() on, have the probes been told of the exit of @task
 * and that it is freed, and ever of a fork? NULL, or the name of the tracepoint
 * that is missing. Waits for seconds at most.
 */
void kpatch_exits_watch(struct task_struct *task);
const char *kpatch_exits_unseen(void);

/* --- selftest.c --------------------------------------------------------- */

/*
 * Both say in the log what is not as it should be. The first is for look-ups,
 * before others use what they lead to; the second for probes and walks, when
 * they are set up. -EOPNOTSUPP, -ENOMEM.
 */
int kpatch_selftest_lookups(void);
int kpatch_selftest(void);
/* For tests: is this symbol or tracepoint to be taken for another? */
bool kpatch_lookup_broken(const char *name);

/* --- record.c ----------------------------------------------------------- */

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

/* --- nudge.c ------------------------------------------------------------ */

/*
 * What gets @task out of the way, which blocks for @why? @word: the same for
 * the record, constant, or NULL. Takes no lock, and may run inside the stop.
 */
enum kpatch_leave kpatch_leaves(const struct kpatch_stop *s,
				struct task_struct *task,
				enum kpatch_reason why, const char **word);
/*
 * A round, in which tasks wait outside of @ranges; NULL: none may begin yet, or
 * there is no memory. The caller ends it, and soon.
 */
struct kpatch_round *kpatch_round_start(const struct kpatch_ranges *ranges);
/* Have @task leave its system call, and wait outside until the round ends. */
void kpatch_round_tell(struct kpatch_round *r, struct task_struct *task);
/* The same for the runners of @s; none of them is woken. */
void kpatch_round_tell_runners(struct kpatch_round *r,
			       const struct kpatch_stop *s);
/* Wait until all have come; false: one of them cannot wait outside. */
bool kpatch_round_gather(struct kpatch_round *r);
/* Let all go; @s keeps those that cannot wait outside, for the request. */
void kpatch_round_end(struct kpatch_stop *s, struct kpatch_round *r);
void kpatch_stay_free(struct kpatch_stop *s);
/*
 * Remember @task, a blocker that runs, to be told in the next round. Allocates
 * nothing, and may run inside the stop, on all CPUs at once.
 */
void kpatch_add_runner(struct kpatch_stop *s, struct task_struct *task);
/* Outside of the stop. */
void kpatch_drop_runners(struct kpatch_stop *s);
void kpatch_nudge_exit(void);

/* --- symbols.c ---------------------------------------------------------- */

int kpatch_symbols_init(void);
unsigned long kpatch_lookup_data(const char *name);
/* Does the list of modules lead to this one? Under RCU. */
bool kpatch_knows_list(void);
struct module *kpatch_find_module(const char *name);
struct module *kpatch_next_module(struct module *mod);
struct module *kpatch_next_coming(struct module *mod);
/* Every symbol that begins with @prefix; @fn is called with preemption off. */
void kpatch_each_symbol(struct module *mod, const char *prefix,
			void (*fn)(void *data, const Elf_Sym *sym), void *data);
/* stop_one_cpu_nowait() and stop_machine_cpuslocked() of the kernel. */
bool kpatch_stop_one_cpu(unsigned int cpu, cpu_stop_fn_t fn, void *arg,
			 struct cpu_stop_work *work);
int kpatch_stop_machine(cpu_stop_fn_t fn, void *data);
/* May who opened @file see kernel addresses? */
bool kpatch_shows_addresses(const struct file *file);
/*
 * "function+0x1/0x2 [module]", or "unknown", but never an address. Without
 * @exact, @addr is a return address, and the call before it is meant.
 */
void kpatch_name_code(char *buf, size_t size, unsigned long addr, bool exact);
int kpatch_wake_interruptible(struct task_struct *task);
/* Take @work, of task_work_add(), from @task; false: it begins, or has begun. */
bool kpatch_cancel_work(struct task_struct *task, struct callback_head *work);
void kpatch_put_task_stack(struct task_struct *task);

/* --- resolve.c ---------------------------------------------------------- */

int kpatch_resolve(struct kpatch_op *op, struct kpatch_obj *obj,
		   struct kpatch_fn *fn);
unsigned long kpatch_fentry(unsigned long addr);
unsigned int kpatch_cold_spans(struct module *mod, const char *name,
			       unsigned long addr, struct kpatch_span *spans,
			       unsigned int max);
bool kpatch_module_cold(struct module *mod, unsigned long addr,
			unsigned int nth, struct kpatch_span *span);

/* --- relocate.c --------------------------------------------------------- */

/*
 * Find and check what all relocations of @obj become, then write them. If it
 * refuses, or if @op is dry, nothing is written. Either way the modules that
 * have the symbols stay until kpatch_put_owners().
 */
int kpatch_relocate(struct kpatch_op *op, struct kpatch_obj *obj);
void kpatch_put_owners(struct kpatch_obj *obj);
/* @mod is about to be freed: forget what was written into it. */
void kpatch_places_flush(const struct module *mod);

/* --- places.c ----------------------------------------------------------- */

/*
 * What @place lies in that the kernel rewrites, in the text of @mod; NULL: in
 * nothing that it does.
 */
const char *kpatch_rewritten(const struct module *mod,
			     const struct kpatch_span *place);

/* --- ftrace.c ----------------------------------------------------------- */

/*
 * Have ftrace call kpatch_redirect() for the @n functions whose calls to fentry
 * are at @ips. An errno: -EINVAL, ftrace does not know one of them; -EBUSY,
 * somebody else has one; *@bad is the index of that one, or @n if the
 * errno is about all.
 */
struct kpatch_hold *kpatch_hold(const unsigned long *ips, unsigned int n,
				unsigned int *bad);
/* Not for @n of its functions any more; some are left. Or -ENOMEM. */
int kpatch_hold_less(struct kpatch_hold *hold, const unsigned long *ips,
		     unsigned int n);
/* Not for any of them any more. Takes over @hold; never fails. */
void kpatch_hold_release(struct kpatch_hold *hold);
bool kpatch_ftrace_enabled(void);
/* Waits for all tasks, however long that takes. */
void kpatch_holds_exit(void);

/* --- nodes.c ------------------------------------------------------------ */

/*
 * Generation of what is in use, times two; the low bit is set from before a
 * stop to the switch, and cleared by an NMI that calls a function under
 * change. The one store that switches is a compare-and-exchange on it.
 */
extern atomic_long_t kpatch_epoch;
#define KPATCH_WINDOW	1UL

/* ftrace calls it in place of a target, in any context, NMIs included. */
void kpatch_redirect(unsigned long ip, unsigned long parent_ip,
		     struct ftrace_ops *ops, struct ftrace_regs *fregs);
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

/* --- sysfs.c ------------------------------------------------------------ */

int kpatch_sysfs_init(void);
void kpatch_sysfs_exit(void);
struct kpatch_patch *kpatch_patch_create(struct kpatch_module *kpmod);
int kpatch_patch_show(struct kpatch_patch *patch);
/* What has a name already that @kpmod wants in sysfs; NULL: nothing. */
const char *kpatch_name_taken(const struct kpatch_module *kpmod);
void kpatch_patch_destroy(struct kpatch_patch *patch);

/* --- listing.c ---------------------------------------------------------- */

struct kpatch_text;
typedef void kpatch_show_fn(struct kpatch_text *text);

/*
 * For a binary attribute: a part of the text that @show makes when @file is
 * read from the start. -ESTALE: @file was not, or too long ago.
 */
ssize_t kpatch_listing_read(const struct file *file, kpatch_show_fn *show,
			    char *buf, loff_t off, size_t count);
void kpatch_listing_exit(void);

/* --- shadow.c ----------------------------------------------------------- */

void kpatch_shadow_exit(void);

#endif /* KPATCH_INTERNAL_H */
