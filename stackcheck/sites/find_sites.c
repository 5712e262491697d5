// SPDX-License-Identifier: GPL-2.0-only
/* Calls and jumps that the kernel has tables of. */
#include <string.h>

#include "stackcheck/sites/find_sites.h"
#include "stackcheck/cfg/section_kind.h"

struct finder {
	const struct sc_object *obj;
	const struct sc_site_names *names;
	struct sc_sites *sites;
	const struct sc_sites_wanted *wanted;
	bool calls; /* calls are looked for, else jumps */
};

/* Returns go through a thunk also in replacements, and are patched there. */
static bool is_listed(const struct finder *d, const struct sc_func *f,
		      enum sc_site_table table)
{
	return f->kind != SC_FUNC_ALT || table == SC_SITES_RETURN ||
	       d->wanted->replacements;
}

static int add_site(struct finder *d, const struct sc_func *f,
		    const struct sc_insn *insn, enum sc_site_table table,
		    uint32_t sym)
{
	const struct sc_site_list *l = &d->sites->table[table];
	const struct sc_site *last = l->n ? &l->list[l->n - 1] : NULL;
	struct sc_site site = {
		.sec = f->sec, .off = insn->off, .sym = sym, .tail = !d->calls
	};

	/* replacements may share their bytes */
	if (!is_listed(d, f, table) ||
	    (last && last->sec == site.sec && last->off == site.off))
		return 0;
	return sc_site_add(d->sites, table, &site);
}

/* A call that does not leave for a function is none that could be counted. */
static int add_plain_call(struct finder *d, const struct sc_func *f, uint32_t i,
			  const struct sc_insn *insn)
{
	const struct sc_code *code = &d->obj->code[f->sec];
	const char *section = d->obj->img->secs[f->sec].name;

	if (insn->op != SC_OP_CALL || (code->mark[i] & SC_M_INTRA) ||
	    sc_section_is_init(section, d->wanted->module))
		return 0;
	return add_site(d, f, insn, SC_SITES_CALL, 0);
}

static bool ends_function(const struct finder *d, const struct sc_func *f)
{
	return f->kind == SC_FUNC_CALLABLE || f->kind == SC_FUNC_COLD ||
	       (f->kind == SC_FUNC_ALT && d->wanted->replacements);
}

static int add_branch(struct finder *d, const struct sc_func *f, uint32_t i,
		      const struct sc_insn *insn)
{
	uint32_t sym = sc_site_names_target(d->names, d->obj, f->sec, insn);

	switch (d->names->kind[sym]) {
	case SC_SITE_RETPOLINE:
		return add_site(d, f, insn, SC_SITES_RETPOLINE, 0);
	case SC_SITE_RETURN:
		/* who calls it does not return by it */
		return d->calls ? add_plain_call(d, f, i, insn)
				: add_site(d, f, insn, SC_SITES_RETURN, 0);
	case SC_SITE_STATIC_CALL:
		/* the kernel patches a jump only where it ends a function */
		return d->calls || ends_function(d, f)
			       ? add_site(d, f, insn, SC_SITES_STATIC_CALL, sym)
			       : 0;
	case SC_SITE_TRACING:
		return d->wanted->tracing ? 0 : add_plain_call(d, f, i, insn);
	default:
		return add_plain_call(d, f, i, insn);
	}
}

static int find_in_function(struct finder *d, const struct sc_func *f)
{
	const struct sc_code *code = &d->obj->code[f->sec];
	const struct sc_branch *b = &code->branch[f->first_branch];

	for (uint32_t i = 0; i < f->nbranches; i++) {
		const struct sc_insn insn = sc_code_insn(code, b[i].insn);

		if ((d->calls ? insn.op == SC_OP_CALL
			      : sc_op_is(&insn, SC_P_BRANCH)) &&
		    add_branch(d, f, b[i].insn, &insn))
			return -1;
	}
	return 0;
}

/* Functions of a section, or the replacements that are in it. */
static int find_in_section(struct finder *d, uint32_t sec)
{
	const struct sc_object *obj = d->obj;
	uint32_t i = obj->code[sec].first_func, end = i + obj->code[sec].nfuncs;

	for (; i < end; i++)
		if (find_in_function(d, &obj->funcs[i]))
			return -1;
	for (i = obj->nplain; i < obj->nfuncs; i++)
		if (obj->funcs[i].sec == sec &&
		    find_in_function(d, &obj->funcs[i]))
			return -1;
	return 0;
}

static int find_all(struct finder *d)
{
	for (uint32_t sec = 1; sec < d->obj->img->nsecs; sec++)
		if (d->obj->code[sec].insns && find_in_section(d, sec))
			return -1;
	return 0;
}

int sc_sites_find(const struct sc_object *obj,
		  const struct sc_site_names *names,
		  const struct sc_sites_wanted *wanted, struct sc_sites *sites)
{
	struct finder d = {
		.obj = obj, .names = names, .sites = sites, .wanted = wanted
	};

	if (find_all(&d))
		return -1;
	d.calls = true;
	return find_all(&d);
}
