// SPDX-License-Identifier: GPL-2.0-only
/*
 * nudge.c - get a sleeper out of the function that is to change
 *
 * A user task is asked to run a piece of work on its way back to user space:
 * an interruptible sleep ends, and the system call is begun again afterwards.
 * The work holds the task there for a moment, outside of everything, so that
 * it does not walk into the old function before the switch. A task that runs
 * is asked the same, without a signal: no system call of it ends early. A
 * kernel thread in an interruptible sleep is woken.
 *
 * The moments are rounds: all sleepers that are in the way are told, one try
 * of the change is made, and they are let go. A round is short, and long
 * pauses lie between rounds, so that nobody loses much time to a change that
 * does not succeed.
 */
#include <linux/completion.h>
#include <linux/freezer.h>
#include <linux/ktime.h>
#include <linux/sched/jobctl.h>
#include <linux/sched/signal.h>
#include <linux/sched/task.h>
#include <linux/slab.h>
#include <linux/task_work.h>
#include <linux/wait.h>

#include "compat.h"
#include "nudge.h"
#include "patches.h"
#include "ranges.h"
#include "reason.h"
#include "stack_walk.h"
#include "stop.h"
#include "symbols.h"

/* A round lets go of everybody after this time, whatever becomes of the try. */
#define ROUND_MS	70U
/* How long it waits until all that were told have come out. */
#define ANSWER_MS	50U
/* The pause after it, in times what they waited: 1 of 25 parts is 4 percent. */
#define PAUSE		24U
/* Who had a CPU for this time in a round, and did not come, computes on. */
#define DEAF_MS		(ANSWER_MS / 2)

/*
 * One round. It belongs to the request and to every task that was told, and
 * goes with the last of them: some come when all is over.
 */
struct kpatch_round {
	refcount_t refs;
	u64 start_ns;
	bool over;
	bool futile;			/* somebody cannot wait outside */
	atomic_t silent;		/* told and not come, and the request */
	struct completion come;
	spinlock_t lock;		/* guards the two lists */
	struct list_head told;		/* all others */
	struct list_head stay;		/* those that cannot wait outside */
	struct kpatch_ranges ranges;	/* a copy */
};

/* It goes with its round, or with the request if its task stays. */
struct park {
	struct callback_head work;
	struct kpatch_round *round;
	struct list_head list;		/* told or stay */
	struct task_struct *task;	/* a reference */
	bool ran;			/* it was told without a signal */
	u64 ran_ns;			/* its time on a CPU until then */
	struct kpatch_cpu walk;
};

static DECLARE_WAIT_QUEUE_HEAD(park_wait);
/* When the next round may begin; under kpatch_mutex. */
static u64 next_round_ns;

/* --- who can be woken ------------------------------------------------------ */

/*
 * Was @task told during this request, and could not wait outside? Or, unless
 * @signalled, did it run on when it was told without a signal? A signal may
 * still get that one out.
 */
static bool has_stayed(const struct kpatch_stop *s,
		       const struct task_struct *task, bool signalled)
{
	const struct park *p;

	list_for_each_entry(p, &s->stay, list)
		if (p->task == task && !(signalled && p->ran))
			return true;
	return false;
}

/* Is it a task of a user process that returns to user space some time? */
static bool returns_to_user(const struct kpatch_stop *s,
			    const struct task_struct *task)
{
	return !(task->flags & (PF_KTHREAD | PF_USER_WORKER | PF_EXITING)) &&
	       !has_stayed(s, task, false);
}

/* Stopped, traced or frozen, or on its way to that: its owner wants it so. */
static const char *held_still(struct task_struct *task, unsigned int state)
{
	unsigned long jobctl = READ_ONCE(task->jobctl);

	if (state & TASK_FROZEN || jobctl & JOBCTL_TRAP_FREEZE ||
	    freezing(task))
		return "frozen";
	if (state & (__TASK_STOPPED | __TASK_TRACED) ||
	    jobctl & (JOBCTL_PENDING_MASK | JOBCTL_STOPPED | JOBCTL_TRACED))
		return "stopped";
	return READ_ONCE(task->ptrace) ? "traced" : NULL;
}

/* What the system call would meet when it is begun again. */
static const char *judged_again(struct task_struct *task)
{
	if (test_task_syscall_work(task, SECCOMP))
		return "seccomp";
	/* Calls of this task can be turned into signals. */
	if (test_task_syscall_work(task, SYSCALL_USER_DISPATCH))
		return "dispatch";
	return NULL;
}

enum kpatch_leave kpatch_leaves(const struct kpatch_stop *s,
				struct task_struct *task,
				enum kpatch_reason why, const char **word)
{
	unsigned int state = READ_ONCE(task->__state);

