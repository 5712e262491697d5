// SPDX-License-Identifier: GPL-2.0-only
/*
 * kt_sampler.c - interrupt at random, and walk what was interrupted twice: by
 * the kernel's unwinder and by the rows of trust tables
 *
 * /proc/kt_sampler has the counts, and the first stacks on which two walks
 * that both came to the end of the stack saw different frames. `astray` are
 * those of them on which the unwinder saw frames that the rows did not.
 */
#include <linux/cpu.h>
#include <linux/hrtimer.h>
#include <linux/module.h>
#include <linux/percpu.h>
#include <linux/proc_fs.h>
#include <linux/seq_file.h>
#include <linux/slab.h>
#include <asm/irq_regs.h>

#include "compat.h"
#include "trust_unwind.h"

#define MAX_FRAMES	128
#define MAX_WHYS	24
#define MAX_DIFFERENT	4

struct trace {
	unsigned int nr;
	bool whole;		/* came to the stack's end as it should */
	bool interrupted;	/* went through registers of the kernel */
	const char *why;	/* not whole */
	unsigned long lost_at;
	unsigned long addr[MAX_FRAMES];
	bool exact[MAX_FRAMES];
};

struct pair {
	struct trace ours, kernel;
};

/* Why walks by rows did not come to the end, and where the first one was. */
struct why {
	const char *why;
	unsigned long at;
	unsigned long count;
};

/* Written by its CPU's timer only. */
struct sampler {
	struct hrtimer timer;
	bool started;
	u32 random;
	unsigned long stacks, frames, nested, user;
	unsigned long ours, kernel, kernel_rule, both, differ, astray;
	u64 ours_ns, kernel_ns;	/* in the walks */
	struct why why[MAX_WHYS];
	unsigned int nr_kept;
	struct pair *kept;	/* MAX_DIFFERENT and one to work in */
};

static DEFINE_PER_CPU(struct sampler, samplers);
static struct proc_dir_entry *entry;

static unsigned int most = UINT_MAX;
module_param(most, uint, 0444);
MODULE_PARM_DESC(most, "stacks that each CPU takes, then it stops");

static bool add(struct trace *t, unsigned long addr, bool exact)
{
	if (t->nr == MAX_FRAMES) {
		t->why = "too-long";
		return false;
	}
	t->addr[t->nr] = addr;
	t->exact[t->nr++] = exact;
	return true;
}

static void walk_kernel(struct trace *t, struct unwind_state *state)
{
	t->nr = 0;
	t->whole = false;
	t->interrupted = false;
	for (; !unwind_done(state) && !unwind_error(state);
	     unwind_next_frame(state)) {
		struct pt_regs *regs = unwind_get_entry_regs(state, NULL);
		unsigned long addr;

		if (regs && user_mode(regs)) {
			t->whole = regs == task_pt_regs(current);
			return;
		}
		t->interrupted |= !!regs;
		addr = unwind_get_return_address(state);
		if (!addr || !add(t, addr, kpatch_unwind_exact(state)))
			return;
	}
	t->whole = !unwind_error(state) && kpatch_unwind_at_end(state, current);
}

static void walk_ours(struct trace *t, struct pt_regs *regs,
		      const struct stack_info *on)
{
	struct kpatch_rows w;

	t->nr = 0;
	t->why = NULL;
	if (on->type == STACK_TYPE_TASK)
		kpatch_rows_start_regs(&w, regs, 0, 0);
	else
		kpatch_rows_start_regs(&w, regs, (unsigned long)on->begin,
				       (unsigned long)on->end);
	/* The unwinder, too, begins at the caller of what was interrupted. */
	for (kpatch_rows_next(&w); w.at == KPATCH_AT_FRAME;
	     kpatch_rows_next(&w))
		if (!add(t, w.ip, w.exact))
			break;
	t->whole = w.at == KPATCH_AT_USER || w.at == KPATCH_AT_END;
	if (!t->whole)
		t->why = t->why ?: w.why;
	t->lost_at = w.ip;
}

