// SPDX-License-Identifier: GPL-2.0-only
/*
 * symbols.c - addresses of what has a name
 *
 * Functions that are not exported are called through static calls: these
 * compile to direct calls, which a function without a landing pad for
 * indirect branches accepts on hardware that checks them.
 */
#include <linux/cred.h>
#include <linux/elf.h>
#include <linux/fs.h>
#include <linux/kallsyms.h>
#include <linux/kprobes.h>
#include <linux/moduleparam.h>
#include <linux/rcupdate.h>
#include <linux/sched/task_stack.h>
#include <linux/task_work.h>
#include <linux/tracepoint.h>
#include <linux/wait.h>
#include <asm/text-patching.h>

#include "compat.h"
#include "patch.h"
#include "reason.h"
#include "symbols.h"

/*
 * The name of a symbol or tracepoint that leads to something else. With it the
 * boot tests see each test of selftest.c fail.
 */
static char *break_lookup = "";
module_param(break_lookup, charp, 0);
MODULE_PARM_DESC(break_lookup, "for tests: what this names is not what it should be");

bool kpatch_lookup_broken(const char *name)
{
	return !strcmp(break_lookup, name);
}

/* What the static calls are until kpatch_symbols_init(). */
static unsigned long no_lookup_name(const char *name)
{
	return 0;
}

static int no_on_match(int (*fn)(void *, unsigned long), const char *name,
		       void *data)
{
	return -EOPNOTSUPP;
}

static int no_size_offset(unsigned long addr, unsigned long *size,
			  unsigned long *offset)
{
	return 0;
}

static void no_put_stack(struct task_struct *task)
{
}

static int no_wake(struct task_struct *task, unsigned int state)
{
	return 0;
}

static void *no_poke(void *addr, const void *opcode, size_t len)
{
	return NULL;
}

static bool no_show_value(const struct cred *cred)
{
	return false;
}

static kpatch_stop_one_result no_stop_one(unsigned int cpu, cpu_stop_fn_t fn,
					  void *arg, struct cpu_stop_work *work)
{
	return (kpatch_stop_one_result)0;
}

static struct callback_head *
no_cancel(struct task_struct *task,
	  bool (*match)(struct callback_head *, void *data), void *data)
{
	return NULL;
}

static int no_stop(cpu_stop_fn_t fn, void *data, const struct cpumask *cpus)
{
	return -EOPNOTSUPP;
}

static int no_call_task(struct task_struct *task, task_call_f fn, void *arg)
{
	return -EOPNOTSUPP;
}

DEFINE_STATIC_CALL(kpatch_lookup_name, no_lookup_name);
DEFINE_STATIC_CALL(kpatch_on_match, no_on_match);
DEFINE_STATIC_CALL(kpatch_size_offset, no_size_offset);
DEFINE_STATIC_CALL(kpatch_put_stack, no_put_stack);
DEFINE_STATIC_CALL(kpatch_wake, no_wake);
DEFINE_STATIC_CALL(kpatch_poke, no_poke);
DEFINE_STATIC_CALL(kpatch_cancel, no_cancel);
DEFINE_STATIC_CALL(kpatch_stop_one, no_stop_one);
DEFINE_STATIC_CALL(kpatch_stop_all, no_stop);
DEFINE_STATIC_CALL(kpatch_show_value, no_show_value);
DEFINE_STATIC_CALL(kpatch_on_task, no_call_task);

static struct list_head *all_modules;
/* What the kernel frees after its init. */
static struct kpatch_span init_memory;

/* True if there is such a function. */
#define must_bind(call, func) ({					\
	bool bound_ = kpatch_bind(call, func);				\
									\
	if (!bound_)							\
		pr_err("the kernel has no symbol %s\n", #func);		\
	bound_;								\
})

