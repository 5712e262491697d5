// SPDX-License-Identifier: GPL-2.0-only
/*
 * relocate.c - relocations of a patch against what is not exported
 */
#include <linux/elf.h>

#include "internal.h"
#include "symbols.h"

static int relocate(struct kpatch_op *op, struct kpatch_obj *obj,
		    struct kpatch_dynrela *rela)
{
	const char *object = kpatch_object_name(obj->def);
	struct module *own = obj->patch->kpmod->mod;
	enum kpatch_reason why;
	unsigned long value;
	size_t size = 4;
	struct kpatch_match m;
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
			why = kpatch_find_external(rela->name, rela->sympos,
						   &m);
		else
			why = kpatch_find_symbol(obj->def->mod, rela->name,
						 rela->sympos, &m);
		if (why)
			return kpatch_refuse_symbol(op, why, object,
						    rela->name, &m);
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
	kpatch_write_text((void *)rela->dest, &value, size);
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
