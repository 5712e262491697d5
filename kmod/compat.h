/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * compat.h - what differs between the kernels and unwinders kpatch.ko is
 * built for; nothing else looks at a version or at the unwinder
 */
#ifndef KPATCH_COMPAT_H
#define KPATCH_COMPAT_H

#include <linux/delay.h>
#include <linux/ftrace.h>
#include <linux/module.h>
#include <linux/percpu.h>
#include <linux/sched/task_stack.h>
#include <linux/stop_machine.h>
#include <linux/sysfs.h>
#include <linux/version.h>
#include <asm/ibt.h>
#include <asm/paravirt_types.h>
#include <asm/text-patching.h>
#include <asm/unwind.h>

#include "patch.h"

/* Is @a of the type @b? A constant. */
#define kpatch_is_of_type(a, b)	__builtin_types_compatible_p(typeof(a), b)

/* Threads of a user process that never return to user space. */
#ifndef PF_USER_WORKER
#define PF_USER_WORKER	PF_IO_WORKER
#endif

/* The text of a module that stays after its init. */
static inline void kpatch_module_text(const struct module *mod,
				      unsigned long *start, unsigned long *end)
{
#if LINUX_VERSION_CODE >= KERNEL_VERSION(6, 4, 0)
	*start = (unsigned long)mod->mem[MOD_TEXT].base;
	*end = *start + mod->mem[MOD_TEXT].size;
#else
	*start = (unsigned long)mod->core_layout.base;
	*end = *start + mod->core_layout.text_size;
#endif
}

/* The text that does not. */
static inline void kpatch_module_init_text(const struct module *mod,
					   unsigned long *start,
					   unsigned long *end)
{
#if LINUX_VERSION_CODE >= KERNEL_VERSION(6, 4, 0)
	*start = (unsigned long)mod->mem[MOD_INIT_TEXT].base;
	*end = *start + mod->mem[MOD_INIT_TEXT].size;
#else
	*start = (unsigned long)mod->init_layout.base;
	*end = *start + mod->init_layout.text_size;
#endif
}

/* Where the memory that @addr is in, and that stays, ends; or @addr itself. */
static inline unsigned long kpatch_module_end(const struct module *mod,
					      unsigned long addr)
{
#if LINUX_VERSION_CODE >= KERNEL_VERSION(6, 4, 0)
	for_class_mod_mem_type(type, core) {
		const struct module_memory *mem = &mod->mem[type];
		unsigned long base = (unsigned long)mem->base;

		if (addr >= base && addr < base + mem->size)
			return base + mem->size;
	}
#else
	if (within_module_core(addr, mod))
		return (unsigned long)mod->core_layout.base +
		       mod->core_layout.size;
#endif
	return addr;
}

/* Is a part of @place in one of the calls that the sites in @table name? */
static inline bool kpatch_in_paravirt(const struct kpatch_span *table,
				      const struct kpatch_span *place)
{
#if defined(CONFIG_PARAVIRT) && LINUX_VERSION_CODE < KERNEL_VERSION(6, 8, 0)
	const struct paravirt_patch_site *site = (void *)table->start;

	for (; (unsigned long)(site + 1) <= table->end; site++) {
		unsigned long start = (unsigned long)site->instr;

		if (place->start < start + site->len && start < place->end)
			return true;
	}
	return false;
#else
	/* No kernel has such a section; what is in this one is not known. */
	return true;
#endif
}

/* Does a function whose first bytes are @first begin with a landing pad? */
static inline bool kpatch_is_landing_pad(u32 first)
{
#if HAS_KERNEL_IBT
	/* The second is what the kernel makes of one that nothing jumps to. */
	return first == gen_endbr() || first == gen_endbr_poison();
#else
	return false;
#endif
}

/*
 * What ftrace has in place of a call that it knows, by the first byte: the call
 * itself, or a breakpoint while somebody is just switching it. Newer kernels
 * jump to the trampolines of BPF programs that run after the function.
 */
static inline bool kpatch_is_ftrace_call(u8 first)
{
	return first == CALL_INSN_OPCODE || first == INT3_INSN_OPCODE ||
	       (IS_ENABLED(CONFIG_DYNAMIC_FTRACE_WITH_JMP) &&
		first == JMP32_INSN_OPCODE);
}

/* The symbols for tests alone. Older kernels make a string of the name. */
#if LINUX_VERSION_CODE >= KERNEL_VERSION(6, 13, 0)
#define KPATCH_TEST_NS	"KPATCH_TEST"
#else
#define KPATCH_TEST_NS	KPATCH_TEST
#endif

/* Finds the BPF program at an address. Kbuild looks which name it has. */
#ifdef KPATCH_BPF_LOOKUP_IS_PLAIN
#define KPATCH_BPF_LOOKUP	bpf_address_lookup
#else
#define KPATCH_BPF_LOOKUP	__bpf_address_lookup
#endif

/*
 * Binary attributes: what a function that reads one is given, and a member of
 * attribute_group.bin_attrs. In newer kernels both are constant.
 */
#define kpatch_bin_attr							\
	typeof(*__builtin_choose_expr(					\
		kpatch_is_of_type(((struct bin_attribute *)NULL)->read,	\
				  ssize_t (*)(struct file *,		\
					      struct kobject *,		\
					      const struct bin_attribute *, \
					      char *, loff_t, size_t)),	\
		(const struct bin_attribute *)NULL,			\
		(struct bin_attribute *)NULL))
#define kpatch_bin_attr_ptr						\
	typeof(*((struct attribute_group *)NULL)->bin_attrs)

/*
 * Does stop_one_cpu_nowait() say whether the CPU has a stopper? If not, it has
 * one: callers name CPUs that are online, and keep them so.
 */
