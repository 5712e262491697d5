// SPDX-License-Identifier: GPL-2.0-only
/*
 * A relocation of the patch leads to one of these: something that the patch
 * has, a copied string, or an undefined symbol. What an undefined symbol stands
 * for is in the plan, unless it is exported.
 */
#include <elf.h>
#include <stdio.h>
#include <string.h>

#include "kpatch/builder/arch.h"
#include "kpatch/builder/emit_border.h"
#include "kpatch/builder/emit_bytes.h"
#include "kpatch/builder/emit_check.h"
#include "kpatch/builder/emit_ref.h"
#include "kpatch/builder/module_keys.h"
#include "kpatch/builder/references.h"
#include "kpatch/builder/select_access.h"

uint32_t pb_emit_section(struct pb_emitter *e, const char *name,
			 const struct pb_section *from)
{
	uint32_t sec = pb_object_section(e->out, name);

	if (sec)
		return sec;
	sec = pb_object_add_section(e->out, name, from->type, from->flags,
				    from->align);
	if (sec)
		e->out->secs[sec].entsize = from->entsize;
	return sec;
}

int pb_emit_align(struct pb_emitter *e, uint32_t sec, uint64_t align)
{
	uint64_t over = align > 1 ? e->out->secs[sec].size % align : 0;

	if (align > e->out->secs[sec].align)
		e->out->secs[sec].align = align;
	if (!over)
		return 0;
	return pb_object_append(e->out, sec, NULL, align - over) < 0 ? -1 : 0;
}

/* The undefined symbol of that name, made if it is not there. */
static uint32_t undefined_symbol(struct pb_emitter *e, const char *name)
{
	for (uint32_t i = 1; i < e->out->nsyms; i++)
		if (!strcmp(e->out->syms[i].name, name) &&
		    (!e->out->syms[i].sec ||
		     e->out->syms[i].bind == STB_GLOBAL))
			return i;
	return pb_object_add_symbol(e->out, name, 0, 0, 0, STT_NOTYPE,
				    STB_GLOBAL);
}

/*
 * A symbol for what the kernel has, which the plan then knows. @end is put behind
 * its name, where the patch has something of the same name. The build step makes an
 * entry for each call of a trampoline, which it knows by the begin of the name.
 */
static uint32_t kernel_symbol(struct pb_emitter *e, bool address,
			      const struct pb_kernel_symbol *sym,
			      const char *end)
{
	const char *module = e->unit->target->name;
	char name[512], pos[32] = "";

	if (address && pb_reference_address(e->unit, sym->name, e->err))
		return 0;
	if (sym->sympos)
		snprintf(pos, sizeof(pos), ".pos%u", sym->sympos);
	/* other modules may have a function of the same name */
	snprintf(name, sizeof(name), "%s%s%s%s%s%s",
		 pb_module_has_trampoline(e->unit, sym->name) ? "call." : "",
		 sym->name, pos, module ? "." : "", module ? module : "", end);
	if (pb_reference_place(e->plan, e->unit, name, sym, e->err))
		return 0;
	return undefined_symbol(e, name);
}

/*
 * May the kernel's function be called by its address? Not if it has no landing for
 * that, as a static function that was only called by its name: then nothing has its
 * address, and the patch's own will do.
 */
static bool has_landing(const struct pb_emitter *e, uint32_t i)
{
	const struct pb_unit *unit = e->unit;
	uint32_t old = unit->old_new->old_of[i];

	if (pb_reference_is_sealed(unit, e->sel->choices[i].symbol.name))
		return false;
	return !pb_items_land(e->items, i) || old == PB_NO_ITEM ||
	       pb_items_land(unit->old.items, old);
}

/*
 * Does code or data of the patch take the address of a function that the patch
 * replaces? It is the kernel's that counts: objects of the kernel have that address,
 * and they keep it when the patch is gone. ftrace leads it to the new code.
 */
static bool wants_old_address(const struct pb_emitter *e,
			      const struct pb_ref *ref, bool address,
			      bool in_item)
{
	return in_item && !ref->delta && address &&
	       e->sel->choices[ref->item].role == PB_ROLE_REPLACE &&
	       has_landing(e, ref->item);
}

/* A symbol for what another object of the kernel has. */
static uint32_t named_symbol(struct pb_emitter *e, bool address,
			     const char *name)
{
	const struct pb_kernel_symbol trampoline = { .name = name };

	if (pb_module_has_trampoline(e->unit, name))
		return kernel_symbol(e, address, &trampoline, "");
	if (address && pb_reference_address(e->unit, name, e->err))
		return 0;
	if (pb_reference_name(e->plan, e->unit, name, e->err))
		return 0;
	return undefined_symbol(e, name);
}