static bool same(const struct trace *a, const struct trace *b)
{
	return a->nr == b->nr &&
	       !memcmp(a->addr, b->addr, a->nr * sizeof(a->addr[0])) &&
	       !memcmp(a->exact, b->exact, a->nr * sizeof(a->exact[0]));
}

/* Are the unwinder's frames ours, in our order, but for some it left out? */
static bool found_in(const struct trace *kernel, const struct trace *ours)
{
	unsigned int i, k = 0;

	for (i = 0; i < ours->nr && k < kernel->nr; i++)
		k += ours->addr[i] == kernel->addr[k];
	return k == kernel->nr;
}

static void count_why(struct sampler *s, const struct trace *t)
{
	unsigned int i;

	for (i = 0; i < MAX_WHYS; i++) {
		struct why *w = &s->why[i];

		if (w->count && (w->why != t->why || w->at != t->lost_at))
			continue;
		w->why = t->why;
		w->at = t->lost_at;
		w->count++;
		return;
	}
}

static void count(struct sampler *s, const struct pair *p, bool nested)
{
	s->stacks++;
	s->frames += p->ours.nr;
	s->nested += nested;
	s->kernel += p->kernel.whole;
	/* What the kernel's own rule for live patching believes. */
	s->kernel_rule += p->kernel.whole &&
			  (!p->kernel.interrupted || kpatch_unwind_through_regs());
	if (!p->ours.whole) {
		count_why(s, &p->ours);
		return;
	}
	s->ours++;
	if (!p->kernel.whole)
		return;
	s->both++;
	/* The unwinder may go wrong by frame pointers; see the scenario. */
	if (same(&p->ours, &p->kernel))
		return;
	s->differ++;
	s->astray += !found_in(&p->kernel, &p->ours);
	if (s->nr_kept < MAX_DIFFERENT)
		s->nr_kept++;
}

static void sample(struct sampler *s, struct pt_regs *regs)
{
	struct pair *p = &s->kept[s->nr_kept];
	struct unwind_state state;
	struct stack_info on;
	u64 start;

	if (!regs || user_mode(regs)) {
		s->user++;
		return;
	}
	unwind_start(&state, current, regs, NULL);
	on = state.stack_info;
	/* The unwinder gives up at once: the stack is not known either. */
	if (on.type == STACK_TYPE_UNKNOWN)
		on = (struct stack_info){ .type = STACK_TYPE_TASK };
	start = ktime_get_mono_fast_ns();
	walk_kernel(&p->kernel, &state);
	s->kernel_ns += ktime_get_mono_fast_ns() - start;
	start = ktime_get_mono_fast_ns();
	walk_ours(&p->ours, regs, &on);
	s->ours_ns += ktime_get_mono_fast_ns() - start;
	count(s, p, on.type != STACK_TYPE_TASK);
}

static enum hrtimer_restart fire(struct hrtimer *timer)
{
	struct sampler *s = container_of(timer, struct sampler, timer);

	sample(s, get_irq_regs());
	if (s->stacks >= most)
		return HRTIMER_NORESTART;
	s->random = s->random * 1664525 + 1013904223;
	hrtimer_forward_now(timer, ns_to_ktime(100000 + s->random % 400000));
	return HRTIMER_RESTART;
}

static void set_up(struct hrtimer *timer)
{
#if LINUX_VERSION_CODE >= KERNEL_VERSION(6, 13, 0)
	hrtimer_setup(timer, fire, CLOCK_MONOTONIC,
		      HRTIMER_MODE_REL_PINNED_HARD);
#else
	hrtimer_init(timer, CLOCK_MONOTONIC, HRTIMER_MODE_REL_PINNED_HARD);
	timer->function = fire;
#endif
}

