// SPDX-License-Identifier: GPL-2.0-only
/* Shipped ORC: two sections side by side, one of places, one of rules. */
#include "stackcheck/image/orc_table.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define ENTRY_SIZE 6 /* two offsets of 2 bytes, registers, type and flags */
#define IP_SIZE 4 /* self-relative */

/* x86-64 register numbers of the registers an entry can name; 0: none */
static const uint8_t orc_regs[16] = {
	[SC_ORC_REG_DX] = 2,	      [SC_ORC_REG_DI] = 7,
	[SC_ORC_REG_BP] = 5,	      [SC_ORC_REG_SP] = 4,
	[SC_ORC_REG_R10] = 10,	      [SC_ORC_REG_R13] = 13,
	[SC_ORC_REG_BP_INDIRECT] = 5, [SC_ORC_REG_SP_INDIRECT] = 4,
};

/* --- reading */

/* The version in vermagic. False: there is none. */
static bool find_version(const struct sc_image *img, unsigned int *major,
			 unsigned int *minor)
{
	const struct sc_section *s = sc_image_section(img, ".modinfo");
	static const char key[] = "vermagic=";
	const char *at;

	if (!s || !s->data)
		return false;
	at = memmem(s->data, s->size, key, sizeof(key) - 1);
	return at &&
	       memchr(at, '\0',
		      s->size - (size_t)(at - (const char *)s->data)) &&
	       sscanf(at + sizeof(key) - 1, "%u.%u", major, minor) == 2;
}

enum sc_orc_layout sc_orc_layout_of(const struct sc_image *img)
{
	unsigned int major, minor;

	if (sc_image_section(img, ".orc_header"))
		return SC_ORC_6_4;
	if (!find_version(img, &major, &minor))
		return sc_image_section(img, ".orc_unwind") ? SC_ORC_6_1
							    : SC_ORC_6_4;
	if (major > 6 || (major == 6 && minor >= 4))
		return SC_ORC_6_4;
	return major == 6 && minor == 3 ? SC_ORC_6_3 : SC_ORC_6_1;
}

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
static void read_rule(const uint8_t *at, enum sc_orc_layout layout,
		      struct sc_orc_entry *e)
{
	uint8_t last = at[5];

	memcpy(&e->sp_offset, at, 2);
	memcpy(&e->bp_offset, at + 2, 2);
	e->sp_reg = at[4] & 15;
	e->bp_reg = at[4] >> 4;
	if (layout == SC_ORC_6_4) {
		e->type = last & 7;
		e->signal = last >> 3 & 1;
	} else {
		read_bits(last, layout, e);
	}
	e->end = e->type == SC_ORC_TYPE_END_OF_STACK;
}

static bool place(const struct sc_image *img, uint32_t sec, int64_t off,
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
		return place(img, sec, (int64_t)off, e);
	sec = sc_image_find_addr(img, addr - 1, &off);
	return sec && place(img, sec, (int64_t)off + 1, e);
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
	       place(img, sym->sec, (int64_t)sym->off + r->addend, e);
}

/*
 * The entry that ends a section is weaker than one that begins a function at
 * the same place.
 */
static int compare(const void *pa, const void *pb)
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
	enum sc_orc_layout layout = sc_orc_layout_of(img);
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
		read_rule(rules->data + i * ENTRY_SIZE, layout, &entries[i]);
	}
	qsort(entries, n, sizeof(*entries), compare);
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
	if (!ip || !rules || !ip->data || !rules->data || !rules->size)
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
	size_t lo = 0, hi = n;

	while (lo < hi) {
		size_t mid = lo + (hi - lo) / 2;
		const struct sc_orc_entry *e = &entries[mid];

		if (e->sec < sec || (e->sec == sec && e->off <= off))
			lo = mid + 1;
		else
			hi = mid;
	}
	return lo && entries[lo - 1].sec == sec ? &entries[lo - 1] : NULL;
}

/* --- comparing */

static bool same_type(const struct sc_orc_entry *e, const struct sc_row *row)
{
	static const uint8_t frames[] = {
		[SC_ORC_TYPE_CALL] = SC_FRAME_CALL,
		[SC_ORC_TYPE_REGS] = SC_FRAME_REGS,
		[SC_ORC_TYPE_REGS_PARTIAL] = SC_FRAME_IRET,
	};

	return e->type >= SC_ORC_TYPE_CALL &&
	       e->type <= SC_ORC_TYPE_REGS_PARTIAL &&
	       frames[e->type] == row->frame && e->signal == !!row->signal;
}

static bool same_cfa(const struct sc_orc_entry *e, const struct sc_row *row)
{
	if (!orc_regs[e->sp_reg] || orc_regs[e->sp_reg] != row->reg ||
	    e->sp_offset != row->off)
		return false;
	switch (e->sp_reg) {
	case SC_ORC_REG_BP_INDIRECT:
		return row->kind == SC_ROW_DEREF;
	case SC_ORC_REG_SP_INDIRECT:
		return row->kind == SC_ROW_DEREF_ADD ||
		       (row->kind == SC_ROW_DEREF && !row->off);
	default:
		return row->kind == SC_ROW_REG;
	}
}

