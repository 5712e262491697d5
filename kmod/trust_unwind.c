// SPDX-License-Identifier: GPL-2.0-only
/*
 * trust_unwind.c - walk a stack by the rows of trust tables
 *
 * May run while the machine is stopped, and on the stack of a task that runs
 * meanwhile, whose walk is thrown away then: every read is of the stack, and
 * each step goes outwards, so it ends whatever it reads.
 *
 * What is exported is for the sampler of the boot tests alone.
 */
#include <linux/ftrace.h>
#include <linux/ptrace.h>
#include <linux/rethook.h>
#include <linux/sched/task_stack.h>
#include <asm/switch_to.h>

#include "code_map.h"
#include "compat.h"
#include "jit.h"
#include "symbols.h"
#include "trust_unwind.h"

/* --- what has taken a return address away --------------------------------- */

/* What the static calls are where the kernel has no such tracer. */
static unsigned long no_graph_ret(struct task_struct *task, int *idx,
				  unsigned long ret, unsigned long *retp)
{
	return 0;
}

static unsigned long no_rethook_ret(struct task_struct *task,
				    unsigned long frame,
				    struct llist_node **cur)
{
	return 0;
}

DEFINE_STATIC_CALL(kpatch_graph_ret, no_graph_ret);
DEFINE_STATIC_CALL(kpatch_rethook_ret, no_rethook_ret);

/* Where functions return to whose return is traced; 0: the kernel cannot. */
static unsigned long graph_trampoline;
static unsigned long rethook_trampoline;

bool kpatch_is_tracers(unsigned long addr)
{
	return addr && (addr == graph_trampoline || addr == rethook_trampoline);
}

/*
 * Both of the kernel's look-ups are by the place the address lay at. 0: it is
 * still the tracer's, as the kernel has no record of it, or not any more.
 */
static unsigned long recover_return(struct kpatch_rows *w, unsigned long addr,
				    unsigned long place)
{
	if (graph_trampoline && addr == graph_trampoline)
		addr = static_call(kpatch_graph_ret)(w->task, &w->graph_idx,
						     addr,
						     (unsigned long *)place);
	/* The kernel cannot tell of one that was preempted, and may warn. */
	if (rethook_trampoline && addr == rethook_trampoline &&
	    w->task != current && task_is_running(w->task))
		return 0;
	if (rethook_trampoline && addr == rethook_trampoline)
		addr = static_call(kpatch_rethook_ret)(w->task, place,
						       &w->rethook);
	return kpatch_is_tracers(addr) ? 0 : addr;
}

/* --- stacks ---------------------------------------------------------------- */

static void mark_lost(struct kpatch_rows *w, const char *why)
{
	w->at = KPATCH_AT_LOST;
	w->why = why;
}

static bool lies_on(const struct kpatch_rows *w, unsigned int i,
		    unsigned long addr, unsigned long size)
{
	return addr >= w->stack[i].lo && addr <= w->stack[i].hi &&
	       size <= w->stack[i].hi - addr;
}

static bool read_word(const struct kpatch_rows *w, unsigned long addr,
		      unsigned long *value)
{
	unsigned int i;

	if (addr % sizeof(long))
		return false;
	for (i = w->on; i < ARRAY_SIZE(w->stack); i++)
		if (lies_on(w, i, addr, sizeof(long))) {
			*value = READ_ONCE_NOCHECK(*(unsigned long *)addr);
			return true;
		}
	return false;
}

/* The caller's stack pointer is further out, or on a stack further out. */
static bool go_out(struct kpatch_rows *w, unsigned long sp)
{
	unsigned int i;

	if (lies_on(w, w->on, sp, 0) && sp > w->sp) {
		w->sp = sp;
		return true;
	}
	for (i = w->on + 1; i < ARRAY_SIZE(w->stack); i++)
		if (lies_on(w, i, sp, 0)) {
			w->on = i;
			w->sp = sp;
			return true;
		}
	return false;
}

/* --- registers ------------------------------------------------------------- */

/* By the instruction set's numbers. */
static const unsigned short reg_offset[SC_TRUST_NREGS] = {
	offsetof(struct pt_regs, ax), offsetof(struct pt_regs, cx),
	offsetof(struct pt_regs, dx), offsetof(struct pt_regs, bx),
	offsetof(struct pt_regs, sp), offsetof(struct pt_regs, bp),
	offsetof(struct pt_regs, si), offsetof(struct pt_regs, di),
	offsetof(struct pt_regs, r8), offsetof(struct pt_regs, r9),
	offsetof(struct pt_regs, r10), offsetof(struct pt_regs, r11),
	offsetof(struct pt_regs, r12), offsetof(struct pt_regs, r13),
	offsetof(struct pt_regs, r14), offsetof(struct pt_regs, r15),
};

