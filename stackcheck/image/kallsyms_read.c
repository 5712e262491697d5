// SPDX-License-Identifier: GPL-2.0-only
/*
 * Names and addresses out of the kernel's own symbol tables. The addresses
 * are a table of their own, whose place and form depend on the version:
 *
 *	before 6.4:	offsets, relative_base, num_syms, names, ...
 *			or addresses, num_syms, names, ...
 *	since 6.4:	..., token_index, offsets, relative_base
 *			or ..., token_index, addresses
 *
 * Offsets are one of these:
 *
 *	unsigned, from the base;
 *	per-CPU addresses as they are, and -1 - (address - base) for all others,
 *	which are negative then;
 *	since 6.15 or so signed, from their own place, and there is no base.
 *
 * Nothing tells which. The right one has `_text` where code begins.
 */
#include <stdlib.h>
#include <string.h>

#include "stackcheck/image/image.h"
#include "stackcheck/image/image_priv.h"
#include "stackcheck/image/kallsyms.h"
#include "stackcheck/image/kallsyms_read.h"
#include "stackcheck/image/linked.h"
#include "stackcheck/image/section_index.h"

#define INDEX_BYTES 512
/* A kernel has a few hundred thousand names, and one good walk finds them. */
#define MAX_STEPS ((size_t)16 << 20)

enum form { FROM_BASE, PER_CPU, FROM_PLACE, ABSOLUTE };

struct addresses {
	const uint8_t *table;
	enum form form;
	uint64_t base; /* of FROM_BASE and PER_CPU; the first place's address */
	size_t text; /* index of the name `_text`; SIZE_MAX: there is none */
};

static size_t align_up(size_t n, size_t to)
{
	return (n + to - 1) & ~(to - 1);
}

static uint64_t address_of(const struct addresses *a, size_t i)
{
	uint64_t value;
	int32_t off;

	if (a->form == ABSOLUTE) {
		memcpy(&value, a->table + i * 8, 8);
		return value;
	}
	memcpy(&off, a->table + i * 4, 4);
	if (a->form == FROM_PLACE)
		return a->base + i * 4 + (uint64_t)(int64_t)off;
	if (a->form == FROM_BASE)
		return a->base + (uint32_t)off;
	return off < 0 ? a->base - 1 - (uint64_t)(int64_t)off : (uint64_t)off;
}

static bool begins_code(const struct sc_image *img, uint64_t addr)
{
	uint64_t off;
	uint32_t sec = sc_image_find_addr(img, addr, &off);

	return sec && !off && (img->secs[sec].flags & SHF_EXECINSTR);
}

/* The true table is sorted, and most of what it names is in the image. */
static bool is_plausible(const struct sc_image *img,
			 const struct sc_kallsyms *ks,
			 const struct addresses *a)
{
	uint64_t addr, prev = 0, off;
	size_t i, inside = 0;

	if (a->text != SIZE_MAX && !begins_code(img, address_of(a, a->text)))
		return false;
	for (i = 0; i < ks->count; i++) {
		addr = address_of(a, i);
		if (addr < prev)
			return false;
		inside += sc_image_find_addr(img, addr, &off) != 0;
		prev = addr;
	}
	return inside > ks->count / 2;
}

/* Try offsets at @at, with the base after them where there is one. */
static bool try_offsets(const struct sc_image *img,
			const struct sc_kallsyms *ks, size_t at,
			struct addresses *a)
{
	size_t len = align_up(ks->count * 4, 8);

	if (at % ks->align || !sc_in_range(at, ks->count * 4, ks->sec->size))
		return false;
	a->table = ks->sec->data + at;
	if (sc_in_range(at, len + 8, ks->sec->size)) {
		memcpy(&a->base, a->table + len, 8);
		for (a->form = FROM_BASE; a->form <= PER_CPU; a->form++)
			if (is_plausible(img, ks, a))
				return true;
	}
	a->form = FROM_PLACE;
	a->base = ks->sec->addr + at;
	return is_plausible(img, ks, a);
}

static bool try_addresses(const struct sc_image *img,
			  const struct sc_kallsyms *ks, size_t at,
			  struct addresses *a)
{
	if (at % 8 || !sc_in_range(at, ks->count * 8, ks->sec->size))
		return false;
	a->table = ks->sec->data + at;
	a->form = ABSOLUTE;
	return is_plausible(img, ks, a);
}