int kpatch_symbols_init(void)
{
	struct kprobe kp = { .symbol_name = "kallsyms_lookup_name" };
	int ret = register_kprobe(&kp);

	if (ret) {
		pr_err("no kprobe on kallsyms_lookup_name: %d\n", ret);
		return ret;
	}
	/* Its start, or with IBT behind the landing pad; both can be called. */
	static_call_update(kpatch_lookup_name,
			   (typeof(&kallsyms_lookup_name))kp.addr);
	unregister_kprobe(&kp);

	all_modules = (struct list_head *)kpatch_lookup_data("modules");
	if (!all_modules)
		pr_err("the kernel has no symbol modules\n");
	init_memory.start = kpatch_lookup_data("__init_begin");
	init_memory.end = kpatch_lookup_data("__init_end");
	if (!init_memory.start || !init_memory.end)
		pr_err("the kernel has no symbols __init_begin and __init_end\n");
	if (!all_modules || !init_memory.start || !init_memory.end ||
	    !must_bind(kpatch_on_match, kallsyms_on_each_match_symbol) ||
	    !must_bind(kpatch_size_offset, kallsyms_lookup_size_offset) ||
	    !must_bind(kpatch_put_stack, put_task_stack) ||
	    !must_bind(kpatch_wake, wake_up_state) ||
	    !must_bind(kpatch_poke, text_poke_copy) ||
	    !must_bind(kpatch_cancel, task_work_cancel_match) ||
	    !must_bind(kpatch_stop_one, stop_one_cpu_nowait) ||
	    !must_bind(kpatch_stop_all, stop_machine_cpuslocked) ||
	    !must_bind(kpatch_show_value, kallsyms_show_value))
		return -EOPNOTSUPP;
	/* Without it there is only what the atomic engine can do. */
	kpatch_bind(kpatch_on_task, task_call_func);
	return 0;
}

/* What a symbol leads to that is taken for another. */
static const unsigned long nothing[64];

unsigned long kpatch_lookup_data(const char *name)
{
	if (kpatch_lookup_broken(name))
		return (unsigned long)nothing;
	return static_call(kpatch_lookup_name)(name);
}

void kpatch_put_task_stack(struct task_struct *task)
{
	static_call(kpatch_put_stack)(task);
}

int kpatch_wake_interruptible(struct task_struct *task)
{
	return static_call(kpatch_wake)(task, TASK_INTERRUPTIBLE);
}

static bool is_work(struct callback_head *work, void *wanted)
{
	return work == wanted;
}

bool kpatch_cancel_work(struct task_struct *task, struct callback_head *work)
{
	return static_call(kpatch_cancel)(task, is_work, work);
}

bool kpatch_stop_one_cpu(unsigned int cpu, cpu_stop_fn_t fn, void *arg,
			 struct cpu_stop_work *work)
{
	return KPATCH_STOP_ONE_QUEUED(static_call(kpatch_stop_one)(cpu, fn, arg,
								   work));
}

int kpatch_stop_machine(cpu_stop_fn_t fn, void *data)
{
	return static_call(kpatch_stop_all)(fn, data, cpu_online_mask);
}

int kpatch_call_task(struct task_struct *task, task_call_f fn, void *arg)
{
	return static_call(kpatch_on_task)(task, fn, arg);
}

void kpatch_write_text(void *addr, const void *bytes, size_t len)
{
	static_call(kpatch_poke)(addr, bytes, len);
}

bool kpatch_shows_addresses(const struct file *file)
{
	return static_call(kpatch_show_value)(file->f_cred);
}

void kpatch_name_code(char *buf, size_t size, unsigned long addr, bool exact)
{
	scnprintf(buf, size, exact ? "%pS" : "%pB", (void *)addr);
	/* Without a name it is the address. */
	if (!strncmp(buf, "0x", 2))
		strscpy(buf, "unknown", size);
}

/* A ring that is known to be one is followed until it meets the list's head. */
bool kpatch_knows_list(void)
{
	const struct list_head *at = rcu_dereference(THIS_MODULE->list.next);
	int left = 100000;

	for (; left-- && at != &THIS_MODULE->list; at = rcu_dereference(at->next))
		if (at == all_modules)
			return true;
	return false;
}

/* Under RCU, or where the module cannot go. */
struct module *kpatch_find_module(const char *name)
{
	struct module *mod;

	list_for_each_entry_rcu(mod, all_modules, list, true)
		if (mod->state != MODULE_STATE_UNFORMED &&
		    kpatch_same_name(mod->name, name))
			return mod;
	return NULL;
}

/* The module after @mod, or the first of all. Under RCU. */
struct module *kpatch_next_module(struct module *mod)
{
	struct list_head *prev = mod ? &mod->list : all_modules;

	mod = list_entry(prev, struct module, list);
	list_for_each_entry_continue_rcu(mod, all_modules, list)
		if (mod->state != MODULE_STATE_UNFORMED)
			return mod;
	return NULL;
}

/* The first module in its init after @mod, or of all. Under RCU. */
struct module *kpatch_next_coming(struct module *mod)
{
	struct list_head *prev = mod ? &mod->list : all_modules;

