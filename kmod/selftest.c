// SPDX-License-Identifier: GPL-2.0-only
/*
 * selftest.c - is what was looked up by name what this module takes it for?
 *
 * The compiler compares types where a header declares them. This file looks at
 * the rest as kpatch.ko is loaded: it asks each look-up something whose answer
 * is known. What could be anything is read with care. A kernel that answers
 * otherwise is not one that kpatch.ko knows, and the load is refused.
 */
#include <linux/delay.h>
#include <linux/kthread.h>
#include <linux/rcupdate.h>
#include <linux/sched/signal.h>
#include <linux/sched/stat.h>
#include <linux/sched/task.h>
#include <linux/sched/task_stack.h>
#include <linux/slab.h>
#include <linux/uaccess.h>

#include "code_map.h"
#include "exits.h"
#include "images.h"
#include "patches.h"
#include "ranges.h"
#include "reason.h"
#include "selftest.h"
#include "stack_walk.h"
#include "switch_record.h"
#include "symbols.h"

static int fail_check(const char *name, const char *what)
{
	pr_err("self-test: %s: %s; this kernel is not supported\n", name, what);
	return -EOPNOTSUPP;
}

/* --- names ----------------------------------------------------------------- */

/* A function of the kernel whose address the module loader gave us. */
#define KNOWN		_printk
#define KNOWN_NAME	"_printk"

static int count_known(void *data, unsigned long addr)
{
	if (addr == (unsigned long)KNOWN)
		++*(unsigned int *)data;
	return 0;
}

static int test_names(void)
{
	unsigned long addr = (unsigned long)KNOWN, size, offset;
	unsigned int n = 0;
	char name[64];

	if (kpatch_lookup_data(KNOWN_NAME) != addr)
		return fail_check("kallsyms_lookup_name", "wrong address");
	kpatch_each_of_vmlinux(KNOWN_NAME, count_known, &n);
	if (n != 1)
		return fail_check("kallsyms_on_each_match_symbol",
				  "does not find a symbol once");
	if (!kpatch_size_at(addr + 1, &size, &offset) || offset != 1)
		return fail_check("kallsyms_lookup_size_offset",
				  "wrong offset");
	kpatch_name_code(name, sizeof(name), addr, true);
	if (strncmp(name, KNOWN_NAME "+0x0/", strlen(KNOWN_NAME) + 5))
		return fail_check("kallsyms", "wrong name of an address");
	if (!kpatch_in_vmlinux(addr) ||
	    kpatch_in_vmlinux((unsigned long)test_names))
		return fail_check("_text", "wrong bounds of the kernel");
	if (kpatch_goes_with_init(NULL, addr) ||
	    !kpatch_goes_with_init(NULL, kpatch_lookup_data("start_kernel")))
		return fail_check("__init_begin", "wrong bounds of the init");
	return 0;
}

/* --- data ------------------------------------------------------------------ */

static int test_modules(void)
{
	const struct module *found;

	rcu_read_lock();
	found = kpatch_knows_list() ? kpatch_find_module(KBUILD_MODNAME) : NULL;
	rcu_read_unlock();
	if (found != THIS_MODULE)
		return fail_check("modules", "this module is not in the list");
	return 0;
}

/*
 * The first task is marked as idle when its CPU is idle for the first time. A CPU
 * that is the only one may still have had no time for that.
 */
static int test_idle(void)
{
	struct task_struct * __percpu *places =
		(void __percpu *)kpatch_lookup_data("idle_threads");
	int cpu;

	if (!places)
		return fail_check("idle_threads", "no such symbol");

	for_each_online_cpu(cpu) {
		struct task_struct *copy, *idle;
		bool good;

		copy = kzalloc(sizeof(*copy), GFP_KERNEL);
		if (!copy)
			return -ENOMEM;
		good = !copy_from_kernel_nofault(&idle,
						 per_cpu_ptr(places, cpu),
						 sizeof(idle)) &&
		       !copy_from_kernel_nofault(copy, idle, sizeof(*copy)) &&
		       !copy->pid && task_cpu(copy) == cpu &&
		       (is_idle_task(copy) || idle == &init_task);
		kfree(copy);
		if (!good)
			return fail_check("idle_threads",
					  "not a CPU's idle task");
	}
	return 0;
}

