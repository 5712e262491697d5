// SPDX-License-Identifier: GPL-2.0-only
/*
 * New symbols of a copy. Local ones come before all others, so the others get
 * new numbers, and each table that names symbols by number is brought in line.
 */
#include <elf.h>
#include <stdlib.h>
#include <string.h>

#include "stackcheck/elf_writer/elf_addrsig.h"
#include "stackcheck/elf_writer/elf_plan.h"
#include "stackcheck/elf_writer/elf_renumber.h"
#include "stackcheck/elf_writer/elf_symbol.h"

/* Symbols by their old numbers, the new ones behind them. */
struct renumber {
	const struct sc_image *img;
	const struct sc_edit *edit;
	struct sc_plan *plan;
	uint32_t first_new; /* number of the first new one, as appended */
	uint32_t total;
	uint32_t *map; /* by that number: the number in the copy */
	struct sc_error *err;
};

static int append_symbols(struct renumber *r)
{
	r->first_new = (uint32_t)(r->plan->symbols.len / sizeof(Elf64_Sym));
	for (size_t i = 0; i < r->edit->nsyms; i++) {
		const struct sc_new_symbol *s = &r->edit->syms[i];
		Elf64_Sym sym = { .st_info = ELF64_ST_INFO(s->bind, s->type),
				  .st_value = s->off,
				  .st_size = s->size };

		if (sc_plan_append_symbol(r->img, r->plan, s->name, s->sec,
					  &sym, r->err))
			return -1;
	}
	r->total = r->first_new + (uint32_t)r->edit->nsyms;
	return 0;
}

static bool is_new_local(const struct renumber *r, uint32_t i)
{
	return i >= r->first_new &&
	       r->edit->syms[i - r->first_new].bind == STB_LOCAL;
}

/* Old local ones, new local ones, all others. Returns how many are local. */
static uint32_t make_map(struct renumber *r, uint32_t old_locals)
{
	uint32_t next = 0;

	for (uint32_t i = 0; i < old_locals; i++)
		r->map[i] = next++;
	for (uint32_t i = r->first_new; i < r->total; i++)
		if (is_new_local(r, i))
			r->map[i] = next++;
	old_locals = next;
	for (uint32_t i = r->img->priv->shdrs[r->img->priv->symtab].sh_info;
	     i < r->total; i++)
		if (!is_new_local(r, i))
			r->map[i] = next++;
	return old_locals;
}

/* The entries of a table by symbol, in their new order. */
static int permute_table(const struct renumber *r, struct sc_plan_bytes *table,
			 size_t entry)
{
	char *ordered;
	size_t at;

	if (!table->data)
		return 0;
	/* what is beside the symbols may end before they do */
	if (table->len < r->total * entry &&
	    sc_plan_append(r->img, table, NULL, r->total * entry - table->len,
			   &at, r->err))
		return -1;
	ordered = malloc(table->len + 1);
	if (!ordered)
		return sc_image_fail(r->img, r->err, "out of memory");
	for (uint32_t i = 0; i < r->total; i++)
		memcpy(ordered + r->map[i] * entry, table->data + i * entry,
		       entry);
	free(table->data);
	table->data = ordered;
	return 0;
}

/* --- tables that name symbols */

static void renumber_relas(const struct renumber *r, Elf64_Rela *relas,
			   size_t n)
{
	for (size_t i = 0; i < n; i++) {
		uint32_t sym = (uint32_t)ELF64_R_SYM(relas[i].r_info);

		/* between the image's and the new ones a section has its own */
		if (sym >= r->img->nsyms)
			sym += r->first_new - r->img->nsyms;
		relas[i].r_info = ELF64_R_INFO(r->map[sym],
					       ELF64_R_TYPE(relas[i].r_info));
	}
}

/* Tables that the plan made are its own; of the image's there is a copy. */
static int own_relas(const struct renumber *r, struct sc_plan_section *sec)
{
	size_t size = sec->sh.sh_size;
	Elf64_Rela *copy;

	for (size_t i = 0; i < r->plan->ntables; i++)
		if (r->plan->tables[i] == sec->data)
			return 0;
	copy = malloc(size + 1);
	if (!copy)
		return sc_image_fail(r->img, r->err, "out of memory");
	memcpy(copy, sec->data, size);
	r->plan->tables[r->plan->ntables++] = copy;
	sec->data = copy;
	return 0;
}

