// SPDX-License-Identifier: GPL-2.0-only
/* Code of a finished patch module, and the tables that must know of it. */
#include <elf.h>
#include <string.h>

#include "kpatch/builder/verify_code.h"
#include "stackcheck/trust.h"

/* Offsets of code, 4 bytes each, and beside them what holds from there on. */
#define UNWIND_IP ".orc_unwind_ip"
#define UNWIND ".orc_unwind"
#define UNWIND_IP_SIZE 4
#define UNWIND_SIZE 6

static bool begins_with(const char *s, const char *start)
{
	return !strncmp(s, start, strlen(start));
}

static bool is_code(const struct pb_section *sec)
{
	return !sec->dead && sec->flags & SHF_EXECINSTR &&
	       sec->flags & SHF_ALLOC;
}

/* Whether a relocation of the section @table leads to @sec, from..to. */
static bool has_entry(const struct pb_object *ko, const char *table,
		      uint32_t sec, uint64_t from, uint64_t to)
{
	const struct pb_section *s = &ko->secs[pb_object_section(ko, table)];

	for (size_t i = 0; i < s->nrelocs; i++) {
		const struct pb_symbol *sym = &ko->syms[s->relocs[i].sym];
		uint64_t at = sym->value + (uint64_t)s->relocs[i].addend;

		if (sym->sec == sec && at >= from && at <= to)
			return true;
	}
	return false;
}

/* --- thunks */

/* The table that a use of this symbol has to be in; NULL: in none. */
static const char *table_of(const char *symbol)
{
	if (!strcmp(symbol, "__x86_return_thunk"))
		return ".return_sites";
	return begins_with(symbol, "__x86_indirect_thunk_") ? ".retpoline_sites"
							    : NULL;
}

/*
 * The instruction begins up to three bytes before the field: a prefix and an
 * opcode of one or two bytes.
 */
static int verify_site(const struct pb_object *ko, uint32_t sec,
		       const struct pb_reloc *reloc, struct sc_error *err)
{
	const char *symbol = ko->syms[reloc->sym].name;
	const char *table = table_of(symbol);
	uint64_t off = reloc->off;

	if (!table ||
	    (off && has_entry(ko, table, sec, off < 3 ? 0 : off - 3, off - 1)))
		return 0;
	return sc_fail(
		err,
		"%.200s: %.128s+0x%llx uses %s, but %s does not have it; the kernel would run it without mitigations",
		ko->path, ko->secs[sec].name, (unsigned long long)off, symbol,
		table);
}

int pb_verify_sites(const struct pb_object *ko, struct sc_error *err)
{
	for (uint32_t i = 1; i < ko->nsecs; i++) {
		const struct pb_section *sec = &ko->secs[i];

		/* What replaces other code gets the entries of that code. */
		if (!is_code(sec) ||
		    !strcmp(sec->name, ".altinstr_replacement"))
			continue;
		for (size_t k = 0; k < sec->nrelocs; k++)
			if (verify_site(ko, i, &sec->relocs[k], err))
				return -1;
	}
	return 0;
}

/* --- constants that boot writes */

static int verify_bytes(const struct pb_object *ko,
			const struct pb_section *sec, struct sc_error *err)
{
	static const uint8_t placeholder[] = { 0xef, 0xcd, 0xab, 0x89,
					       0x67, 0x45, 0x23, 0x01 };
	const uint8_t *found;

	if (!sec->data)
		return 0;
	found = memmem(sec->data, sec->size, placeholder, sizeof(placeholder));
	if (!found)
		return 0;
	return sc_fail(
		err,
		"%.200s: %.128s+0x%llx holds the placeholder of a runtime constant, which no kernel replaces in a module; do not load it",
		ko->path, sec->name, (unsigned long long)(found - sec->data));
}

int pb_verify_constants(const struct pb_object *ko, struct sc_error *err)
{
	static const char *const tables[] = { "runtime_ptr_", "runtime_shift_",
					      "runtime_mask_" };

	for (uint32_t i = 1; i < ko->nsecs; i++) {
		const struct pb_section *sec = &ko->secs[i];

		for (size_t k = 0; k < sizeof(tables) / sizeof(tables[0]); k++)
			if (!sec->dead && begins_with(sec->name, tables[k]))
				return sc_fail(
					err,
					"%.200s: the table %.128s is in it, but no kernel sets runtime constants of a module; do not load it",
					ko->path, sec->name);
		if (is_code(sec) && verify_bytes(ko, sec, err))
			return -1;
	}
	return 0;
}

/* --- functions */

/* The last relocation of a table that leads to @sec at or before @off; or NULL. */
static const struct pb_reloc *find_last(const struct pb_object *ko,
					const char *table, uint32_t sec,
					uint64_t off)
{
	const struct pb_section *s = &ko->secs[pb_object_section(ko, table)];
	const struct pb_reloc *last = NULL;
	uint64_t last_at = 0;

	for (size_t i = 0; i < s->nrelocs; i++) {
		const struct pb_symbol *sym = &ko->syms[s->relocs[i].sym];
		uint64_t at = sym->value + (uint64_t)s->relocs[i].addend;

		if (sym->sec != sec || at > off || (last && at < last_at))
			continue;
		last = &s->relocs[i];
		last_at = at;
	}
	return last;
}

/* An entry of zeros says that nothing is known, in each form of the table. */
static bool is_unwound(const struct pb_object *ko, const struct pb_symbol *sym)
{
	static const uint8_t nothing[UNWIND_SIZE];
	const struct pb_reloc *ip =
		find_last(ko, UNWIND_IP, sym->sec, sym->value);
	const struct pb_section *rows =
		&ko->secs[pb_object_section(ko, UNWIND)];
	uint64_t at = ip ? ip->off / UNWIND_IP_SIZE * UNWIND_SIZE : 0;

	return ip && rows->data && rows->size >= UNWIND_SIZE &&
	       at <= rows->size - UNWIND_SIZE &&
	       memcmp(rows->data + at, nothing, UNWIND_SIZE) != 0;
}

static int fail_uncovered(const struct pb_object *ko, const char *table,
			  const char *symbol, struct sc_error *err)
{
	return sc_fail(
		err,
		"%.200s: %s has nothing of the new function %.128s; the kernel could not walk its stack",
		ko->path, table, symbol);
}

int pb_verify_function(const struct pb_object *ko, const char *symbol, bool orc,
		       struct sc_error *err)
{
	const struct pb_symbol *sym = &ko->syms[pb_object_symbol(ko, symbol)];
	const struct pb_section *sec;

	if (!sym->sec || sym->sec >= ko->nsecs)
		return sc_fail(err,
			       "%.200s: the new function %.128s is not in it",
			       ko->path, symbol);
	sec = &ko->secs[sym->sec];
	if (!is_code(sec) || begins_with(sec->name, ".init") ||
	    begins_with(sec->name, ".exit"))
		return sc_fail(
			err,
			"%.200s: the new function %.128s is in %.128s, which is no code that stays",
			ko->path, symbol, sec->name);
	if (!sym->size)
		return sc_fail(err,
			       "%.200s: the new function %.128s has no size",
			       ko->path, symbol);
	/* A region of a trust table is a whole section or a part of one. */
	if (!find_last(ko, SC_TRUST_SECTION, sym->sec, sym->value))
		return fail_uncovered(ko, SC_TRUST_SECTION, symbol, err);
	return orc && !is_unwound(ko, sym)
		       ? fail_uncovered(ko, UNWIND, symbol, err)
		       : 0;
}