#define REG_SP	4
#define REG_BP	5

/* Others than these two are known from registers only. */
static bool read_reg(const struct kpatch_rows *w, unsigned int reg,
		     unsigned long *value)
{
	const void *regs = w->regs;

	if (reg == REG_SP)
		*value = w->sp;
	else if (reg == REG_BP)
		*value = w->bp;
	else if (regs)
		*value = READ_ONCE_NOCHECK(*(unsigned long *)
					   (regs + reg_offset[reg]));
	else
		return false;
	return true;
}

static bool find_cfa(const struct kpatch_rows *w,
		     const struct sc_trust_row *row, unsigned long *cfa)
{
	unsigned long base;

	if (!read_reg(w, row->reg, &base))
		return false;
	switch (row->kind) {
	case SC_TRUST_ROW_REG:
		*cfa = base + row->off;
		return true;
	case SC_TRUST_ROW_DEREF:
		return read_word(w, base + row->off, cfa);
	case SC_TRUST_ROW_DEREF_ADD:
		if (!read_word(w, base, cfa))
			return false;
		*cfa += row->off;
		return true;
	}
	return false;
}

/* The caller's frame pointer, if it is not where @same says. */
static bool find_bp(const struct kpatch_rows *w, const struct sc_trust_row *row,
		    unsigned long cfa, unsigned long same, unsigned long *bp)
{
	switch (row->bp) {
	case SC_TRUST_BP_SAME:
		*bp = same;
		return true;
	case SC_TRUST_BP_CFA:
		return read_word(w, cfa + row->bp_off, bp);
	case SC_TRUST_BP_BP:
		return read_word(w, w->bp + row->bp_off, bp);
	}
	return false;
}

/* --- frames ---------------------------------------------------------------- */

static void leave_call(struct kpatch_rows *w, const struct sc_trust_row *row,
		       unsigned long cfa)
{
	unsigned long place = cfa - sizeof(long), ip, bp;

	if (!read_word(w, place, &ip) || !find_bp(w, row, cfa, w->bp, &bp) ||
	    !go_out(w, cfa)) {
		mark_lost(w, "off-stack");
		return;
	}
	w->ip = recover_return(w, ip, place);
	if (!w->ip) {
		mark_lost(w, "unknown-code");
		return;
	}
	w->bp = bp;
	w->regs = NULL;
	w->exact = row->frame & SC_TRUST_SIGNAL;
}

/*
 * @regs: the whole of them, or where they would begin if only what an
 * interrupt pushes is there.
 */
static void leave_regs(struct kpatch_rows *w, const struct sc_trust_row *row,
		       const struct pt_regs *regs, bool whole)
{
	unsigned long start = whole ? (unsigned long)regs :
				      (unsigned long)&regs->ip;
	unsigned long size = (unsigned long)(regs + 1) - start;
	unsigned long bp, same;

	if (start % sizeof(long) || !lies_on(w, w->on, start, size)) {
		mark_lost(w, "off-stack");
		return;
	}
	if (READ_ONCE_NOCHECK(*(unsigned long *)&regs->cs) & 3) {
		if (regs == task_pt_regs(w->task))
			w->at = KPATCH_AT_USER;
		else
			mark_lost(w, "user-registers");
		return;
	}
	same = whole ? READ_ONCE_NOCHECK(regs->bp) : w->bp;
	if (!find_bp(w, row, start, same, &bp) ||
	    !go_out(w, READ_ONCE_NOCHECK(regs->sp))) {
		mark_lost(w, "off-stack");
		return;
	}
	w->ip = READ_ONCE_NOCHECK(regs->ip);
	w->bp = bp;
	w->regs = whole ? regs : NULL;
	w->exact = row->frame & SC_TRUST_SIGNAL;
}

/* How frames are left at a call where the frame pointer is known to lead on. */
static const struct sc_trust_row framed = {
	.kind = SC_TRUST_ROW_REG,
	.reg = REG_BP,
	.frame = SC_TRUST_FRAME_CALL,
	.bp = SC_TRUST_BP_CFA,
	.off = 2 * sizeof(long),
	.bp_off = -2 * (int)sizeof(long),
};

