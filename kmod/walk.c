// SPDX-License-Identifier: GPL-2.0-only
/*
 * walk.c - walk one stack, and believe the walk only if it is whole
 *
 * May run while the machine is stopped: nothing here sleeps, allocates,
 * takes a lock or prints.
 */
#include "internal.h"
#include "compat.h"
#include "trust.h"

/* More frames than a kernel stack can hold; ends a walk that runs in circles */
#define KPATCH_MAX_FRAMES	(THREAD_SIZE / (2 * sizeof(long)))

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

enum kpatch_reason kpatch_walk(struct task_struct *task,
			       const struct kpatch_ranges *ranges,
			       struct kpatch_cpu *cpu,
			       const struct kpatch_fn **fn,
			       const char **detail)
{
	enum kpatch_reason verdict = KPATCH_NONE;
	struct unwind_state state;
	unsigned int frames = 0;

	cpu->walked++;
	cpu->nr = 0;
	*fn = NULL;
	*detail = NULL;

	for (unwind_start(&state, task, NULL, NULL);
	     !unwind_done(&state) && !unwind_error(&state);
	     unwind_next_frame(&state)) {
		struct pt_regs *regs = unwind_get_entry_regs(&state, NULL);
		const struct kpatch_range *range;
		unsigned long addr;
		bool exact;

		if (regs && user_mode(regs)) {
			if (regs != task_pt_regs(task))
				goto unreliable;
			cpu->frames += frames;
			return verdict;
		}
		if (regs && !kpatch_unwind_through_regs())
			goto unreliable;

		/* 0 also when it is outside of all known code. */
		addr = unwind_get_return_address(&state);
		if (!addr || ++frames > KPATCH_MAX_FRAMES)
			goto unreliable;
		if (cpu->nr < KPATCH_FRAMES)
			cpu->frame[cpu->nr++] = addr;

		exact = kpatch_unwind_exact(&state);
		range = find_range(ranges, addr, exact);
		if (range && verdict != KPATCH_BUSY) {
			verdict = KPATCH_BUSY;
			*fn = range->fn;
		}
		if (verdict == KPATCH_NONE &&
		    !kpatch_trust_range_ok(addr, exact, detail))
			verdict = KPATCH_UNTRUSTED;
	}

	if (unwind_error(&state) || !kpatch_unwind_at_end(&state, task))
		goto unreliable;
	cpu->frames += frames;
	return verdict;

unreliable:
	cpu->frames += frames;
	/* Who was seen inside a function is there, whatever lies above. */
	return verdict == KPATCH_BUSY ? KPATCH_BUSY : KPATCH_UNRELIABLE;
}