#define kpatch_stop_one_result typeof(stop_one_cpu_nowait(0, NULL, NULL, NULL))
#define KPATCH_STOP_ONE_QUEUED(call)					\
	__builtin_choose_expr(						\
		__builtin_types_compatible_p(kpatch_stop_one_result, void), \
		((call), true), (call))

/* The probe for sched_process_exit, which newer kernels tell of the group. */
#define KPATCH_EXIT_PROBE(of_task, of_group)				\
	__builtin_choose_expr(						\
		kpatch_is_of_type(					\
			check_trace_callback_type_sched_process_exit,	\
			void(void (*)(void *, struct task_struct *, bool))), \
		of_group, of_task)

/*
 * Where a function that ftrace has called for goes on, and what that takes: a
 * flag of the ftrace_ops. Where ftrace hands out arguments they come with the
 * address, so no more registers need to be saved. Older kernels have another name.
 */
#ifdef CONFIG_HAVE_DYNAMIC_FTRACE_WITH_ARGS
#define KPATCH_FTRACE_SET_IP	0
#ifdef ftrace_regs_set_instruction_pointer
#define kpatch_set_ip(fregs, addr)					\
	ftrace_regs_set_instruction_pointer(fregs, addr)
#else
#define kpatch_set_ip(fregs, addr)					\
	ftrace_instruction_pointer_set(fregs, addr)
#endif
#else
#define KPATCH_FTRACE_SET_IP	FTRACE_OPS_FL_SAVE_REGS
#define kpatch_set_ip(fregs, addr)	(ftrace_get_regs(fregs)->ip = (addr))
#endif

/*
 * Before 6.3 ftrace calls for functions of the idle loop, too, where RCU does
 * not watch. So each CPU counts the redirections that it is in, with preemption
 * off; one that interrupts another leaves the count as it found it. Waiting
 * for all that have begun: each count is seen at 0 once.
 */
#if LINUX_VERSION_CODE < KERNEL_VERSION(6, 3, 0)
DECLARE_PER_CPU(unsigned int, kpatch_redirecting);

static __always_inline void kpatch_enter_unwatched(void)
{
	raw_cpu_inc(kpatch_redirecting);
	smp_mb(); /* pairs with that of kpatch_sync_unwatched() */
}

static __always_inline void kpatch_leave_unwatched(void)
{
	/*
	 * All reads are over; pairs with the acquire below. A store, as that of
	 * the count, passes no read before it on this architecture.
	 */
	barrier();
	raw_cpu_dec(kpatch_redirecting);
}

static inline void kpatch_sync_unwatched(void)
{
	int cpu;

	smp_mb(); /* who counts after this does not find what was unlinked */
	for_each_possible_cpu(cpu)
		/* Pairs with the order in kpatch_leave_unwatched(). */
		while (smp_load_acquire(per_cpu_ptr(&kpatch_redirecting, cpu)))
			usleep_range(10, 100);
}
#else
static __always_inline void kpatch_enter_unwatched(void)
{
}

static __always_inline void kpatch_leave_unwatched(void)
{
}

static inline void kpatch_sync_unwatched(void)
{
}
#endif

/*
 * Is the address the unwinder stands at that of an instruction that was
 * interrupted, rather than a return address?
 */
static inline bool kpatch_unwind_exact(struct unwind_state *state)
{
#ifdef CONFIG_UNWINDER_ORC
	return state->signal;
#else
	return state->regs;
#endif
}

/*
 * One frame on. Where ORC has no data it goes by the frame pointer, and notes
 * an error, as that is a guess. @framed: here it is none. That the frame pointer
 * was taken is seen by where the stack pointer is afterwards.
 */
static inline void kpatch_unwind_next(struct unwind_state *state, bool framed)
{
#ifdef CONFIG_UNWINDER_ORC
	unsigned long bp = state->bp;
	bool good = framed && !state->error;

	unwind_next_frame(state);
	if (good && !unwind_done(state) && state->sp == bp + 2 * sizeof(long))
		state->error = false;
#else
	unwind_next_frame(state);
#endif
}

/* @state stands at an instruction, rather than at a return address. */
static inline void kpatch_unwind_set_exact(struct unwind_state *state)
{
#ifdef CONFIG_UNWINDER_ORC
	state->signal = true;
#endif
}

/*
 * The unwinder says that it is done: is it where the stack of @task begins?
 * It also says so for a stack it lost, without an error, for example in a
 * retpoline thunk of 6.1.
 *
 * ORC leaves the stack pointer after the last frame, and the first thing on
 * a stack lies right below the room for user registers. The frame-pointer
 * unwinder leaves the last frame's address, which has three forms: plain,
 * realigned by the compiler, and with the two extra words of ftrace.
 */
static inline bool kpatch_unwind_at_end(struct unwind_state *state,
					struct task_struct *task)
{
	unsigned long *top = (unsigned long *)task_pt_regs(task);

#ifdef CONFIG_UNWINDER_ORC
	return state->sp == (unsigned long)top;
#else
	return state->bp == top - 2 || state->bp == top - 3 ||
	       state->bp == top - 5;
#endif
}

/*
 * Does the unwinder warn, into the log, of a return address that a kretprobe
 * has taken from a task that is ready to run? It has no answer either way.
 */
static inline bool kpatch_unwinder_warns(void)
{
	return LINUX_VERSION_CODE < KERNEL_VERSION(6, 9, 0);
}

/* Registers of the kernel on a stack: may the walk go on through them? */
static inline bool kpatch_unwind_through_regs(void)
{
	return IS_ENABLED(CONFIG_UNWINDER_ORC);
}

#endif /* KPATCH_COMPAT_H */
