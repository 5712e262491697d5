// SPDX-License-Identifier: GPL-2.0-only
/*
 * cpus.c - can every CPU be stopped now?
 *
 * A CPU comes to a stop of the machine only when its stopper thread runs
 * there. A task that runs in the kernel and never lets go of its CPU keeps the
 * stopper out, and all other CPUs would stand still until it does. So every
 * CPU is asked first: its stopper gets a small piece of work that answers, and
 * nobody stands still until all have answered.
 */
#include <linux/completion.h>
#include <linux/cpu.h>
#include <linux/cpumask.h>
#include <linux/jiffies.h>
#include <linux/ktime.h>
#include <linux/percpu.h>
#include <linux/stop_machine.h>

#include "blockers.h"
#include "cpus.h"
#include "patches.h"
#include "reason.h"
#include "request.h"
#include "stop.h"
#include "symbols.h"
#include "tasks.h"

/* No CPU may keep us longer, whatever somebody wrote into the parameter. */
#define MAX_WAIT_MS	10000U

unsigned int kpatch_cpu_wait_ms = 100;

/*
 * What a CPU was asked. It stays when a request gives up: a late stopper still
 * runs the work, and the module stays loaded until it has.
 */
struct question {
	struct cpu_stop_work work;
	atomic_t open;			/* from the asking to the answer */
	u64 answered_ns;		/* the last answer */
};

static DEFINE_PER_CPU(struct question, questions);
/* Counts answers, late ones of an earlier request as well. */
static DECLARE_COMPLETION(answers);
/* Who has not answered; under kpatch_mutex. */
static struct cpumask late;

/* In the stopper of its CPU. */
static int answer_in_stopper(void *data)
{
	struct question *q = data;

	q->answered_ns = ktime_get_mono_fast_ns();
	/* Pairs with the acquire in ask_cpu(): the work may be used again. */
	atomic_set_release(&q->open, 0);
	complete(&answers);
	/* See kpatch_cpus_exit() for the rest of this function. */
	module_put(THIS_MODULE);
	return 0;
}

static bool is_open(unsigned int cpu)
{
	return atomic_read_acquire(&per_cpu(questions, cpu).open);
}

/* Nothing is asked twice at once: a late answer is as good as a new one. */
static void ask_cpu(unsigned int cpu)
{
	struct question *q = per_cpu_ptr(&questions, cpu);

	if (is_open(cpu))
		return;
	__module_get(THIS_MODULE);
	atomic_set(&q->open, 1);
	if (!kpatch_stop_one_cpu(cpu, answer_in_stopper, q, &q->work)) {
		/* It has no stopper, and is not online. */
		atomic_set(&q->open, 0);
		module_put(THIS_MODULE);
	}
}

/* Into @late; true if there is one. */
static bool find_late(void)
{
	unsigned int cpu;

	cpumask_clear(&late);
	for_each_online_cpu(cpu)
		if (is_open(cpu))
			cpumask_set_cpu(cpu, &late);
	return !cpumask_empty(&late);
}

/*
 * Ask all, and wait; false if some have not answered in time, see @late. No
 * CPU may come or go meanwhile: a stopper of a CPU that goes must have run all
 * its works.
 */
static bool all_answer(void)
{
	unsigned int ms = min(READ_ONCE(kpatch_cpu_wait_ms), MAX_WAIT_MS);
	unsigned long left = msecs_to_jiffies(ms) + 1;
	unsigned int cpu;

	lockdep_assert_held(&kpatch_mutex);
	reinit_completion(&answers);
	for_each_online_cpu(cpu)
		ask_cpu(cpu);
	while (find_late()) {
		left = wait_for_completion_timeout(&answers, left);
		if (!left)
			return !find_late();
	}
	return true;
}

/* --- who runs there -------------------------------------------------------- */

static void note_if_running(struct task_struct *task, void *data)
{
	unsigned int cpu = task_cpu(task);

	if (!READ_ONCE(task->on_cpu) || !cpumask_test_cpu(cpu, &late))
		return;
	cpumask_clear_cpu(cpu, &late);
	kpatch_add_blocker(data, task, KPATCH_CPU_HELD, NULL);
}

/* A blocker for each CPU of @late, which is empty afterwards. */
static int refuse_late(struct kpatch_op *op, struct kpatch_stop *s)
{
	unsigned int cpu;

	kpatch_drop_blockers(s);
	kpatch_visit_tasks(note_if_running, s);
	/* Those that are in no list of tasks: in an interrupt, most likely. */
	for_each_cpu(cpu, &late)
		kpatch_add_blocker(s, kpatch_idle_task(cpu), KPATCH_CPU_HELD,
				   NULL);
	cpumask_clear(&late);
	return kpatch_refuse_blocked(op, s);
}

int kpatch_cpus_answer(struct kpatch_op *op, struct kpatch_stop *s)
{
	return all_answer() ? 0 : refuse_late(op, s);
}

u64 kpatch_cpu_answered_ns(unsigned int cpu)
{
	return per_cpu(questions, cpu).answered_ns;
}

int kpatch_cpus_ready(struct kpatch_op *op, struct kpatch_stop *s)
{
	int ret;

	for (;;) {
		cpus_read_lock();
		ret = kpatch_cpus_answer(op, s);
		cpus_read_unlock();
		if (!ret || op->dry || ktime_get_mono_fast_ns() >= op->end_ns)
			return ret;
		ret = kpatch_rest_between(op, 50);
		if (ret)
			return ret;
	}
}

/*
 * Works that are still to run hold the module, so there is none. But the last
 * may be on its way out of answer_in_stopper(), with preemption off.
 */
void kpatch_cpus_exit(void)
{
	synchronize_rcu();
}
