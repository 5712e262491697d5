// SPDX-License-Identifier: GPL-2.0-only
/*
 * relocate.c - relocations of a patch against what is not exported
 */
#include <linux/elf.h>
#include <linux/hashtable.h>
#include <linux/mm.h>
#include <linux/mutex.h>
#include <linux/slab.h>
#include <linux/sort.h>
#include <linux/uaccess.h>

#include "patch.h"
#include "places.h"
#include "reason.h"
#include "relocate.h"
#include "request.h"
#include "resolve.h"
#include "symbols.h"

/* --- what was written ------------------------------------------------------ */

/* A place, for as long as its module is there. */
struct written {
	struct hlist_node hash;
	const struct module *mod;
	const struct kpatch_dynrela *rela;
	struct kpatch_span place;
	unsigned long value;
};

static DEFINE_HASHTABLE(places, 6);
/* Guards the table; nothing is taken inside. */
static DEFINE_MUTEX(places_lock);

static struct written *written_at(unsigned long start)
{
	struct written *w;

	hash_for_each_possible(places, w, hash, start)
		if (w->place.start == start)
			return w;
	return NULL;
}

/* Whatever was written into a part of @place, or NULL. */
static struct written *find_written(const struct kpatch_span *place)
{
	unsigned long start;
	struct written *w;

	/* None has more than 8 bytes. */
	for (start = place->start - 7; start < place->end; start++) {
		w = written_at(start);
		if (w && w->place.end > place->start)
			return w;
	}
	return NULL;
}

void kpatch_places_flush(const struct module *mod)
{
	struct hlist_node *tmp;
	struct written *w;
	int bkt;

	mutex_lock(&places_lock);
	hash_for_each_safe(places, bkt, tmp, w, hash) {
		if (w->mod == mod) {
			hash_del(&w->hash);
			kfree(w);
		}
	}
	mutex_unlock(&places_lock);
}

/* --- one relocation -------------------------------------------------------- */

/* What a relocation becomes. */
struct result {
	struct kpatch_span place;
	unsigned long value;
	struct written *written;	/* new, or that of the table; or NULL */
	const struct kpatch_dynrela *rela;
	bool is_new;
};

static unsigned long low_bytes(unsigned long value, size_t size)
{
	return size == sizeof(value) ? value : value & ((1UL << 8 * size) - 1);
}

/* Where it is, how much of it, and whether it may be there. */
static int find_place(struct kpatch_op *op, struct kpatch_obj *obj,
		      struct result *r)
{
	const char *object = kpatch_object_name(obj->def);
	struct module *own = obj->patch->kpmod->mod;
	const struct kpatch_dynrela *rela = r->rela;
	const char *what;
	size_t size = 4;

	switch (rela->type) {
	case R_X86_64_64:
		size = 8;
		break;
	case R_X86_64_PC32:
	case R_X86_64_PLT32:
	case R_X86_64_32S:
		break;
	default:
		return kpatch_refuse(op, KPATCH_RELOCATION, object, rela->name,
				     "type %lu is not known", rela->type);
	}
	r->place.start = rela->dest;
	r->place.end = rela->dest + size;
	if (!within_module_core(rela->dest, own) ||
	    !within_module_core(rela->dest + size - 1, own))
		return kpatch_refuse(op, KPATCH_RELOCATION, object, rela->name,
				     "the place is not in %s, or goes with its init",
				     own->name);
	what = kpatch_rewritten(own, &r->place);
	if (what)
		return kpatch_refuse(op, KPATCH_RELOCATION, object, rela->name,
				     "the place is in %s", what);
	return 0;
}

static int refuse_shared(struct kpatch_op *op, struct kpatch_obj *obj,
			 const struct result *r)
{
	return kpatch_refuse(op, KPATCH_RELOCATION,
			     kpatch_object_name(obj->def), r->rela->name,
			     "another relocation has the place");
}

/* Does it hold what the patch says, or what was written the last time? */
static int check_bytes(struct kpatch_op *op, struct kpatch_obj *obj,
		       struct result *r)
{
	size_t size = r->place.end - r->place.start;
	unsigned long found = 0, wanted = low_bytes(r->rela->holds, size);

	/* Changes under kpatch_mutex, or when its module goes. */
	mutex_lock(&places_lock);
	r->written = find_written(&r->place);
	mutex_unlock(&places_lock);
	if (r->written && r->written->rela != r->rela)
		return refuse_shared(op, obj, r);
	if (r->written)
		wanted = r->written->value;
	if (!copy_from_kernel_nofault(&found, (void *)r->place.start, size) &&
	    found == wanted)
		return 0;
	return kpatch_refuse(op, KPATCH_RELOCATION,
			     kpatch_object_name(obj->def), r->rela->name,
			     "the place does not hold %s",
			     r->written ? "what was written there" :
			     "what the patch says");
}

void kpatch_put_owners(struct kpatch_obj *obj)
{
	while (obj->nr_owners)
		module_put(obj->owners[--obj->nr_owners]);
	kvfree(obj->owners);
	obj->owners = NULL;
}

