// SPDX-License-Identifier: GPL-2.0-only
/*
 * An instruction is decoded with a number of ours in the field that is relocated.
 * If the number comes back as the displacement of what it reads, the field is no
 * immediate operand, and no address is computed.
 */
#include <elf.h>
#include <string.h>

#include "kpatch/builder/arch.h"
#include "kpatch/builder/table_loads.h"
#include "stackcheck/core/arch.h"
#include "stackcheck/core/insn.h"

/* An unlikely displacement, and one that is positive in 4 bytes. */
#define MARK 0x5a17c3e4

/* More than any instruction has. */
#define INSN_ROOM 16

struct search {
	const struct pb_items *items;
	uint32_t item;
	const struct sc_arch *arch;
	struct sc_decoder *dec;
};

/* Is the field at @field bytes of the instruction what it reads from? */
static bool is_read(const struct search *s, const uint8_t *code,
		    unsigned int len, uint64_t field)
{
	const int32_t mark = MARK;
	uint8_t copy[INSN_ROOM] = { 0 };
	struct sc_insn insn;

	if (len > sizeof(copy) || field + sizeof(mark) > len)
		return false;
	memcpy(copy, code, len);
	memcpy(copy + field, &mark, sizeof(mark));
	return s->arch->decode(s->dec, copy, len, &insn) == len &&
	       insn.flags & SC_F_MEMR && !(insn.flags & SC_F_MEMW) &&
	       insn.val == mark;
}

/* Does the relocation at @at, in a function that begins at @from, only read? */
static bool is_load(const struct search *s, const struct pb_section *sec,
		    uint64_t from, uint64_t at)
{
	while (from <= at) {
		struct sc_insn insn;
		unsigned int len = s->arch->decode(s->dec, sec->data + from,
						   sec->size - from, &insn);

		if (!len)
			return false;
		if (at < from + len)
			return is_read(s, sec->data + from, len, at - from);
		from += len;
	}
	return false;
}

/* The relocations of one section that lead to the item. Returns how many, or -1. */
static long count_loads(const struct search *s, uint32_t sec)
{
	const struct pb_section *p = &s->items->obj->secs[sec];
	long n = 0;

	for (size_t i = 0; i < p->nrelocs; i++) {
		uint32_t user;

		if (pb_items_resolve(s->items, sec, i).item != s->item)
			continue;
		user = pb_items_at(s->items, sec, p->relocs[i].off);
		if (user == PB_NO_ITEM || !s->items->items[user].is_code ||
		    pb_arch_x86_64.reloc_size(p->relocs[i].type) !=
			    sizeof(int32_t) ||
		    !is_load(s, p, s->items->items[user].off, p->relocs[i].off))
			return -1;
		n++;
	}
	return n;
}

static bool all_load(const struct search *s)
{
	const struct pb_object *obj = s->items->obj;
	long all = 0;

	for (uint32_t i = 1; i < obj->nsecs; i++) {
		long n = obj->secs[i].dead || !(obj->secs[i].flags & SHF_ALLOC)
				 ? 0
				 : count_loads(s, i);

		if (n < 0)
			return false;
		all += n;
	}
	return all > 0;
}

int pb_table_is_loaded(const struct pb_items *items, uint32_t i,
		       struct sc_error *err)
{
	const struct pb_item *item = &items->items[i];
	const struct pb_object *obj = items->obj;
	struct search s = { .items = items, .item = i };
	int ret;

	if (item->is_code || obj->secs[item->sec].flags & SHF_WRITE ||
	    obj->syms[item->sym].bind != STB_LOCAL)
		return 0;
	s.arch = sc_arch_find(pb_arch_x86_64.machine);
	s.dec = s.arch ? s.arch->decoder_new() : NULL;
	if (!s.dec)
		return sc_fail(err, "out of memory");
	ret = all_load(&s);
	s.arch->decoder_free(s.dec);
	return ret;
}