static void start(void *unused)
{
	struct sampler *s = this_cpu_ptr(&samplers);

	set_up(&s->timer);
	s->started = true;
	hrtimer_start(&s->timer, ns_to_ktime(100000),
		      HRTIMER_MODE_REL_PINNED_HARD);
}

/* --- what was counted -------------------------------------------------------- */

static void show_trace(struct seq_file *m, const char *whose,
		       const struct trace *t)
{
	unsigned int i;

	seq_printf(m, "%s: %u frames\n", whose, t->nr);
	for (i = 0; i < t->nr; i++)
		seq_printf(m, "  %pS%s\n", (void *)t->addr[i],
			   t->exact[i] ? " (interrupted)" : "");
}

static int kt_sampler_show(struct seq_file *m, void *v)
{
	struct sampler sum = {};
	unsigned int cpu, i;

	for_each_possible_cpu(cpu) {
		const struct sampler *s = per_cpu_ptr(&samplers, cpu);

		sum.stacks += s->stacks;
		sum.frames += s->frames;
		sum.nested += s->nested;
		sum.user += s->user;
		sum.ours += s->ours;
		sum.kernel += s->kernel;
		sum.kernel_rule += s->kernel_rule;
		sum.both += s->both;
		sum.differ += s->differ;
		sum.astray += s->astray;
		sum.ours_ns += s->ours_ns;
		sum.kernel_ns += s->kernel_ns;
	}
	seq_printf(m, "stacks=%lu frames=%lu nested=%lu user=%lu ours=%lu kernel=%lu kernel_rule=%lu both=%lu differ=%lu astray=%lu ours_ns=%llu kernel_ns=%llu\n",
		   sum.stacks, sum.frames, sum.nested, sum.user, sum.ours,
		   sum.kernel, sum.kernel_rule, sum.both, sum.differ,
		   sum.astray, sum.ours_ns, sum.kernel_ns);
	for_each_possible_cpu(cpu) {
		const struct sampler *s = per_cpu_ptr(&samplers, cpu);

		for (i = 0; i < MAX_WHYS; i++)
			if (s->why[i].count)
				seq_printf(m, "lost=%lu why=%s at=%pS\n",
					   s->why[i].count, s->why[i].why,
					   (void *)s->why[i].at);
		for (i = 0; i < s->nr_kept; i++) {
			show_trace(m, "ours", &s->kept[i].ours);
			show_trace(m, "kernel", &s->kept[i].kernel);
		}
	}
	return 0;
}

/* --- init and exit ----------------------------------------------------------- */

static void free_all(void)
{
	unsigned int cpu;

	for_each_possible_cpu(cpu)
		kfree(per_cpu_ptr(&samplers, cpu)->kept);
}

static int __init kt_sampler_init(void)
{
	unsigned int cpu;

	for_each_possible_cpu(cpu) {
		struct sampler *s = per_cpu_ptr(&samplers, cpu);

		s->random = 12345 + cpu;
		s->kept = kcalloc(MAX_DIFFERENT + 1, sizeof(*s->kept),
				  GFP_KERNEL);
		if (!s->kept)
			goto err;
	}
	entry = proc_create_single("kt_sampler", 0400, NULL, kt_sampler_show);
	if (!entry)
		goto err;
	on_each_cpu(start, NULL, 1);
	return 0;
err:
	free_all();
	return -ENOMEM;
}

static void __exit kt_sampler_exit(void)
{
	unsigned int cpu;

	for_each_possible_cpu(cpu) {
		struct sampler *s = per_cpu_ptr(&samplers, cpu);

		/* Never started where the CPU was offline. */
		if (s->started)
			hrtimer_cancel(&s->timer);
	}
	proc_remove(entry);
	free_all();
}

module_init(kt_sampler_init);
module_exit(kt_sampler_exit);
MODULE_DESCRIPTION("Compares two walks of interrupted stacks");
MODULE_LICENSE("GPL");
MODULE_IMPORT_NS(KPATCH_TEST_NS);
