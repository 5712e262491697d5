// SPDX-License-Identifier: GPL-2.0-only
/*
 * resolve.c - the functions that a patch names, and what belongs to them
 */
#include <linux/rcupdate.h>
#include <linux/slab.h>
#include <linux/uaccess.h>

#include "compat.h"
#include "patch.h"
#include "reason.h"
#include "request.h"
#include "resolve.h"
#include "symbols.h"

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
	if (kpatch_is_landing_pad(first))
		p += ENDBR_INSN_SIZE;
	if (memcmp(p, nop5, sizeof(nop5)) && !kpatch_is_ftrace_call(*p))
		return 0;
	return addr + (p - code);
}

/* A function of @obj before @fn that was found at @addr, too; or NULL. */
static const struct kpatch_fn *same_place(const struct kpatch_obj *obj,
					  const struct kpatch_fn *fn,
					  unsigned long addr)
{
	const struct kpatch_fn *other;

	list_for_each_entry(other, &obj->fns, list) {
		if (other == fn)
			break;
		if (other->def->old_addr == addr)
			return other;
	}
	return NULL;
}

/*
 * Fill in what fn->def leaves open, and check what it does not. The place of
 * the call to fentry is found again when the node is made.
 */
int kpatch_resolve(struct kpatch_op *op, struct kpatch_obj *obj,
		   struct kpatch_fn *fn)
{
	const char *object = kpatch_object_name(obj->def);
	const struct kpatch_fn *other;
	struct kpatch_func *def = fn->def;
	struct module *own = obj->patch->kpmod->mod;
	unsigned long size, offset, start, end;
	enum kpatch_reason why;
	struct kpatch_match m;

	why = kpatch_find_symbol(obj->def->mod, def->name, def->sympos, &m);
	if (why)
		return kpatch_refuse_symbol(op, why, object, def->name, &m);
	if (fn->given_addr && fn->given_addr != m.addr)
		return kpatch_refuse(op, KPATCH_ADDRESS, object, def->name,
				     "it is not at the address that the patch gives");

	if (!kpatch_size_at(m.addr, &size, &offset) || offset ||
	    !kpatch_fentry(m.addr))
		return kpatch_refuse(op, KPATCH_NO_FENTRY, object, def->name,
				     "not a function that begins with a call for ftrace");
	/* Its memory is another module's after the init, its node ours still. */
	if (obj->def->mod && within_module_init(m.addr, obj->def->mod))
		return kpatch_refuse(op, KPATCH_NO_FENTRY, object, def->name,
				     "it belongs to the module's init");
	if (fn->given_size > size)
		return kpatch_refuse(op, KPATCH_ADDRESS, object, def->name,
				     "%lu bytes, not %lu", size,
				     fn->given_size);
	other = same_place(obj, fn, m.addr);
	if (other)
		return kpatch_refuse(op, KPATCH_MALFORMED, object, def->name,
				     "%s is the same function",
				     other->def->name);
	def->old_addr = m.addr;
	if (!fn->given_size)
		def->old_size = m.size ?: size;

	/* The new one is text of the patch and, with its length, stays there */
	kpatch_module_text(own, &start, &end);
	if (!def->new_size && kpatch_size_at(def->new_addr, &size, &offset))
		def->new_size = offset ? 0 : size;
	if (!def->new_size || def->new_addr < start || def->new_addr >= end ||
	    def->new_size > end - def->new_addr)
		return kpatch_refuse(op, KPATCH_MALFORMED, object, def->name,
				     "new function, of %lu bytes, is not in %s",
				     def->new_size, own->name);
	fn->new_addr = def->new_addr;
	fn->new_end = def->new_addr + def->new_size;
	return 0;
}

/* --- .cold children ------------------------------------------------------- */

struct colds {
	struct kpatch_span *spans;
	unsigned int nr;
	unsigned int max;
};

static int add_cold(void *data, unsigned long addr)
{
	unsigned long size, offset;
	struct colds *c = data;

	if (c->nr < c->max && kpatch_size_at(addr, &size, &offset) && !offset) {
		c->spans[c->nr].start = addr;
		c->spans[c->nr].end = addr + size;
	}
	c->nr++;
	return 0;
}

static bool is_child(const char *child, const char *name, size_t len)
{
	return !strncmp(child, name, len) && !strcmp(child + len, ".cold");
}

/* Child number *@nth of the functions called @name, or NULL; counts it down. */
static const Elf_Sym *find_child(const struct mod_kallsyms *k, const char *name,
				 unsigned int *nth)
{
	size_t len = strlen(name);
	unsigned int i;

	for (i = 0; i < k->num_symtab; i++)
		if (is_child(k->strtab + k->symtab[i].st_name, name, len) &&
		    !(*nth)--)
			return &k->symtab[i];
	return NULL;
}

/*
 * The @nth child of the function of @mod at @addr, by whatever name it has
 * there; false if it has no more.
 */
bool kpatch_module_cold(struct module *mod, unsigned long addr,
			unsigned int nth, struct kpatch_span *span)
{
	const Elf_Sym *child = NULL;
	struct mod_kallsyms *k;
	unsigned int i;

	preempt_disable();
	k = rcu_dereference_sched(mod->kallsyms);
	/* All symbols are gone through for each name at @addr alone. */
	for (i = 0; k && i < k->num_symtab && !child; i++)
		if (k->symtab[i].st_value == addr)
			child = find_child(k, k->strtab + k->symtab[i].st_name,
					   &nth);
	if (child) {
		span->start = child->st_value;
		span->end = child->st_value + child->st_size;
	}
	preempt_enable();
	return child;
}

/* @name may be an alias; children have the name the function was written by. */
static int vmlinux_colds(const char *name, unsigned long addr, struct colds *c)
{
	char *given = kasprintf(GFP_KERNEL, "%s.cold", name);
	char *own = kasprintf(GFP_KERNEL, "%ps.cold", (void *)addr);
	int ret = given && own ? 0 : -ENOMEM;

	if (!ret)
		kpatch_each_of_vmlinux(given, add_cold, c);
	if (!ret && strcmp(given, own))
		kpatch_each_of_vmlinux(own, add_cold, c);
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

int kpatch_refuse_symbol(struct kpatch_op *op, enum kpatch_reason why,
			 const char *object, const char *name,
			 const struct kpatch_match *m)
{
	if (why == KPATCH_NOT_FOUND)
		return kpatch_refuse(op, why, object, name,
				     "no such symbol");
	return kpatch_refuse(op, why, object, name,
			     "%lu symbols of that name, position %lu", m->count,
			     m->pos);
}