/*
 * What is no part of the running module is for the kernel's build step, which
 * wants a place of code as one of its section. By the function's symbol, it
 * would take none of the object's code.
 */
static int refer_by_section(struct pb_emitter *e, const struct pb_ref *ref,
			    struct pb_reloc *r)
{
	const struct pb_item_place *place = &e->places[ref->item];

	r->sym = pb_object_section_symbol(e->out, place->sec);
	r->addend = (int64_t)place->off + ref->delta;
	return 0;
}

static int refer_to_item(struct pb_emitter *e, const struct pb_ref *ref,
			 uint32_t to, bool address, bool in_item,
			 struct pb_reloc *r)
{
	struct pb_kernel_symbol sym;
	enum pb_access access;

	if (wants_old_address(e, ref, address, in_item)) {
		r->sym = kernel_symbol(e, address,
				       &e->sel->choices[ref->item].symbol,
				       ".kernel");
		r->addend = 0;
		return 0;
	}
	if (pb_select_access(e->unit, e->sel, ref->item, &access, &sym, e->err))
		return -1;
	if (access == PB_ACCESS_OWN && !(e->out->secs[to].flags & SHF_ALLOC))
		return refer_by_section(e, ref, r);
	r->sym = access == PB_ACCESS_OWN ? e->places[ref->item].sym
					 : kernel_symbol(e, address, &sym, "");
	r->addend = ref->delta;
	return 0;
}

static int refuse_section(const struct pb_emitter *e, uint32_t i,
			  const struct pb_ref *ref)
{
	return sc_fail(
		e->err,
		"%.128s: %.128s refers to %.64s+0x%llx, which has no name; a patch cannot have that",
		e->unit->name, pb_item_name(e->items, i), ref->name,
		(unsigned long long)ref->delta);
}

/* Code has no place in a section without names but an entry of its own. */
static int refer_to_entry(struct pb_emitter *e, uint32_t i,
			  const struct pb_ref *ref, struct pb_reloc *r)
{
	const struct pb_entries *entries = e->unit->new.entries;
	size_t k;

	if (!pb_entry_of_ref(entries, i, ref, &k) || !e->entry_places[k].sec)
		return refuse_section(e, i, ref);
	r->sym = pb_object_section_symbol(e->out, e->entry_places[k].sec);
	r->addend = (int64_t)e->entry_places[k].off + ref->delta -
		    (int64_t)entries->list[k].off;
	return 0;
}

/* The patch has its functions elsewhere, so one byte does not reach them. */
static int refuse_branch(const struct pb_emitter *e, uint32_t i,
			 const struct pb_reloc *from)
{
	return sc_fail(
		e->err,
		"%.128s: %.128s: a short branch at +0x%llx leads out of it; a patch cannot have that",
		e->unit->name, pb_item_name(e->items, i),
		(unsigned long long)(from->off - e->items->items[i].off));
}

int pb_emit_reloc(struct pb_emitter *e, uint32_t i, uint32_t sec, size_t k,
		  uint32_t to, uint64_t off)
{
	const struct pb_reloc *from = &e->items->obj->secs[sec].relocs[k];
	struct pb_ref ref = pb_items_resolve(e->items, sec, k);
	int64_t tail = e->items->tails[sec] ? e->items->tails[sec][k] : 0;
	struct pb_reloc r = { .off = off, .type = from->type };
	bool address = !pb_items_branch(e->items, sec, k);
	int ret = 0;

	if (r.type == pb_arch_x86_64.short_branch_reloc)
		return refuse_branch(e, i, from);
	if (pb_emit_check_border(e, i, from, &ref))
		return -1;
	*e->err->text = '\0';
	switch (ref.kind) {
	case PB_REF_NAME:
		r.sym = named_symbol(e, address, ref.name);
		r.addend = ref.delta;
		break;
	case PB_REF_ITEM:
		ret = refer_to_item(e, &ref, to, address,
				    sec == e->items->items[i].sec, &r);
		break;
	case PB_REF_BYTES:
		ret = pb_emit_bytes(e, &ref, &r);
		break;
	case PB_REF_SECTION:
		ret = refer_to_entry(e, i, &ref, &r);
		break;
	}
	r.addend -= tail;
	if (!ret && r.sym && pb_emit_check_place(e, i, sec, from, &r, to))
		return -1;
	if (ret || !r.sym || pb_object_add_reloc(e->out, to, &r))
		return *e->err->text ? -1 : pb_emit_no_memory(e);
	return 0;
}
