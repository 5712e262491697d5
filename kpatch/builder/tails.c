// SPDX-License-Identifier: GPL-2.0-only
/* Each function is decoded once, beside its relocations. */
#include <elf.h>
#include <stdlib.h>

#include "kpatch/builder/arch.h"
#include "kpatch/builder/tails.h"
#include "stackcheck/core/arch.h"
#include "stackcheck/core/insn.h"

struct decoding {
	const struct pb_object *obj;
	const struct sc_arch *arch;
	struct sc_decoder *dec;
	uint8_t **tails;
};

/*
 * Decode bytes [@from, @to) of section @sec. Returns -1 if a relocation lies
 * across the end of an instruction, or in none.
 */
static int decode_range(struct decoding *d, uint32_t sec, uint64_t from,
			uint64_t to, struct sc_error *err)
{
	const struct pb_section *s = &d->obj->secs[sec];
	size_t i = pb_object_reloc_at(d->obj, sec, from);

	while (from < to && i < s->nrelocs && s->relocs[i].off < to) {
		struct sc_insn insn;
		unsigned int len = d->arch->decode(d->dec, s->data + from,
						   to - from, &insn);
		uint64_t end = from + (len ? len : 1);

		for (; i < s->nrelocs && s->relocs[i].off < end; i++) {
			const struct pb_reloc *r = &s->relocs[i];
			unsigned int size = pb_arch_x86_64.reloc_size(r->type);

			if (!len || !size || r->off + size > end)
				return sc_fail(
					err,
					"%.128s: %.128s+0x%llx: a relocation of type %u that is in no instruction",
					d->obj->path, s->name,
					(unsigned long long)r->off, r->type);
			if (pb_arch_x86_64.reloc_is_relative(r->type))
				d->tails[sec][i] = (uint8_t)(end - r->off);
		}
		from = end;
	}
	return 0;
}

static int decode_section(struct decoding *d, const struct pb_items *items,
			  uint32_t sec, struct sc_error *err)
{
	const struct pb_section *s = &d->obj->secs[sec];
	bool any = false;

	d->tails[sec] = calloc(s->nrelocs + 1, 1);
	if (!d->tails[sec])
		return sc_fail(err, "out of memory");
	for (uint32_t i = 0; i < items->n; i++) {
		const struct pb_item *item = &items->items[i];

		if (item->sec != sec || !item->is_code)
			continue;
		any = true;
		if (item->size > s->size - item->off)
			return sc_fail(err,
				       "%.128s: %.128s ends outside of %.128s",
				       d->obj->path, pb_item_name(items, i),
				       s->name);
		if (decode_range(d, sec, item->off, item->off + item->size,
				 err))
			return -1;
	}
	/* as the replacements of alternatives, one behind the other */
	return any ? 0 : decode_range(d, sec, 0, s->size, err);
}

static int decode_sections(struct decoding *d, const struct pb_items *items,
			   struct sc_error *err)
{
	for (uint32_t i = 1; i < d->obj->nsecs; i++) {
		const struct pb_section *s = &d->obj->secs[i];

		if (!s->dead && s->flags & SHF_EXECINSTR && s->data &&
		    decode_section(d, items, i, err))
			return -1;
	}
	return 0;
}

uint8_t **pb_tails_new(const struct pb_items *items, struct sc_error *err)
{
	struct decoding d = { .obj = items->obj };
	int ret = -1;

	d.arch = sc_arch_find(pb_arch_x86_64.machine);
	d.tails = calloc(d.obj->nsecs, sizeof(*d.tails));
	d.dec = d.arch ? d.arch->decoder_new() : NULL;
	if (d.tails && d.dec)
		ret = decode_sections(&d, items, err);
	else
		sc_fail(err, "out of memory");
	if (d.dec)
		d.arch->decoder_free(d.dec);
	if (!ret)
		return d.tails;
	pb_tails_free(d.tails, d.obj);
	return NULL;
}

void pb_tails_free(uint8_t **tails, const struct pb_object *obj)
{
	for (uint32_t i = 0; tails && i < obj->nsecs; i++)
		free(tails[i]);
	free(tails);
}