	mod = list_entry(prev, struct module, list);
	list_for_each_entry_continue_rcu(mod, all_modules, list)
		if (mod->state == MODULE_STATE_COMING)
			return mod;
	return NULL;
}

/* --- by name ------------------------------------------------------------- */

static int match_symbol(void *data, unsigned long addr)
{
	struct kpatch_match *m = data;

	m->count++;
	if (!m->pos || m->count == m->pos) {
		m->addr = addr;
		m->mod = m->in;
	}
	return 0;
}

static void match_module_symbol(void *data, const Elf_Sym *sym)
{
	struct kpatch_match *m = data;
	unsigned long before = m->addr;

	match_symbol(m, sym->st_value);
	if (m->addr != before)
		m->size = sym->st_size;
}

/* Every symbol of @mod that begins with @len bytes of @name, in its order. */
static void each_symbol(struct module *mod, const char *name, size_t len,
			void (*fn)(void *data, const Elf_Sym *sym), void *data)
{
	struct mod_kallsyms *k;
	unsigned int i;

	/* The table of a module whose init ends is replaced under RCU. */
	preempt_disable();
	k = rcu_dereference_sched(mod->kallsyms);
	for (i = 0; k && i < k->num_symtab; i++) {
		const Elf_Sym *sym = &k->symtab[i];

		if (sym->st_shndx != SHN_UNDEF &&
		    !strncmp(k->strtab + sym->st_name, name, len))
			fn(data, sym);
	}
	preempt_enable();
}

void kpatch_each_symbol(struct module *mod, const char *prefix,
			void (*fn)(void *data, const Elf_Sym *sym), void *data)
{
	each_symbol(mod, prefix, strlen(prefix), fn, data);
}

void kpatch_each_of_vmlinux(const char *name,
			    int (*fn)(void *data, unsigned long addr),
			    void *data)
{
	static_call(kpatch_on_match)(fn, name, data);
}

static enum kpatch_reason match_verdict(const struct kpatch_match *m)
{
	if (!m->count)
		return KPATCH_NOT_FOUND;
	if (!m->pos && m->count > 1)
		return KPATCH_AMBIGUOUS;
	return m->pos > m->count ? KPATCH_POSITION : KPATCH_NONE;
}

static void match_in(struct module *mod, const char *name,
		     struct kpatch_match *m)
{
	m->in = mod;
	/* The name's end included. */
	each_symbol(mod, name, strlen(name) + 1, match_module_symbol, m);
}

enum kpatch_reason kpatch_find_symbol(struct module *mod, const char *name,
				      unsigned long pos, struct kpatch_match *m)
{
	*m = (struct kpatch_match){ .pos = pos };
	if (mod)
		match_in(mod, name, m);
	else
		kpatch_each_of_vmlinux(name, match_symbol, m);
	return match_verdict(m);
}

enum kpatch_reason kpatch_find_external(const char *name, unsigned long pos,
					struct kpatch_match *m)
{
	enum kpatch_reason why;
	struct module *mod;

	*m = (struct kpatch_match){ .pos = pos };
	kpatch_each_of_vmlinux(name, match_symbol, m);
	/* A module on the list is not freed before the end of this. */
	rcu_read_lock();
	list_for_each_entry_rcu(mod, all_modules, list, true)
		if (mod->state == MODULE_STATE_LIVE)
			match_in(mod, name, m);
	why = match_verdict(m);
	/* It is going: its symbols are not to be had any more. */
	if (!why && m->mod && !try_module_get(m->mod))
		why = KPATCH_NOT_FOUND;
	rcu_read_unlock();
	return why;
}

bool kpatch_goes_with_init(const struct module *mod, unsigned long addr)
{
	if (mod)
		return within_module_init(addr, mod);
	return addr >= init_memory.start && addr < init_memory.end;
}

bool kpatch_size_at(unsigned long addr, unsigned long *size,
		    unsigned long *offset)
{
	return static_call(kpatch_size_offset)(addr, size, offset) && *size;
}

/* --- tracepoints --------------------------------------------------------- */

struct wanted {
	const char *name;
	struct tracepoint *tp;
};

static void match_tracepoint(struct tracepoint *tp, void *data)
{
	struct wanted *w = data;

	if (!strcmp(tp->name, w->name))
		w->tp = tp;
}

struct tracepoint *kpatch_find_tracepoint(const char *name)
{
	struct wanted w = { .name = name };

	for_each_kernel_tracepoint(match_tracepoint, &w);
	return w.tp;
}