static int test_threads(void)
{
	typeof(nr_threads) nr, *place = (void *)kpatch_lookup_data("nr_threads");

	/* At least init, kthreadd and who loads us. */
	if (copy_from_kernel_nofault(&nr, place, sizeof(nr)) || nr < 3 ||
	    nr > PID_MAX_LIMIT)
		return fail_check("nr_threads", "not a number of tasks");
	return 0;
}

/* Code and data of the kernel's own; those that a kernel has. */
static int test_places(void)
{
	static const char * const places[] = {
		"ftrace_enabled", "ftrace_caller", "ftrace_regs_caller",
		"return_to_handler", "arch_rethook_trampoline",
		"__start_notes", "__stop_notes",
	};
	unsigned int i;

	for (i = 0; i < ARRAY_SIZE(places); i++) {
		unsigned long addr = kpatch_lookup_data(places[i]);

		if (addr && !kpatch_in_vmlinux(addr))
			return fail_check(places[i], "not in the kernel");
	}
	return 0;
}

/* --- functions ------------------------------------------------------------- */

/* On a task that is none, with more references to its stack than are put. */
static int test_put_stack(void)
{
	struct task_struct *task = kzalloc(sizeof(*task), GFP_KERNEL);
	bool put;

	if (!task)
		return -ENOMEM;
	refcount_set(&task->stack_refcount, 3);
	kpatch_put_task_stack(task);
	put = refcount_read(&task->stack_refcount) == 2;
	kfree(task);
	return put ? 0 : fail_check("put_task_stack", "a stack was not put");
}

static int test_wake(void)
{
	int woken;

	set_current_state(TASK_INTERRUPTIBLE);
	woken = kpatch_wake_interruptible(current);
	if (READ_ONCE(current->__state) == TASK_RUNNING && woken == 1)
		return 0;
	__set_current_state(TASK_RUNNING);
	return fail_check("wake_up_state", "a task was not woken");
}

/* On a task that is none, with one work to do. */
static int test_cancel(void)
{
	struct task_struct *task = kzalloc(sizeof(*task), GFP_KERNEL);
	struct callback_head work = {};
	bool taken;

	if (!task)
		return -ENOMEM;
	raw_spin_lock_init(&task->pi_lock);
	task->task_works = &work;
	taken = kpatch_cancel_work(task, &work) && !task->task_works;
	kfree(task);
	return taken ? 0 : fail_check("task_work_cancel_match",
				      "a work was not taken back");
}

static const u64 poked = 0x1122334455667788ULL;

static int test_poke(void)
{
	u64 value = 0x8877665544332211ULL;
	const u64 *at = &poked;

	/* The compiler knows what a constant is. */
	OPTIMIZER_HIDE_VAR(at);
	kpatch_write_text((void *)at, &value, sizeof(value));
	if (READ_ONCE(*at) != value)
		return fail_check("text_poke_copy", "nothing was written");
	return 0;
}

/* --- a task that is walked ------------------------------------------------- */

/* What the thread finds out about itself. */
struct walked {
	struct kpatch_range range;	/* of the thread's function */
	struct kpatch_cpu cpu;
	enum kpatch_reason within;	/* while it is in that range */
	enum kpatch_reason elsewhere;
	bool through_kthread;
	bool done;
};

static bool has_frame_of(const struct kpatch_cpu *cpu, const char *name)
{
	unsigned long start = kpatch_lookup_data(name), size, offset;
	unsigned int i;

	if (!start || !kpatch_size_at(start, &size, &offset))
		return false;
	for (i = 0; i < cpu->nr; i++)
		if (cpu->frame[i] > start && cpu->frame[i] <= start + size)
			return true;
	return false;
}

/* @task is inside walked->range, and in no function called KNOWN. */
static void walk_both(struct walked *w, struct task_struct *task)
{
	struct kpatch_range known = { .start = (unsigned long)KNOWN };
	struct kpatch_ranges ranges = { .r = &w->range, .nr = 1 };

	w->within = kpatch_walk(task, &ranges, &w->cpu);
	known.end = known.start + 1;
	ranges.r = &known;
	w->elsewhere = kpatch_walk(task, &ranges, &w->cpu);
	w->through_kthread = has_frame_of(&w->cpu, "kthread");
}

static bool walks_were_right(const struct walked *w)
{
	return w->within == KPATCH_BUSY && w->elsewhere == KPATCH_NONE &&
	       w->through_kthread;
}