static bool same_bp(const struct sc_orc_entry *e, const struct sc_row *row)
{
	switch (e->bp_reg) {
	case SC_ORC_REG_UNDEFINED:
		return row->bp_kind == SC_BP_UNCHANGED;
	case SC_ORC_REG_PREV_SP:
		return row->bp_kind == SC_BP_CFA && row->bp_off == e->bp_offset;
	case SC_ORC_REG_BP:
		return row->bp_kind == SC_BP_REG && row->bp_off == e->bp_offset;
	default:
		return false;
	}
}

bool sc_orc_agrees(const struct sc_orc_entry *e, const struct sc_row *row)
{
	switch (row->kind) {
	case SC_ROW_UNDEFINED:
		return e->type == SC_ORC_TYPE_UNDEFINED;
	case SC_ROW_END:
		return e->type == SC_ORC_TYPE_END_OF_STACK;
	default:
		return same_type(e, row) && same_cfa(e, row) && same_bp(e, row);
	}
}

/* The CFA by the entry's rule; SC_V_ANY if that leads nowhere known. */
static sc_val follow_sp(const struct sc_orc_entry *e, const struct sc_state *st)
{
	sc_val base = st->reg[orc_regs[e->sp_reg]];

	if (!orc_regs[e->sp_reg])
		return SC_V_ANY;
	if (e->sp_reg == SC_ORC_REG_SP_INDIRECT)
		return sc_val_add(sc_state_load(st, base), e->sp_offset);
	base = sc_val_add(base, e->sp_offset);
	return e->sp_reg == SC_ORC_REG_BP_INDIRECT ? sc_state_load(st, base)
						   : base;
}

static sc_val follow_bp(const struct sc_orc_entry *e, const struct sc_state *st,
			unsigned int bp)
{
	switch (e->bp_reg) {
	case SC_ORC_REG_UNDEFINED:
		return st->reg[bp];
	case SC_ORC_REG_PREV_SP:
		return sc_state_load(st, sc_val_make(SC_V_CFA, e->bp_offset));
	case SC_ORC_REG_BP:
		return sc_state_load(st, sc_val_add(st->reg[bp], e->bp_offset));
	default:
		return SC_V_ANY;
	}
}

bool sc_orc_holds(const struct sc_orc_entry *e, const struct sc_state *st,
		  const struct sc_arch *arch)
{
	if (e->type == SC_ORC_TYPE_UNDEFINED)
		return st->frame == SC_FRAME_UNDEFINED;
	if (e->type == SC_ORC_TYPE_END_OF_STACK)
		return st->frame == SC_FRAME_END;
	return e->type == SC_ORC_TYPE_CALL && st->frame == SC_FRAME_CALL &&
	       follow_sp(e, st) == sc_val_make(SC_V_CFA, 0) &&
	       follow_bp(e, st, arch->bp) ==
		       sc_val_make(SC_V_ENTRY, (int32_t)arch->bp);
}

/* --- in words */

static void words_of_cfa(const struct sc_orc_entry *e, char *buf, size_t size)
{
	static const char *const names[16] = {
		[SC_ORC_REG_DX] = "dx",	  [SC_ORC_REG_DI] = "di",
		[SC_ORC_REG_BP] = "bp",	  [SC_ORC_REG_SP] = "sp",
		[SC_ORC_REG_R10] = "r10", [SC_ORC_REG_R13] = "r13",
	};

	if (e->sp_reg == SC_ORC_REG_BP_INDIRECT)
		snprintf(buf, size, "at %d(bp)", e->sp_offset);
	else if (e->sp_reg == SC_ORC_REG_SP_INDIRECT)
		snprintf(buf, size, "(sp)%+d", e->sp_offset);
	else
		snprintf(buf, size, "%s%+d",
			 names[e->sp_reg] ? names[e->sp_reg] : "?",
			 e->sp_offset);
}

const char *sc_orc_words(const struct sc_orc_entry *e, char *buf, size_t size)
{
	static const char *const types[8] = { "undefined", "end",    "",
					      " regs",	   " iret",  " type 5",
					      " type 6",   " type 7" };
	char cfa[32], bp[32] = "";

	if (e->type < SC_ORC_TYPE_CALL) {
		snprintf(buf, size, "%s", types[e->type]);
		return buf;
	}
	words_of_cfa(e, cfa, sizeof(cfa));
	if (e->bp_reg == SC_ORC_REG_PREV_SP)
		snprintf(bp, sizeof(bp), " bp@%d", e->bp_offset);
	else if (e->bp_reg == SC_ORC_REG_BP)
		snprintf(bp, sizeof(bp), " bp@(bp%+d)", e->bp_offset);
	else if (e->bp_reg != SC_ORC_REG_UNDEFINED)
		snprintf(bp, sizeof(bp), " bp@?%d", e->bp_reg);
	snprintf(buf, size, "%s%s%s%s", cfa, bp, types[e->type & 7],
		 e->signal ? " signal" : "");
	return buf;
}
