// SPDX-License-Identifier: GPL-2.0-only
/* A table put into the object it is about. */
#include <elf.h>
#include <stdio.h>
#include <string.h>

#include "stackcheck/elf_writer/elf_edit.h"
#include "stackcheck/elf_writer/elf_write.h"
#include "stackcheck/trust/embed.h"
#include "stackcheck/trust/table.h"
#include "stackcheck/util/escape.h"
#include "stackcheck/util/plural.h"

/*
 * Objects of one module may have the same code, and so equal tables, but not
 * the same names. Without those of tables that were there before, the same
 * object always comes to the same number.
 */
static uint64_t table_number(const struct sc_image *img,
			     const struct sc_trust_table *table)
{
	uint64_t hash = sc_trust_sum(table->bytes);

	for (uint32_t i = 1; i < img->nsyms; i++) {
		const char *name = img->syms[i].name;

		if (strncmp(name, SC_TRUST_SYMBOL, strlen(SC_TRUST_SYMBOL)) &&
		    strcmp(name, SC_TRUST_SECTION))
			hash = sc_trust_hash(hash, name, strlen(name) + 1);
	}
	return hash;
}

void sc_trust_warn(const struct sc_trust_table *table, const char *path)
{
	if (table->nleft)
		sc_escape_line(
			stderr,
			"%s: warning: stackcheck: no table covers %zu section%s with weak symbols only, or in a group",
			path, table->nleft, sc_plural(table->nleft));
}

int sc_trust_add_section(struct sc_edit *edit,
			 const struct sc_trust_table *table,
			 struct sc_error *err)
{
	size_t size = sizeof(SC_TRUST_SYMBOL) + 16;
	char *symbol = sc_edit_alloc(edit, size, 1, err);
	const struct sc_new_section sec = { .name = SC_TRUST_SECTION,
					    .data = table->bytes,
					    .size = table->size,
					    .flags = SHF_ALLOC,
					    .align = SC_TRUST_ALIGN,
					    .relocs = table->relocs,
					    .nrelocs = table->nrelocs,
					    .symbol = symbol };

	if (!symbol)
		return -1;
	snprintf(symbol, size, "%s%016llx", SC_TRUST_SYMBOL,
		 (unsigned long long)table_number(edit->img, table));
	return sc_edit_add_section(edit, &sec, err);
}

int sc_trust_embed(struct sc_image *img, const struct sc_trust_table *table,
		   const char *out, struct sc_error *err)
{
	struct sc_edit edit;
	int bad = sc_edit_begin(&edit, img, err) ||
		  sc_trust_add_section(&edit, table, err) ||
		  sc_edit_write(&edit, out, err);

	sc_edit_free(&edit);
	return bad ? -1 : 0;
}
