// SPDX-License-Identifier: GPL-2.0-only
/*
 * symbols.c - addresses of what has a name, and relocations against it
 *
 * Functions that are not exported are called through static calls: these
 * compile to direct calls, which a function without a landing pad for
 * indirect branches accepts on hardware that checks them.
 */
#include <linux/elf.h>
#include <linux/kallsyms.h>
#include <linux/kprobes.h>
#include <linux/static_call.h>
#include <linux/task_work.h>
#include <linux/uaccess.h>
#include <asm/ibt.h>

#include "internal.h"
#include "compat.h"

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

DEFINE_STATIC_CALL(kpatch_lookup_name, no_lookup_name);
DEFINE_STATIC_CALL(kpatch_on_match, no_on_match);
DEFINE_STATIC_CALL(kpatch_size_offset, no_size_offset);
DEFINE_STATIC_CALL(kpatch_put_stack, no_put_stack);
DEFINE_STATIC_CALL(kpatch_wake, no_wake);
DEFINE_STATIC_CALL(kpatch_poke, no_poke);

static struct list_head *all_modules;

#define bind_call(call, symbol) ({					\
	unsigned long addr_ = kpatch_lookup_data(symbol);		\
									\
	if (addr_)							\
		static_call_update(call, (void *)addr_);		\
	else								\
		pr_err("the kernel has no symbol %s\n", symbol);	\
	addr_;								\
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
	static_call_update(kpatch_lookup_name, (void *)kp.addr);
	unregister_kprobe(&kp);

	all_modules = (struct list_head *)kpatch_lookup_data("modules");
	if (!all_modules ||
	    !bind_call(kpatch_on_match, "kallsyms_on_each_match_symbol") ||
	    !bind_call(kpatch_size_offset, "kallsyms_lookup_size_offset") ||
	    !bind_call(kpatch_put_stack, "put_task_stack") ||
	    !bind_call(kpatch_wake, "wake_up_state") ||
	    !bind_call(kpatch_poke, "text_poke_copy"))
		return -EOPNOTSUPP;
	return 0;
}

unsigned long kpatch_lookup_data(const char *name)
{
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

/* Under RCU, or where the module cannot go. */
struct module *kpatch_find_module(const char *name)
{
	struct module *mod;

	list_for_each_entry_rcu(mod, all_modules, list, true)
		if (mod->state != MODULE_STATE_UNFORMED &&
		    !strcmp(mod->name, name))
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

struct match {
	unsigned long pos;	/* wanted; 0: any */
	unsigned long count;
	unsigned long addr;
	unsigned long size;	/* of a module's symbol */
};

static int match_symbol(void *data, unsigned long addr)
{
	struct match *m = data;

	m->count++;
	if (!m->pos || m->count == m->pos)
		m->addr = addr;
	return 0;
}

/* Every symbol @name of @mod, in the order of its table. */
static void match_module(struct module *mod, const char *name,
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
		    !strcmp(k->strtab + sym->st_name, name))
			fn(data, sym);
	}
	preempt_enable();
}

/* Every symbol of @mod whose name begins with @prefix. */
void kpatch_each_symbol(struct module *mod, const char *prefix,
			void (*fn)(void *data, const Elf_Sym *sym), void *data)
{
	size_t len = strlen(prefix);
	struct mod_kallsyms *k;
	unsigned int i;

	preempt_disable();
	k = rcu_dereference_sched(mod->kallsyms);
	for (i = 0; k && i < k->num_symtab; i++) {
		const Elf_Sym *sym = &k->symtab[i];

		if (sym->st_shndx != SHN_UNDEF &&
		    !strncmp(k->strtab + sym->st_name, prefix, len))
			fn(data, sym);
	}
	preempt_enable();
}

static void match_module_symbol(void *data, const Elf_Sym *sym)
{
	struct match *m = data;
	unsigned long before = m->addr;

	match_symbol(m, sym->st_value);
	if (m->addr != before)
		m->size = sym->st_size;
}

/* The symbol @name at @pos of @mod, or of vmlinux. */
static enum kpatch_reason find_symbol_at(struct module *mod, const char *name,
					 unsigned long pos, struct match *m)
{
	*m = (struct match){ .pos = pos };
	if (mod)
		match_module(mod, name, match_module_symbol, m);
	else
		static_call(kpatch_on_match)(match_symbol, name, m);

	if (!m->count)
		return KPATCH_NOT_FOUND;
	if (!pos && m->count > 1)
		return KPATCH_AMBIGUOUS;
	if (pos > m->count)
		return KPATCH_POSITION;
	return KPATCH_NONE;
}

static int refuse_symbol(struct kpatch_op *op, enum kpatch_reason why,
			 const char *object, const char *name,
			 unsigned long pos, const struct match *m)
{
	if (why == KPATCH_NOT_FOUND)
		return kpatch_refuse(op, why, object, name,
				     "no such symbol");
	return kpatch_refuse(op, why, object, name,
			     "%lu symbols of that name, position %lu", m->count,
			     pos);
}