	*word = NULL;
	if (why == KPATCH_CPU_HELD || is_idle_task(task))
		return KPATCH_STANDS;
	*word = "runs";
	/* Once it waits at the edge of user space, its stack can be walked. */
	if (state == TASK_RUNNING &&
	    (why == KPATCH_BUSY || returns_to_user(s, task)))
		return KPATCH_PASSES;
	*word = NULL;
	/* What cannot be told of a stack waking does not change. */
	if (why != KPATCH_BUSY)
		return KPATCH_STANDS;
	*word = held_still(task, state);
	if (*word)
		return KPATCH_STANDS;
	*word = "uninterruptible";
	if (!(state & TASK_INTERRUPTIBLE) || task->flags & PF_EXITING)
		return KPATCH_STANDS;
	*word = "yes";
	if (task->flags & (PF_KTHREAD | PF_USER_WORKER))
		return KPATCH_WAKES;
	*word = judged_again(task);
	if (*word)
		return KPATCH_STANDS;
	*word = "stays";
	/* It has been told, and sleeps all the same. */
	if (has_stayed(s, task, true) ||
	    test_tsk_thread_flag(task, TIF_NOTIFY_SIGNAL))
		return KPATCH_STANDS;
	*word = "yes";
	return KPATCH_RESTARTS;
}

/* --- who runs --------------------------------------------------------------- */

void kpatch_add_runner(struct kpatch_stop *s, struct task_struct *task)
{
	int i;

	if (!returns_to_user(s, task))
		return;
	i = atomic_fetch_add_unless(&s->nr_runners, 1, KPATCH_RUNNERS);
	if (i < KPATCH_RUNNERS)
		s->runner[i] = get_task_struct(task);
}

void kpatch_drop_runners(struct kpatch_stop *s)
{
	int i, n = atomic_read(&s->nr_runners);

	for (i = 0; i < n; i++)
		put_task_struct(s->runner[i]);
	atomic_set(&s->nr_runners, 0);
}

/* --- in the task that was told --------------------------------------------- */

static void put_park(struct park *p)
{
	put_task_struct(p->task);
	kfree(p);
}

static void put_round(struct kpatch_round *r)
{
	struct park *p, *tmp;

	if (!refcount_dec_and_test(&r->refs))
		return;
	list_splice_init(&r->stay, &r->told);
	list_for_each_entry_safe(p, tmp, &r->told, list)
		put_park(p);
	kvfree(r->ranges.r);
	kfree(r);
}

/* Would it be in the way where it is now, on its way to user space? */
static bool is_outside(struct park *p)
{
	enum kpatch_reason why;

	/* Tables of trust are replaced under RCU. */
	rcu_read_lock();
	why = kpatch_walk(current, &p->round->ranges, &p->walk);
	rcu_read_unlock();
	return why == KPATCH_NONE;
}

static void wait_outside(struct kpatch_round *r)
{
	u64 until = r->start_ns + ROUND_MS * NSEC_PER_MSEC;
	u64 now = ktime_get_mono_fast_ns();

	if (now < until)
		wait_event_killable_timeout(park_wait, READ_ONCE(r->over),
					    nsecs_to_jiffies(until - now));
}

static void park_task(struct callback_head *work)
{
	struct park *p = container_of(work, struct park, work);
	struct kpatch_round *r = p->round;
	/* A dying task runs its works as well; do not keep it. */
	bool waits = !READ_ONCE(r->over) && !(current->flags & PF_EXITING);

	if (waits && !is_outside(p)) {
		waits = false;
		WRITE_ONCE(r->futile, true);
		spin_lock(&r->lock);
		list_move(&p->list, &r->stay);
		spin_unlock(&r->lock);
		complete(&r->come);
	}
	/* What happened so far is seen by who waits for the completion. */
	if (atomic_dec_and_test(&r->silent))
		complete(&r->come);
	if (waits)
		wait_outside(r);
	put_round(r);
	/* See kpatch_nudge_exit() for the rest of this function. */
	module_put(THIS_MODULE);
}

/* --- in the request --------------------------------------------------------- */

bool kpatch_round_due(void)
{
	lockdep_assert_held(&kpatch_mutex);
	return ktime_get_mono_fast_ns() >= next_round_ns;
}

struct kpatch_round *kpatch_round_start(const struct kpatch_ranges *ranges)
{
	struct kpatch_round *r = kzalloc(sizeof(*r), GFP_KERNEL);

	if (!r)
		return NULL;
	r->ranges.r = kvmalloc_array(ranges->nr, sizeof(*ranges->r),
				     GFP_KERNEL);
	if (!r->ranges.r) {
		kfree(r);
		return NULL;
	}
	memcpy(r->ranges.r, ranges->r, ranges->nr * sizeof(*ranges->r));
	r->ranges.nr = ranges->nr;
	r->start_ns = ktime_get_mono_fast_ns();
	refcount_set(&r->refs, 1);
	atomic_set(&r->silent, 1);
	init_completion(&r->come);
	spin_lock_init(&r->lock);
	INIT_LIST_HEAD(&r->told);
	INIT_LIST_HEAD(&r->stay);
	return r;
}