/* The address of @rela's symbol, whose module stays with @obj. */
static int find_address(struct kpatch_op *op, struct kpatch_obj *obj,
			const struct kpatch_dynrela *rela, unsigned long *addr)
{
	const char *object = kpatch_object_name(obj->def);
	enum kpatch_reason why;
	struct kpatch_match m;

	if (rela->external)
		why = kpatch_find_external(rela->name, rela->sympos, &m);
	else
		why = kpatch_find_symbol(obj->def->mod, rela->name,
					 rela->sympos, &m);
	if (why)
		return kpatch_refuse_symbol(op, why, object, rela->name, &m);
	if (rela->external && m.mod)
		obj->owners[obj->nr_owners++] = m.mod;
	if (kpatch_goes_with_init(m.mod, m.addr))
		return kpatch_refuse(op, KPATCH_RELOCATION, object, rela->name,
				     "the symbol goes with the init of %s",
				     m.mod ? m.mod->name : "vmlinux");
	*addr = m.addr;
	return 0;
}

static int find_value(struct kpatch_op *op, struct kpatch_obj *obj,
		      struct result *r)
{
	const char *object = kpatch_object_name(obj->def);
	const struct kpatch_dynrela *rela = r->rela;
	unsigned long value = rela->src;
	int ret = value ? 0 : find_address(op, obj, rela, &value);

	if (ret)
		return ret;
	value += (long)rela->addend;
	if (rela->type == R_X86_64_PC32 || rela->type == R_X86_64_PLT32)
		value -= rela->dest;
	if (rela->type != R_X86_64_64 && (long)value != (s32)value)
		return kpatch_refuse(op, KPATCH_OVERFLOW, object, rela->name,
				     "the symbol is too far away for %lu bytes",
				     r->place.end - r->place.start);
	r->value = low_bytes(value, r->place.end - r->place.start);
	return 0;
}

/* --- all of an object ------------------------------------------------------ */

static int by_place(const void *a, const void *b)
{
	const struct result *x = a, *y = b;

	return x->place.start < y->place.start ? -1 :
	       x->place.start > y->place.start;
}

static int refuse_overlaps(struct kpatch_op *op, struct kpatch_obj *obj,
			   struct result *r, unsigned int nr)
{
	unsigned int i;

	sort(r, nr, sizeof(*r), by_place, NULL);
	for (i = 1; i < nr; i++)
		if (r[i].place.start < r[i - 1].place.end)
			return refuse_shared(op, obj, &r[i]);
	return 0;
}

/* So that nothing can fail once the first place is written. */
static int reserve_result(struct kpatch_op *op, struct kpatch_obj *obj,
			  struct result *r)
{
	if (r->written)
		return 0;
	r->written = kzalloc(sizeof(*r->written), GFP_KERNEL);
	if (!r->written)
		return kpatch_refuse(op, KPATCH_MEMORY,
				     kpatch_object_name(obj->def),
				     r->rela->name, "relocation");
	r->written->mod = obj->patch->kpmod->mod;
	r->written->rela = r->rela;
	r->written->place = r->place;
	r->is_new = true;
	return 0;
}

static int find_results(struct kpatch_op *op, struct kpatch_obj *obj,
			struct result *r, unsigned int *nr)
{
	unsigned int i;
	int ret;

	for (i = 0; i < obj->def->nr_dynrelas; i++) {
		r[*nr].rela = &obj->def->dynrelas[i];
		if (r[*nr].rela->type == R_X86_64_NONE)
			continue;
		ret = find_place(op, obj, &r[*nr]) ?:
		      check_bytes(op, obj, &r[*nr]) ?:
		      find_value(op, obj, &r[*nr]) ?:
		      reserve_result(op, obj, &r[*nr]);
		if (ret)
			return ret;
		++*nr;
	}
	return refuse_overlaps(op, obj, r, *nr);
}

/* The places may be read-only by now; x86 is little-endian. */
static void write_results(struct result *r, unsigned int nr)
{
	unsigned int i;

	mutex_lock(&places_lock);
	for (i = 0; i < nr; i++) {
		r[i].written->value = r[i].value;
		if (r[i].is_new)
			hash_add(places, &r[i].written->hash,
				 r[i].place.start);
		r[i].is_new = false;
		kpatch_write_text((void *)r[i].place.start, &r[i].value,
				  r[i].place.end - r[i].place.start);
	}
	mutex_unlock(&places_lock);
}

int kpatch_relocate(struct kpatch_op *op, struct kpatch_obj *obj)
{
	unsigned int i, nr = 0;
	struct result *r;
	int ret;

	if (!obj->def->nr_dynrelas)
		return 0;
	r = kvcalloc(obj->def->nr_dynrelas, sizeof(*r), GFP_KERNEL);
	obj->owners = kvcalloc(obj->def->nr_dynrelas, sizeof(*obj->owners),
			       GFP_KERNEL);
	if (!r || !obj->owners) {
		kvfree(r);
		return kpatch_refuse(op, KPATCH_MEMORY,
				     kpatch_object_name(obj->def), NULL,
				     "relocations");
	}
	ret = find_results(op, obj, r, &nr);
	if (!ret && !op->dry)
		write_results(r, nr);
	for (i = 0; i < nr; i++)
		if (r[i].is_new)
			kfree(r[i].written);
	kvfree(r);
	return ret;
}