/* --- functions ----------------------------------------------------------- */

/* Of the symbol that @addr lies in; false where there is none. */
static bool size_at(unsigned long addr, unsigned long *size,
		    unsigned long *offset)
{
	return static_call(kpatch_size_offset)(addr, size, offset) && *size;
}

/*
 * Where a function of the kernel calls fentry: first thing, or after a
 * landing pad for indirect branches, or what has replaced that. The call is
 * a nop while nobody traces.
 */
unsigned long kpatch_fentry(unsigned long addr)
{
	static const u8 nop5[] = { 0x0f, 0x1f, 0x44, 0x00, 0x00 };
	u8 code[ENDBR_INSN_SIZE + sizeof(nop5)];
	u8 *p = code;
	u32 first;

	if (copy_from_kernel_nofault(code, (void *)addr, sizeof(code)))
		return 0;
	memcpy(&first, code, sizeof(first));
	if (is_endbr(first))
		p += ENDBR_INSN_SIZE;
	/* Call; or a breakpoint, while somebody is just switching it. */
	if (memcmp(p, nop5, sizeof(nop5)) && *p != 0xe8 && *p != 0xcc)
		return 0;
	return addr + (p - code);
}

/*
 * Fill in what fn->def leaves open, and check what it does not. The place of
 * the call to fentry is found again when the node is made.
 */
int kpatch_resolve(struct kpatch_op *op, struct kpatch_obj *obj,
		   struct kpatch_fn *fn)
{
	const char *object = kpatch_object_name(obj->def);
	struct kpatch_func *def = fn->def;
	struct module *own = obj->patch->kpmod->mod;
	unsigned long size, offset, start, end;
	enum kpatch_reason why;
	struct match m;

	why = find_symbol_at(obj->def->mod, def->name, def->sympos, &m);
	if (why)
		return refuse_symbol(op, why, object, def->name, def->sympos,
				     &m);
	if (fn->given_addr && fn->given_addr != m.addr)
		return kpatch_refuse(op, KPATCH_ADDRESS, object, def->name,
				     "at %lx, not %lx", m.addr, fn->given_addr);

	if (!size_at(m.addr, &size, &offset) || offset ||
	    !kpatch_fentry(m.addr))
		return kpatch_refuse(op, KPATCH_NO_FENTRY, object, def->name,
				     "no function with an ftrace call at %lx",
				     m.addr);
	/* Its memory is another module's after the init, its node ours still. */
	if (obj->def->mod && within_module_init(m.addr, obj->def->mod))
		return kpatch_refuse(op, KPATCH_NO_FENTRY, object, def->name,
				     "it belongs to the module's init");
	if (fn->given_size > size)
		return kpatch_refuse(op, KPATCH_ADDRESS, object, def->name,
				     "%lu bytes, not %lu", size,
				     fn->given_size);
	def->old_addr = m.addr;
	if (!fn->given_size)
		def->old_size = m.size ?: size;

	/* The new one is text of the patch and, with its length, stays there */
	kpatch_module_text(own, &start, &end);
	if (!def->new_size && size_at(def->new_addr, &size, &offset))
		def->new_size = offset ? 0 : size;
	if (!def->new_size || def->new_addr < start || def->new_addr >= end ||
	    def->new_size > end - def->new_addr)
		return kpatch_refuse(op, KPATCH_MALFORMED, object, def->name,
				     "new function at %lx, %lu bytes, is not in %s",
				     def->new_addr, def->new_size, own->name);
	fn->new_addr = def->new_addr;
	fn->new_end = def->new_addr + def->new_size;
	return 0;
}

struct colds {
	struct kpatch_span *spans;
	unsigned int nr;
	unsigned int max;
};

static int add_cold(void *data, unsigned long addr)
{
	unsigned long size, offset;
	struct colds *c = data;

	if (c->nr < c->max && size_at(addr, &size, &offset) && !offset) {
		c->spans[c->nr].start = addr;
		c->spans[c->nr].end = addr + size;
	}
	c->nr++;
	return 0;
}

static bool is_named_at(const struct mod_kallsyms *k, const char *name,
			size_t len, unsigned long addr)
{
	unsigned int i;

	for (i = 0; i < k->num_symtab; i++) {
		const char *other = k->strtab + k->symtab[i].st_name;

		if (k->symtab[i].st_value == addr &&
		    !strncmp(other, name, len) && !other[len])
			return true;
	}
	return false;
}

/*
 * The @nth child of the function of @mod at @addr, by whatever name it has
 * there; false if it has no more.
 */
