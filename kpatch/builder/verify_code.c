// SPDX-License-Identifier: GPL-2.0-only
/* Code of a finished patch module, and the tables that must know of it. */
#include <elf.h>
#include <string.h>

#include "kpatch/builder/verify_code.h"
#include "stackcheck/trust.h"

#define UNWIND ".orc_unwind_ip"

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

static int verify_covered(const struct pb_object *ko,
			  const struct pb_symbol *sym, const char *table,
			  uint64_t from, uint64_t to, struct sc_error *err)
{
	if (has_entry(ko, table, sym->sec, from, to))
		return 0;
	return sc_fail(
		err,
		"%.200s: %s has nothing of the new function %.128s; the kernel could not walk its stack",
		ko->path, table, sym->name);
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
	if (verify_covered(ko, sym, SC_TRUST_SECTION, 0, sym->value, err))
		return -1;
	return orc ? verify_covered(ko, sym, UNWIND, sym->value,
				    sym->value + sym->size - 1, err)
		   : 0;
}
