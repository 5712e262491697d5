/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * symbols.h - symbols by name and place, and what of the kernel is found so
 */
#ifndef KPATCH_SYMBOLS_H
#define KPATCH_SYMBOLS_H

#include <linux/elf.h>
#include <linux/module.h>
#include <linux/static_call.h>
#include <linux/stop_machine.h>
#include <linux/stringify.h>
#include <linux/types.h>
#include <linux/wait.h>

#include "reason.h"

struct file;
struct task_struct;
struct tracepoint;

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
/*
 * Call @fn while @task, which runs or not, stays as it is: under the locks of
 * the scheduler, with interrupts off. Returns what @fn does, or -EOPNOTSUPP if
 * the kernel cannot do that.
 */
int kpatch_call_task(struct task_struct *task, task_call_f fn, void *arg);
void kpatch_put_task_stack(struct task_struct *task);
/* By name, or NULL. */
struct tracepoint *kpatch_find_tracepoint(const char *name);
/* For tests: is this symbol or tracepoint to be taken for another? */
bool kpatch_lookup_broken(const char *name);

/*
 * Direct the static call @call to @func, a function that is not exported; false
 * if there is none. A header declares it, and the compiler refuses a @call of
 * another type.
 */
#define kpatch_bind(call, func) ({					\
	unsigned long addr_ = kpatch_lookup_data(__stringify(func));	\
									\
	if (addr_ && !kpatch_lookup_broken(__stringify(func)))		\
		static_call_update(call, (typeof(&(func)))addr_);	\
	addr_ != 0;							\
})

struct kpatch_match {
	unsigned long pos;	/* wanted, from 1; 0: there must be one alone */
	unsigned long count;
	unsigned long addr;
	unsigned long size;	/* bytes, of a module's symbol; 0: not known */
	struct module *mod;	/* whose symbol it is; NULL: of vmlinux */
	struct module *in;	/* where we are looking */
};

/* The symbol @name at @pos of @mod, or of vmlinux; KPATCH_NONE: it is in @m. */
enum kpatch_reason kpatch_find_symbol(struct module *mod, const char *name,
				      unsigned long pos,
				      struct kpatch_match *m);
/*
 * The same in vmlinux and all modules that are live, counted in that order.
 * With KPATCH_NONE the caller owns a reference to m->mod, if that is not NULL.
 */
enum kpatch_reason kpatch_find_external(const char *name, unsigned long pos,
					struct kpatch_match *m);
/* Every symbol @name of vmlinux, until @fn is not 0. */
void kpatch_each_of_vmlinux(const char *name,
			    int (*fn)(void *data, unsigned long addr),
			    void *data);
/* The symbol that @addr lies in, bytes; false where there is none. */
bool kpatch_size_at(unsigned long addr, unsigned long *size,
		    unsigned long *offset);
/* Is @addr in memory that is freed after the init of @mod, or of vmlinux? */
bool kpatch_goes_with_init(const struct module *mod, unsigned long addr);
/* Write @len bytes of text or data, which may be read-only. */
void kpatch_write_text(void *addr, const void *bytes, size_t len);

#endif /* KPATCH_SYMBOLS_H */