bool kpatch_module_cold(struct module *mod, unsigned long addr,
			unsigned int nth, struct kpatch_span *span)
{
	struct mod_kallsyms *k;
	bool found = false;
	unsigned int i;

	preempt_disable();
	k = rcu_dereference_sched(mod->kallsyms);
	for (i = 0; k && i < k->num_symtab && !found; i++) {
		const Elf_Sym *sym = &k->symtab[i];
		const char *name = k->strtab + sym->st_name;
		size_t len = strlen(name);

		if (len <= 5 || strcmp(name + len - 5, ".cold") ||
		    !is_named_at(k, name, len - 5, addr) || nth--)
			continue;
		span->start = sym->st_value;
		span->end = sym->st_value + sym->st_size;
		found = true;
	}
	preempt_enable();
	return found;
}

/* @name may be an alias; children have the name the function was written by. */
static int vmlinux_colds(const char *name, unsigned long addr, struct colds *c)
{
	char *given = kasprintf(GFP_KERNEL, "%s.cold", name);
	char *own = kasprintf(GFP_KERNEL, "%ps.cold", (void *)addr);
	int ret = given && own ? 0 : -ENOMEM;

	if (!ret)
		static_call(kpatch_on_match)(add_cold, given, c);
	if (!ret && strcmp(given, own))
		static_call(kpatch_on_match)(add_cold, own, c);
	kfree(given);
	kfree(own);
	return ret;
}

/*
 * What the compiler moved out of the function @name at @addr as unlikely.
 * Where several functions have the name, the children of all: which is whose
 * is not known, and one too many only refuses. Returns how many there are; at
 * most @max are stored.
 */
unsigned int kpatch_cold_spans(struct module *mod, const char *name,
			       unsigned long addr, struct kpatch_span *spans,
			       unsigned int max)
{
	struct colds c = { .spans = spans, .max = max };
	struct kpatch_span span;

	if (!mod)
		return vmlinux_colds(name, addr, &c) ? UINT_MAX : c.nr;
	for (; kpatch_module_cold(mod, addr, c.nr, &span); c.nr++)
		if (c.nr < max)
			spans[c.nr] = span;
	return c.nr;
}

/* --- relocations --------------------------------------------------------- */

/* For external ones: in vmlinux, then in each module. */
static enum kpatch_reason find_external(const char *name, unsigned long pos,
					struct match *m)
{
	struct module *mod;

	*m = (struct match){ .pos = pos };
	static_call(kpatch_on_match)(match_symbol, name, m);
	rcu_read_lock();
	list_for_each_entry_rcu(mod, all_modules, list, true)
		if (mod->state == MODULE_STATE_LIVE)
			match_module(mod, name, match_module_symbol, m);
	rcu_read_unlock();

	if (!m->count)
		return KPATCH_NOT_FOUND;
	if (!pos && m->count > 1)
		return KPATCH_AMBIGUOUS;
	return pos > m->count ? KPATCH_POSITION : KPATCH_NONE;
}

static int relocate(struct kpatch_op *op, struct kpatch_obj *obj,
		    struct kpatch_dynrela *rela)
{
	const char *object = kpatch_object_name(obj->def);
	struct module *own = obj->patch->kpmod->mod;
	enum kpatch_reason why;
	unsigned long value;
	size_t size = 4;
	struct match m;
	bool fits;

	if (rela->type == R_X86_64_NONE)
		return 0;
	if (rela->type == R_X86_64_64)
		size = 8;
	if (!within_module(rela->dest, own) ||
	    !within_module(rela->dest + size - 1, own))
		return kpatch_refuse(op, KPATCH_RELOCATION, object, rela->name,
				     "place %lx is not in %s", rela->dest,
				     own->name);

	value = rela->src;
	if (!value) {
		if (rela->external)
			why = find_external(rela->name, rela->sympos, &m);
		else
			why = find_symbol_at(obj->def->mod, rela->name,
					     rela->sympos, &m);
		if (why)
			return refuse_symbol(op, why, object, rela->name,
					     rela->sympos, &m);
		value = m.addr;
	}
	value += (long)rela->addend;

	switch (rela->type) {
	case R_X86_64_64:
		fits = true;
		break;
	case R_X86_64_PC32:
	case R_X86_64_PLT32:
		value -= rela->dest;
		fallthrough;
	case R_X86_64_32S:
		fits = (long)value == (s32)value;
		break;
	default:
		return kpatch_refuse(op, KPATCH_RELOCATION, object, rela->name,
				     "type %lu is not known", rela->type);
	}
	if (!fits)
		return kpatch_refuse(op, KPATCH_OVERFLOW, object, rela->name,
				     "value %lx at %lx", value, rela->dest);
	/* The place may be read-only by now; x86 is little-endian. */
	static_call(kpatch_poke)((void *)rela->dest, &value, size);
	return 0;
}

int kpatch_relocate(struct kpatch_op *op, struct kpatch_obj *obj)
{
	unsigned int i;
	int ret;

	for (i = 0; i < obj->def->nr_dynrelas; i++) {
		ret = relocate(op, obj, &obj->def->dynrelas[i]);
		if (ret)
			return ret;
	}
	return 0;
}