static int walked_thread(void *data)
{
	struct walked *w = data;

	walk_both(w, current);
	WRITE_ONCE(w->done, true);
	while (!kthread_should_stop()) {
		set_current_state(TASK_UNINTERRUPTIBLE);
		if (!kthread_should_stop())
			schedule();
		__set_current_state(TASK_RUNNING);
	}
	return 0;
}

#define TRIES	250	/* of 20 ms */

/* Until it has walked its own stack and sleeps. */
static bool until_asleep(struct walked *w, struct task_struct *task)
{
	int tries;

	for (tries = 0; tries < TRIES; tries++) {
		if (READ_ONCE(w->done) && !READ_ONCE(task->on_cpu) &&
		    READ_ONCE(task->__state) == TASK_UNINTERRUPTIBLE)
			return true;
		msleep(20);
	}
	return false;
}

static int test_thread(struct walked *w, struct task_struct *task)
{
	if (!until_asleep(w, task))
		return fail_check("self-test", "its thread does not run");
	if (!walks_were_right(w))
		return fail_check("unwinder", "wrong about a task's own stack");
	memset(&w->cpu, 0, sizeof(w->cpu));
	rcu_read_lock();
	walk_both(w, task);
	rcu_read_unlock();
	if (!walks_were_right(w))
		return fail_check("unwinder",
				  "wrong about the stack of a sleeping task");
	/* It has been switched out since the record was started. */
	kpatch_record_close();
	synchronize_rcu();
	if (kpatch_record_has(task))
		return 0;
	if (kpatch_record_overflow())
		return -EXFULL;
	return fail_check("sched_switch", "a switch was not told of");
}

/*
 * A thread is created, runs, sleeps, ends and is freed, and we are told. -EXFULL:
 * a record of @bits was too small for what ran meanwhile.
 */
static int test_tasks_with(unsigned int bits)
{
	struct task_struct *task;
	struct walked *w = kzalloc(sizeof(*w), GFP_KERNEL);
	const char *unseen = NULL;
	unsigned long offset;
	int ret;

	if (!w)
		return -ENOMEM;
	w->range.start = (unsigned long)walked_thread;
	if (!kpatch_size_at(w->range.start, &w->range.end, &offset)) {
		ret = fail_check("kallsyms_lookup_size_offset",
				 "not for a module");
		goto free;
	}
	w->range.end += w->range.start;
	ret = kpatch_record_start(bits);
	if (ret)
		goto free;
	task = kthread_create(walked_thread, w, "kpatch_selftest");
	if (IS_ERR(task)) {
		ret = PTR_ERR(task);
		goto stop;
	}
	get_task_struct(task);
	kpatch_exits_watch(task);
	wake_up_process(task);
	ret = test_thread(w, task);
	kthread_stop(task);
	if (!ret)
		unseen = kpatch_exits_unseen();
	if (unseen)
		ret = fail_check(unseen, "we were not told of a task");
	kpatch_exits_watch(NULL);
	put_task_struct(task);
stop:
	kpatch_record_stop();
	kpatch_record_idle();
free:
	kfree(w);
	return ret;
}

static int test_tasks(void)
{
	unsigned int bits = kpatch_record_first_bits();
	int ret;

	do {
		ret = test_tasks_with(bits);
		bits += 2;
	} while (ret == -EXFULL && bits <= KPATCH_RECORD_MAX_BITS);
	/* The largest is full of switches that we were told of. */
	return ret == -EXFULL ? 0 : ret;
}

/* --- our own table --------------------------------------------------------- */

/* Not every build of this module has one. */
static int test_table(void)
{
	unsigned long addr = (unsigned long)walked_thread;
	struct sc_trust_hit hit;

	if (kpatch_find_code(addr, &hit, NULL) && !hit.function)
		return fail_check("trust table of this module",
				  "a function is not where it should be");
	return 0;
}

int kpatch_selftest_lookups(void)
{
	static int (* const tests[])(void) = {
		test_names, test_modules, test_idle, test_threads, test_places,
		test_put_stack, test_wake, test_cancel, test_poke,
	};
	unsigned int i;
	int ret = 0;

	for (i = 0; i < ARRAY_SIZE(tests) && !ret; i++)
		ret = tests[i]();
	return ret;
}

int kpatch_selftest(void)
{
	int ret;

	/* The record is kept under this lock. */
	kpatch_lock_always();
	ret = test_tasks() ?: test_table();
	kpatch_unlock();
	return ret;
}
