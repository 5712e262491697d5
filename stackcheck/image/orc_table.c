// SPDX-License-Identifier: GPL-2.0-only
/* Shipped ORC: two sections side by side, one of places, one of rules. */
#include "stackcheck/image/orc_table.h"
#include "stackcheck/core/arch.h"
#include "stackcheck/image/section_index.h"
#include "stackcheck/util/search.h"
#include "stackcheck/util/sort.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define ENTRY_SIZE 6 /* two offsets of 2 bytes, registers, type and flags */
#define IP_SIZE 4 /* self-relative */

unsigned int sc_orc_base(const struct sc_arch *arch, unsigned int number)
{
	if (number == SC_ORC_REG_BP_INDIRECT)
		return arch->bp;
	if (number == SC_ORC_REG_SP_INDIRECT)
		return arch->sp;
	if (!arch->orc_regs || number >= SC_ORC_NREGS ||
	    !arch->orc_regs[number].name)
		return SC_REG_NONE;
	return arch->orc_regs[number].reg;
}

/* --- reading */

/* Before types there were bits; until 6.2 any registers were a signal's. */
static void read_bits(uint8_t last, enum sc_orc_layout layout,
		      struct sc_orc_entry *e)
{
	bool is_6_3 = layout == SC_ORC_6_3;

	e->type = (uint8_t)(SC_ORC_TYPE_CALL + (last & 3));
	e->signal = is_6_3 ? last >> 2 & 1 : e->type > SC_ORC_TYPE_CALL;
	/* a register says here what a type says from 6.4 on */
	if (e->sp_reg != SC_ORC_REG_UNDEFINED)
		return;
	e->type = last >> (is_6_3 ? 3 : 2) & 1 ? SC_ORC_TYPE_END_OF_STACK
					       : SC_ORC_TYPE_UNDEFINED;
	e->signal = false;
}

/* Fields that all layouts have; then what the last byte says. */
static void read_rule(const uint8_t *at, const struct sc_format *format,
		      struct sc_orc_entry *e)
{
	uint8_t last = at[5];

	memcpy(&e->sp_offset, at, 2);
	memcpy(&e->bp_offset, at + 2, 2);
	e->sp_reg = format->orc_regs[at[4] & 15];
	e->bp_reg = format->orc_regs[at[4] >> 4];
	if (format->orc == SC_ORC_6_4) {
		e->type = last & 7;
		e->signal = last >> 3 & 1;
	} else {
		read_bits(last, format->orc, e);
	}
	e->end = e->type == SC_ORC_TYPE_END_OF_STACK;
}

static bool set_place(const struct sc_image *img, uint32_t sec, int64_t off,
		      struct sc_orc_entry *e)
{
	if (sec == SC_SEC_UNDEF || sec >= img->nsecs || off < 0 ||
	    (uint64_t)off > img->secs[sec].size || off > UINT32_MAX)
		return false;
	e->sec = sec;
	e->off = (uint32_t)off;
	return true;
}

/* A link address; the one past a section's end belongs to that section. */
static bool place_addr(const struct sc_image *img, uint64_t addr,
		       struct sc_orc_entry *e)
{
	uint64_t off;
	uint32_t sec = sc_image_find_addr(img, addr, &off);

	if (sec)
		return set_place(img, sec, (int64_t)off, e);
	sec = sc_image_find_addr(img, addr - 1, &off);
	return sec && set_place(img, sec, (int64_t)off + 1, e);
}

/* What the field at @off of @ip leads to; @r: its relocation or a later. */
static bool read_place(const struct sc_image *img, const struct sc_section *ip,
		       uint64_t off, const struct sc_reloc *r,
		       struct sc_orc_entry *e)
{
	const struct sc_symbol *sym;
	int32_t dist;

	if (img->linked) {
		memcpy(&dist, ip->data + off, IP_SIZE);
		return place_addr(img, ip->addr + off + (uint64_t)(int64_t)dist,
				  e);
	}
	if (!r || r->off != off)
		return false;
	sym = &img->syms[r->sym];
	return sym->off <= INT32_MAX && r->addend <= INT32_MAX &&
	       r->addend >= INT32_MIN &&
	       set_place(img, sym->sec, (int64_t)sym->off + r->addend, e);
}

/*
 * The entry that ends a section is weaker than one that begins a function at
 * the same place.
 */
static int compare_entries(const void *pa, const void *pb)
{
	const struct sc_orc_entry *a = pa, *b = pb;

	if (a->sec != b->sec)
		return a->sec < b->sec ? -1 : 1;
	if (a->off != b->off)
		return a->off < b->off ? -1 : 1;
	return (a->type > b->type) - (a->type < b->type);
}

static int read_all(const struct sc_image *img, const struct sc_section *ip,
		    const struct sc_section *rules,
		    struct sc_orc_entry *entries, size_t n,
		    struct sc_error *err)
{
	const struct sc_reloc *r = ip->relocs, *end = r + ip->nrelocs;

	for (size_t i = 0; i < n; i++) {
		uint64_t off = i * IP_SIZE;

		while (r < end && r->off < off)
			r++;
		if (!read_place(img, ip, off, r < end ? r : NULL, &entries[i]))
			return sc_fail(
				err,
				"%s: .orc_unwind_ip entry %zu leads to no code",
				img->path, i);
		read_rule(rules->data + i * ENTRY_SIZE, img->format,
			  &entries[i]);
	}
	sc_sort(entries, n, sizeof(*entries), compare_entries);
	return 0;
}

int sc_orc_read(const struct sc_image *img, struct sc_orc_entry **entries_ret,
		size_t *n_ret, struct sc_error *err)
{
	const struct sc_section *ip = sc_image_section(img, ".orc_unwind_ip");
	const struct sc_section *rules = sc_image_section(img, ".orc_unwind");
	size_t n;

	*entries_ret = NULL;
	*n_ret = 0;
	if (!ip || !rules || !ip->data || !rules->data || !rules->size ||
	    !img->format)
		return 0;
	n = rules->size / ENTRY_SIZE;
	if (rules->size % ENTRY_SIZE || ip->size % IP_SIZE ||
	    ip->size / IP_SIZE != n)
		return sc_fail(
			err,
			"%s: .orc_unwind and .orc_unwind_ip do not match in size",
			img->path);
	*entries_ret = calloc(n, sizeof(**entries_ret));
	if (!*entries_ret)
		return sc_fail(err, "%s: out of memory", img->path);
	*n_ret = n;
	if (!read_all(img, ip, rules, *entries_ret, n, err))
		return 0;
	free(*entries_ret);
	*entries_ret = NULL;
	*n_ret = 0;
	return -1;
}

const struct sc_orc_entry *sc_orc_find(const struct sc_orc_entry *entries,
				       size_t n, uint32_t sec, uint64_t off)
{
	size_t behind =
		SC_FIRST_NOT(i, 0, n, SC_IS_UP_TO(entries[i], sec, off));

	return behind && entries[behind - 1].sec == sec ? &entries[behind - 1]
							: NULL;
}
