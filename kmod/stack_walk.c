// SPDX-License-Identifier: GPL-2.0-only
/*
 * stack_walk.c - walk one stack, and believe the walk only if it is whole
 *
 * Two walkers: the kernel's unwinder, and the rows of trust tables. With ORC
 * they go step by step together, and must agree for as long as there are
 * rows. With frame pointers the rows alone decide if they lead to the end of
 * the stack, since they go through what was interrupted and what has no frame;
 * otherwise the unwinder is asked.
 *
 * May run while the machine is stopped: nothing here sleeps, allocates,
 * takes a lock or prints.
 */
#include "compat.h"
#include "images.h"
#include "jit.h"
#include "ranges.h"
#include "reason.h"
#include "stack_walk.h"
#include "trust.h"
#include "trust_unwind.h"

/* More frames than a kernel stack can hold; ends a walk that runs in circles */
#define KPATCH_MAX_FRAMES	(THREAD_SIZE / (2 * sizeof(long)))

struct walk {
	struct task_struct *task;
	const struct kpatch_ranges *ranges;
	struct kpatch_cpu *cpu;
	enum kpatch_policy policy;
	enum kpatch_reason verdict;
	unsigned int frames;
	unsigned long last;		/* frame that was seen, or 0 */
	bool last_exact;
	struct kpatch_here here;
	struct kpatch_rows rows;
};

/*
 * A return address belongs to the function that its call is in, and the call
 * may be the last instruction there: look up the byte before. An interrupted
 * instruction is looked up as it is.
 */
static const struct kpatch_range *find_range(const struct kpatch_ranges *ranges,
					     unsigned long addr, bool exact)
{
	unsigned int lo = 0, hi = ranges->nr;

	if (!exact)
		addr--;
	while (lo < hi) {
		unsigned int mid = (lo + hi) / 2;

		if (ranges->r[mid].start <= addr)
			lo = mid + 1;
		else
			hi = mid;
	}
	if (!lo || addr >= ranges->r[lo - 1].end)
		return NULL;
	return &ranges->r[lo - 1];
}

/*
 * The verdict is @why, of the frame at @addr. The first is what the others
 * follow from; but who is inside a function is there, whatever else there is.
 */
static void set_verdict(struct walk *w, enum kpatch_reason why,
			const char *detail, unsigned long addr, bool exact)
{
	struct kpatch_cpu *cpu = w->cpu;

	if (w->verdict && why != KPATCH_BUSY)
		return;
	w->verdict = why;
	cpu->detail = detail;
	cpu->at = addr;
	cpu->at_exact = exact;
}

/* The walk cannot get past the last frame, or found nonsense behind it. */
static void judge_last(struct walk *w, const char *detail)
{
	set_verdict(w, KPATCH_UNRELIABLE, detail, w->last, w->last_exact);
}

/* A frame that either walk has come to; false if there are too many. */
static bool see_frame(struct walk *w, unsigned long addr, bool exact)
{
	const struct kpatch_range *range;
	struct kpatch_cpu *cpu = w->cpu;

	if (++w->frames > KPATCH_MAX_FRAMES) {
		set_verdict(w, KPATCH_UNRELIABLE, "endless", 0, false);
		return false;
	}
	if (cpu->nr < KPATCH_FRAMES)
		cpu->frame[cpu->nr++] = addr;
	w->last = addr;
	w->last_exact = exact;
	range = find_range(w->ranges, addr, exact);
	if (range && w->verdict != KPATCH_BUSY) {
		set_verdict(w, KPATCH_BUSY, NULL, 0, false);
		cpu->fn = range->fn;
	}
	return true;
}

/* --- by rows ---------------------------------------------------------------- */

/* At the first frame that is not this file's; @first: its stack begins there. */
static void start_rows(struct walk *w, unsigned long first)
{
	kpatch_rows_start(&w->rows, w->task, &w->here);
	while (w->task == current && w->rows.at == KPATCH_AT_FRAME &&
	       w->rows.sp < first)
		kpatch_rows_next(&w->rows);
}

/* The rows lead no further. */
static bool is_stuck(const struct kpatch_rows *rows)
{
	return rows->at == KPATCH_AT_UNTRUSTED || rows->at == KPATCH_AT_LOST;
}

/* Where the rows end too early the policy decides whether that matters. */
static void judge_rows(struct walk *w)
{
	const struct kpatch_rows *rows = &w->rows;

	if (is_stuck(rows) && w->policy == KPATCH_TRUST_ALL)
		set_verdict(w, rows->at == KPATCH_AT_LOST ? KPATCH_UNRELIABLE :
							    KPATCH_UNTRUSTED,
			    rows->why, rows->ip, rows->exact);
}