static int check_relas(const struct renumber *r,
		       const struct sc_plan_section *sec)
{
	const Elf64_Rela *relas = sec->data;

	for (size_t i = 0; i < sec->sh.sh_size / sizeof(*relas); i++)
		if (ELF64_R_SYM(relas[i].r_info) >=
		    r->img->nsyms + r->edit->nsyms)
			return sc_image_fail(
				r->img, r->err,
				"a relocation names symbol %llu of %u; the file is damaged; nothing was written",
				(unsigned long long)ELF64_R_SYM(
					relas[i].r_info),
				r->img->nsyms);
	return 0;
}

static int renumber_addrsig(const struct renumber *r,
			    struct sc_plan_section *sec)
{
	uint8_t *list = malloc(5 * sec->sh.sh_size + 1);
	size_t len;

	if (!list)
		return sc_image_fail(r->img, r->err, "out of memory");
	r->plan->tables[r->plan->ntables++] = list;
	len = sc_addrsig_renumber(list, sec->data, sec->sh.sh_size, r->map,
				  r->img->nsyms);
	if (len == SIZE_MAX)
		return sc_image_fail(
			r->img, r->err,
			"the list of symbols whose addresses are taken is damaged; nothing was written");
	sec->data = list;
	sec->sh.sh_size = len;
	return 0;
}

static int renumber_section(const struct renumber *r,
			    struct sc_plan_section *sec)
{
	switch (sec->sh.sh_type) {
	case SHT_RELA:
		if (check_relas(r, sec) || own_relas(r, sec))
			return -1;
		renumber_relas(r, (Elf64_Rela *)sec->data,
			       sec->sh.sh_size / sizeof(Elf64_Rela));
		return 0;
	case SHT_GROUP:
		if (sec->sh.sh_info < r->total)
			sec->sh.sh_info = r->map[sec->sh.sh_info];
		return 0;
	case SHT_SYMTAB_SHNDX:
		return 0;
	case SC_SHT_LLVM_ADDRSIG:
		return renumber_addrsig(r, sec);
	default:
		return sc_image_fail(
			r->img, r->err,
			"a section of type 0x%x names symbols in a way that is not known here; nothing was written",
			sec->sh.sh_type);
	}
}

static int renumber_all(const struct renumber *r)
{
	uint32_t symtab = r->img->priv->symtab;

	for (size_t i = 1; i < r->plan->nsecs; i++) {
		struct sc_plan_section *sec = &r->plan->secs[i];

		if (sec->sh.sh_link == symtab && sec->sh.sh_size && sec->data &&
		    renumber_section(r, sec))
			return -1;
	}
	return 0;
}

/* Room for a copy of each table that the image has. */
static int make_room(const struct renumber *r)
{
	size_t n = r->plan->ntables + r->plan->nsecs;
	void **tables = realloc(r->plan->tables, n * sizeof(*tables));

	if (!tables)
		return sc_image_fail(r->img, r->err, "out of memory");
	r->plan->tables = tables;
	return 0;
}

static int renumber_symbols(struct renumber *r)
{
	Elf64_Shdr *sh = &r->plan->secs[r->img->priv->symtab].sh;

	r->map = calloc(r->total + 1, sizeof(*r->map));
	if (!r->map)
		return sc_image_fail(r->img, r->err, "out of memory");
	sh->sh_info = make_map(r, sh->sh_info);
	return permute_table(r, &r->plan->symbols, sizeof(Elf64_Sym)) ||
			       permute_table(r, &r->plan->xindex,
					     sizeof(uint32_t)) ||
			       make_room(r) || renumber_all(r)
		       ? -1
		       : 0;
}

int sc_plan_add_symbols(const struct sc_edit *edit, struct sc_plan *plan,
			struct sc_error *err)
{
	struct renumber r = {
		.img = edit->img, .edit = edit, .plan = plan, .err = err
	};
	int bad;

	if (!edit->nsyms)
		return 0;
	if (!edit->img->priv->symtab)
		return sc_image_fail(
			edit->img, err,
			"no symbol table, which new symbols need; nothing was written");
	if (sc_plan_open_symbols(edit->img, plan, err) || append_symbols(&r))
		return -1;
	bad = renumber_symbols(&r);
	free(r.map);
	return bad;
}
