// SPDX-License-Identifier: GPL-2.0-only
/* Symbols that the kernel's tables are about, and the branches to them. */
#include <elf.h>
#include <stdlib.h>

#include "stackcheck/cfg/targets.h"
#include "stackcheck/sites/site_names.h"
#include "stackcheck/util/search.h"
#include "stackcheck/util/sort.h"
#include "stackcheck/util/vec.h"

static int add_defined(struct sc_site_names *names, uint32_t sym)
{
	const struct sc_symbol *s = &names->img->syms[sym];
	struct sc_site_name n = { .sec = s->sec, .off = s->off, .sym = sym };

	if (s->sec == SC_SEC_UNDEF || s->sec >= names->img->nsecs)
		return 0;
	return SC_VEC_PUSH(names->defined, names->ndefined, n);
}

/* By place; of several names for one, the first of the symbol table. */
static int compare_names(const void *pa, const void *pb)
{
	const struct sc_site_name *a = pa, *b = pb;

	if (a->sec != b->sec)
		return a->sec < b->sec ? -1 : 1;
	if (a->off != b->off)
		return a->off < b->off ? -1 : 1;
	return a->sym < b->sym ? -1 : a->sym > b->sym;
}

int sc_site_names_find(struct sc_site_names *names, const struct sc_image *img)
{
	*names = (struct sc_site_names){ .img = img };
	names->kind = calloc(img->nsyms + 1, 1);
	if (!names->kind)
		return -1;
	for (uint32_t i = 1; i < img->nsyms; i++) {
		const struct sc_symbol *s = &img->syms[i];

		if (s->bind == STB_LOCAL)
			continue;
		names->kind[i] = (uint8_t)img->arch->site_kind(s->name);
		if (names->kind[i] && add_defined(names, i))
			return -1;
	}
	sc_sort(names->defined, names->ndefined, sizeof(*names->defined),
		compare_names);
	return 0;
}

void sc_site_names_free(struct sc_site_names *names)
{
	free(names->kind);
	free(names->defined);
}

/* Thunks, in the object that defines them, and calls that are static. */
static uint32_t find_defined(const struct sc_site_names *names, uint32_t sec,
			     uint64_t off)
{
	const struct sc_site_name *n = names->defined;
	size_t at = SC_FIRST_NOT(i, 0, names->ndefined,
				 SC_IS_BEFORE(n[i], sec, off));

	return at < names->ndefined && n[at].sec == sec && n[at].off == off
		       ? n[at].sym
		       : 0;
}

uint32_t sc_site_names_target(const struct sc_site_names *names,
			      const struct sc_object *obj, uint32_t sec,
			      const struct sc_insn *insn)
{
	const struct sc_reloc *r = NULL;
	struct sc_target to;

	if (sc_insn_has_reloc(obj, insn))
		r = sc_reloc_at(obj, sec, sc_insn_field(insn), 1);
	if (r && obj->img->syms[r->sym].type != STT_SECTION)
		return names->kind[r->sym] ? r->sym : 0;
	if (!names->ndefined)
		return 0;
	to = sc_insn_target_by(obj, sec, insn, r);
	return to.kind == SC_TO_CODE ? find_defined(names, to.sec, to.off) : 0;
}