/* The whole walk; false if the rows do not lead to the stack's end. */
static bool walk_rows(struct walk *w, unsigned long first)
{
	struct kpatch_rows *rows = &w->rows;

	for (start_rows(w, first); rows->at == KPATCH_AT_FRAME;
	     kpatch_rows_next(rows))
		if (!see_frame(w, rows->ip, rows->exact))
			break;
	judge_rows(w);
	return rows->at == KPATCH_AT_USER || rows->at == KPATCH_AT_END;
}

/* --- by the kernel's unwinder ----------------------------------------------- */

/* Both walks stand at a frame. Is it the same one? Then on to the next. */
static void compare_frame(struct walk *w, unsigned long addr, bool exact)
{
	struct kpatch_rows *rows = &w->rows;

	if (is_stuck(rows))
		return;
	if (rows->at == KPATCH_AT_FRAME && rows->ip == addr &&
	    rows->exact == exact) {
		kpatch_rows_next(rows);
		judge_rows(w);
		return;
	}
	set_verdict(w, KPATCH_UNRELIABLE, "walks-differ", addr, exact);
	rows->at = KPATCH_AT_LOST;
}

static void compare_end(struct walk *w, enum kpatch_rows_at end)
{
	if (!is_stuck(&w->rows) && w->rows.at != end)
		set_verdict(w, KPATCH_UNRELIABLE, "walks-differ", 0, false);
}

/*
 * One frame of the unwinder's, at @addr, and on to the next. False where the
 * walk has to end.
 */
static bool unwinder_frame(struct walk *w, struct unwind_state *state,
			   unsigned long addr)
{
	bool exact = kpatch_unwind_exact(state);
	bool framed = !kpatch_in_vmlinux(addr) &&
		      kpatch_jit_framed(addr, exact);
	const char *why;

	if (!addr || kpatch_is_tracers(addr)) {
		judge_last(w, "unknown-code");
		return false;
	}
	if (!see_frame(w, addr, exact))
		return false;
	if (!kpatch_frame_trusted(addr, exact, w->policy, &why))
		set_verdict(w, KPATCH_UNTRUSTED, why, addr, exact);
	compare_frame(w, addr, exact);
	kpatch_unwind_next(state, framed);
	if (framed && !unwind_done(state) &&
	    kpatch_jit_names_entry(unwind_get_return_address(state)))
		kpatch_unwind_set_exact(state);
	if (unwind_error(state))
		judge_last(w, "no-unwind-data");
	return true;
}

static void walk_unwinder(struct walk *w, unsigned long first)
{
	struct unwind_state state;

	if (kpatch_unwinder_warns() && w->task != current &&
	    task_is_running(w->task) && kpatch_has_rethook(w->task)) {
		set_verdict(w, KPATCH_UNRELIABLE, "unknown-code", 0, false);
		return;
	}
	unwind_start(&state, w->task, NULL, (unsigned long *)first);
	while (!unwind_done(&state) && !unwind_error(&state)) {
		struct pt_regs *regs = unwind_get_entry_regs(&state, NULL);

		if (regs && user_mode(regs)) {
			if (regs != task_pt_regs(w->task))
				judge_last(w, "user-registers");
			compare_end(w, KPATCH_AT_USER);
			return;
		}
		if (regs && !kpatch_unwind_through_regs()) {
			judge_last(w, "interrupted");
			return;
		}
		/* 0 also when it is outside of all known code. */
		if (!unwinder_frame(w, &state,
				    unwind_get_return_address(&state)))
			return;
	}
	if (unwind_error(&state))
		judge_last(w, "no-unwind-data");
	else if (!kpatch_unwind_at_end(&state, w->task))
		judge_last(w, "end-elsewhere");
	compare_end(w, KPATCH_AT_END);
}

/* --- both ------------------------------------------------------------------- */

enum kpatch_reason kpatch_walk(struct task_struct *task,
			       const struct kpatch_ranges *ranges,
			       struct kpatch_cpu *cpu)
{
	struct walk w = {
		.task = task,
		.ranges = ranges,
		.cpu = cpu,
		.policy = READ_ONCE(kpatch_policy),
		.rows.at = KPATCH_AT_LOST,
	};
	unsigned long first = (unsigned long)get_stack_pointer(task, NULL);

	cpu->walked++;
	cpu->nr = 0;
	cpu->fn = NULL;
	cpu->detail = NULL;
	cpu->at = 0;

	kpatch_here(&w.here);
	if (w.policy == KPATCH_TRUST_OFF) {
		walk_unwinder(&w, first);
	} else if (IS_ENABLED(CONFIG_UNWINDER_ORC)) {
		start_rows(&w, first);
		judge_rows(&w);
		walk_unwinder(&w, first);
	} else if (!walk_rows(&w, first)) {
		/* For the verdict, or for a whole trace. */
		cpu->nr = 0;
		w.frames = 0;
		walk_unwinder(&w, first);
	}
	cpu->frames += w.frames;
	return w.verdict;
}