void kpatch_rows_next(struct kpatch_rows *w)
{
	const struct sc_trust_row *row;
	struct sc_trust_hit hit;
	unsigned long cfa;
	bool jit;

	if (w->at != KPATCH_AT_FRAME)
		return;
	kpatch_find_code(w->exact ? w->ip : w->ip - 1, &hit, NULL);
	row = &hit.row;
	jit = hit.reason == SC_TRUST_R_NO_TABLE &&
	      kpatch_jit_framed(w->ip, w->exact);
	if (jit || (hit.verdict == SC_TRUST_BY_FRAME && !w->exact)) {
		row = &framed;
	} else if (hit.verdict != SC_TRUST_TRACKED) {
		w->at = KPATCH_AT_UNTRUSTED;
		w->why = sc_trust_reason_text(hit.reason);
		return;
	}

	if (row->kind == SC_TRUST_ROW_END) {
		if (w->sp == (unsigned long)task_pt_regs(w->task))
			w->at = KPATCH_AT_END;
		else
			mark_lost(w, "end-elsewhere");
		return;
	}
	if (!find_cfa(w, row, &cfa)) {
		mark_lost(w, "register");
		return;
	}
	switch (row->frame & ~SC_TRUST_SIGNAL) {
	case SC_TRUST_FRAME_CALL:
		leave_call(w, row, cfa);
		if (jit && w->at == KPATCH_AT_FRAME)
			w->exact = kpatch_jit_names_entry(w->ip);
		break;
	case SC_TRUST_FRAME_REGS:
		leave_regs(w, row, (void *)cfa, true);
		break;
	case SC_TRUST_FRAME_IRET:
		leave_regs(w, row,
			   (void *)(cfa - offsetof(struct pt_regs, ip)), false);
		break;
	}
}
EXPORT_SYMBOL_NS_GPL(kpatch_rows_next, KPATCH_TEST_NS);

/* --- starts ---------------------------------------------------------------- */

static void start_on_stack(struct kpatch_rows *w, struct task_struct *task)
{
	unsigned long page = (unsigned long)task_stack_page(task);

	*w = (struct kpatch_rows){ .task = task, .on = 1 };
	w->stack[1].lo = page;
	w->stack[1].hi = page + THREAD_SIZE;
	w->at = KPATCH_AT_FRAME;
}

/* An interrupt has a stack of its own, unless it came from user space. */
static void add_own_stack(struct kpatch_rows *w)
{
	struct unwind_state state;

	unwind_start(&state, current, NULL, NULL);
	if (state.stack_info.type == STACK_TYPE_UNKNOWN)
		return;
	w->stack[0].lo = (unsigned long)state.stack_info.begin;
	w->stack[0].hi = (unsigned long)state.stack_info.end;
	w->on = 0;
}

void kpatch_rows_start(struct kpatch_rows *w, struct task_struct *task,
		       const struct kpatch_here *here)
{
	struct inactive_task_frame *frame;

	start_on_stack(w, task);
	if (task == current) {
		w->ip = here->ip;
		w->sp = here->sp;
		w->bp = here->bp;
		w->exact = true;
		if (!lies_on(w, w->on, w->sp, 0))
			add_own_stack(w);
		return;
	}
	w->sp = READ_ONCE_NOCHECK(task->thread.sp);
	frame = (struct inactive_task_frame *)w->sp;
	if (w->sp % sizeof(long) || !lies_on(w, w->on, w->sp, sizeof(*frame))) {
		mark_lost(w, "off-stack");
		return;
	}
	w->ip = READ_ONCE_NOCHECK(frame->ret_addr);
	w->bp = READ_ONCE_NOCHECK(frame->bp);
	w->sp += sizeof(*frame);
}

void kpatch_rows_start_regs(struct kpatch_rows *w, const struct pt_regs *regs,
			    unsigned long lo, unsigned long hi)
{
	start_on_stack(w, current);
	if (hi > lo) {
		w->stack[0].lo = lo;
		w->stack[0].hi = hi;
		w->on = 0;
	}
	w->ip = regs->ip;
	w->sp = regs->sp;
	w->bp = regs->bp;
	w->regs = regs;
	w->exact = true;
	if (regs->cs & 3)
		w->at = KPATCH_AT_USER;
	else if (!lies_on(w, w->on, w->sp, 0))
		mark_lost(w, "off-stack");
}
EXPORT_SYMBOL_NS_GPL(kpatch_rows_start_regs, KPATCH_TEST_NS);

bool kpatch_has_rethook(struct task_struct *task)
{
	struct kpatch_rows w;
	unsigned long at, word;

	start_on_stack(&w, task);
	at = READ_ONCE_NOCHECK(task->thread.sp);
	for (; rethook_trampoline && read_word(&w, at, &word);
	     at += sizeof(long))
		if (word == rethook_trampoline)
			return true;
	return false;
}

void kpatch_rows_init(void)
{
	if (kpatch_bind(kpatch_graph_ret, ftrace_graph_ret_addr))
		graph_trampoline = kpatch_lookup_data("return_to_handler");
	if (kpatch_bind(kpatch_rethook_ret, rethook_find_ret_addr))
		rethook_trampoline =
			kpatch_lookup_data("arch_rethook_trampoline");
}