static bool find_addresses(const struct sc_image *img,
			   const struct sc_kallsyms *ks, struct addresses *a)
{
	size_t after = align_up(ks->token_index + INDEX_BYTES, ks->align);
	size_t num_syms = ks->names - ks->align;
	size_t before = align_up(ks->count * 4, 8) + 8;

	return try_offsets(img, ks, after, a) ||
	       (num_syms >= before &&
		try_offsets(img, ks, num_syms - before, a)) ||
	       try_addresses(img, ks, after, a) ||
	       (num_syms >= ks->count * 8 &&
		try_addresses(img, ks, num_syms - ks->count * 8, a));
}

/* Put together one name, its letter first; its length or 0 if damaged. */
static size_t expand_name(const struct sc_kallsyms *ks, size_t *pos, char *out)
{
	const uint8_t *index = ks->sec->data + ks->token_index;
	const char *table = (const char *)ks->sec->data + ks->token_table;
	size_t left = sc_kallsyms_len(ks, pos, ks->names_end);
	size_t len = 0;

	for (; left; left--) {
		uint8_t token = ks->sec->data[(*pos)++];
		uint16_t at;
		size_t n;

		memcpy(&at, index + (size_t)token * 2, 2);
		n = strlen(table + at);
		if (len + n >= SC_NAME_MAX)
			return 0;
		memcpy(out + len, table + at, n);
		len += n;
	}
	return len;
}

/* Which name is the begin of all code? */
static size_t find_text(const struct sc_kallsyms *ks)
{
	size_t i, len, pos = ks->names;
	char name[SC_NAME_MAX];

	for (i = 0; i < ks->count; i++) {
		len = expand_name(ks, &pos, name);
		if (!len)
			break;
		if (len == sizeof("_text") &&
		    !memcmp(name + 1, "_text", len - 1))
			return i;
	}
	return SIZE_MAX;
}

static int read_names(const struct sc_image *img, const struct sc_kallsyms *ks,
		      const struct addresses *a, struct sc_named_list *list,
		      struct sc_error *err)
{
	size_t i, len, pos = ks->names;
	char name[SC_NAME_MAX];

	for (i = 0; i < ks->count; i++) {
		len = expand_name(ks, &pos, name);
		if (len < 2)
			return sc_image_fail(
				img, err,
				"%s: kallsyms name %zu of %zu is damaged; give a System.map with --symbols",
				ks->sec->name, i, ks->count);
		if (sc_named_add(list, address_of(a, i), name[0], name + 1,
				 len - 1))
			return sc_image_fail(
				img, err, "out of memory for the symbols: %zu",
				ks->count);
	}
	return 0;
}

/* The tables are read-only data; others are a last resort. */
static bool find_tables(const struct sc_image *img, struct sc_kallsyms *ks)
{
	const struct sc_section *rodata = sc_image_section(img, ".rodata");
	size_t steps = MAX_STEPS;
	uint32_t i;

	if (rodata && rodata->data && sc_kallsyms_find(rodata, ks, &steps))
		return true;
	for (i = 1; i < img->nsecs; i++) {
		const struct sc_section *sec = &img->secs[i];

		if (sec != rodata && sec->data && (sec->flags & SHF_ALLOC) &&
		    !(sec->flags & SHF_EXECINSTR) &&
		    sc_kallsyms_find(sec, ks, &steps))
			return true;
	}
	return false;
}

int sc_kallsyms_read(const struct sc_image *img, struct sc_named_list *list,
		     struct sc_error *err)
{
	struct sc_kallsyms ks;
	struct addresses a;

	if (!find_tables(img, &ks))
		return sc_image_fail(
			img, err,
			"no symbol table, and no kallsyms tables in its data; give its System.map with --symbols");
	if (ks.count > SC_NAMED_MAX)
		return sc_image_fail(img, err, "too many kallsyms symbols: %zu",
				     ks.count);
	a.text = find_text(&ks);
	if (!find_addresses(img, &ks, &a))
		return sc_image_fail(
			img, err,
			"%s: no table of addresses for the kallsyms names (%zu); give its System.map with --symbols",
			ks.sec->name, ks.count);
	return read_names(img, &ks, &a, list, err);
}