static void tell_task(struct kpatch_round *r, struct task_struct *task,
		      enum task_work_notify_mode how)
{
	struct park *p = kzalloc(sizeof(*p), GFP_KERNEL);

	if (!p)
		return;
	p->task = get_task_struct(task);
	p->round = r;
	p->ran = how == TWA_RESUME;
	p->ran_ns = task->se.sum_exec_runtime;
	refcount_inc(&r->refs);
	atomic_inc(&r->silent);
	init_task_work(&p->work, park_task);
	spin_lock(&r->lock);
	list_add(&p->list, &r->told);
	spin_unlock(&r->lock);
	/* kpatch.ko stays while there is a work of it. */
	__module_get(THIS_MODULE);
	if (!task_work_add(task, &p->work, how))
		return;
	module_put(THIS_MODULE);
	atomic_dec(&r->silent);
	put_round(r);
}

/* TWA_SIGNAL signals it as well, as far as its sleep allows. */
void kpatch_round_tell(struct kpatch_round *r, struct task_struct *task)
{
	tell_task(r, task, TWA_SIGNAL);
}

static bool was_told(const struct kpatch_round *r,
		     const struct task_struct *task)
{
	const struct park *p;

	list_for_each_entry(p, &r->told, list)
		if (p->task == task)
			return true;
	list_for_each_entry(p, &r->stay, list)
		if (p->task == task)
			return true;
	return false;
}

/* Does it still run, and was it not told yet in this round? */
static bool comes_along(struct kpatch_round *r, const struct kpatch_stop *s,
			struct task_struct *task)
{
	unsigned int state = READ_ONCE(task->__state);
	bool told;

	/* If it sleeps by now, the last look has seen whether it is in the way. */
	if (task == current || state != TASK_RUNNING ||
	    !returns_to_user(s, task) || held_still(task, state))
		return false;
	/* A second work would wait for the end of the first, and so of the round. */
	spin_lock(&r->lock);
	told = was_told(r, task);
	spin_unlock(&r->lock);
	return !told;
}

/* TWA_RESUME wakes nobody, should it have begun to sleep. */
void kpatch_round_tell_runners(struct kpatch_round *r,
			       const struct kpatch_stop *s)
{
	int i, n = atomic_read(&s->nr_runners);

	for (i = 0; i < n; i++)
		if (comes_along(r, s, s->runner[i]))
			tell_task(r, s->runner[i], TWA_RESUME);
}

bool kpatch_round_gather(struct kpatch_round *r)
{
	/* All have come already? The request itself was counted, too. */
	if (!atomic_dec_and_test(&r->silent))
		wait_for_completion_timeout(&r->come,
					    msecs_to_jiffies(ANSWER_MS));
	return !READ_ONCE(r->futile);
}

/* Did it have a CPU for long, and not leave the kernel? */
static bool is_deaf(const struct park *p)
{
	return p->ran && p->task->se.sum_exec_runtime - p->ran_ns >=
			 DEAF_MS * NSEC_PER_MSEC;
}

/*
 * Take back the works that have not begun: their tasks sleep or compute on,
 * maybe for hours, and would keep kpatch.ko loaded all that time. One that
 * computes on is not waited for again.
 */
static unsigned int take_back(struct kpatch_round *r)
{
	unsigned int taken = 0;
	struct park *p, *tmp;

	spin_lock(&r->lock);
	list_for_each_entry_safe(p, tmp, &r->told, list) {
		if (!kpatch_cancel_work(p->task, &p->work))
			continue;
		taken++;
		if (is_deaf(p))
			list_move(&p->list, &r->stay);
	}
	spin_unlock(&r->lock);
	return taken;
}

void kpatch_round_end(struct kpatch_stop *s, struct kpatch_round *r)
{
	u64 now = ktime_get_mono_fast_ns();
	u64 waited = min_t(u64, now - r->start_ns, ROUND_MS * NSEC_PER_MSEC);
	unsigned int taken;

	WRITE_ONCE(r->over, true);
	wake_up_all(&park_wait);
	next_round_ns = now + PAUSE * waited;
	/* Those that wait need not wait for this. */
	taken = take_back(r);
	spin_lock(&r->lock);
	list_splice_init(&r->stay, &s->stay);
	spin_unlock(&r->lock);
	while (taken--) {
		module_put(THIS_MODULE);
		put_round(r);
	}
	put_round(r);
}

void kpatch_stay_free(struct kpatch_stop *s)
{
	struct park *p, *tmp;

	list_for_each_entry_safe(p, tmp, &s->stay, list)
		put_park(p);
	INIT_LIST_HEAD(&s->stay);
}

/* All works have run, but the last may be on its way out of park_task(). */
void kpatch_nudge_exit(void)
{
	synchronize_rcu_tasks();
}
