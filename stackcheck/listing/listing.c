// SPDX-License-Identifier: GPL-2.0-only
/* The listing, group by group, so that states of one group are held. */
#include "stackcheck/image/dwarf.h"
#include "stackcheck/listing/labels.h"
#include "stackcheck/listing/lines.h"
#include "stackcheck/listing/listing.h"

#include <stdlib.h>
#include <string.h>

#include "stackcheck/listing/internal.h"
#include "stackcheck/listing/notes.h"
#include "stackcheck/listing/state_column.h"
#include "stackcheck/listing/text.h"
#include "stackcheck/util/escape.h"

/* --- functions */

/*
 * Unreached padding from @i on that nothing is to be told of: how many
 * instructions; one is not a run.
 */
static uint32_t padding_run(const struct sc_listing *l, const struct sc_func *f,
			    uint32_t i)
{
	uint32_t func = (uint32_t)(f - l->obj->funcs), k = i;
	const struct sc_code *code = &l->obj->code[f->sec];

	while (k < f->first + f->ninsns && sc_code_is_padding(code, k) &&
	       !(code->mark[k] & (SC_M_EDGE | SC_M_HINT)) &&
	       !sc_listing_shown(l, func, k)->reached)
		k++;
	return k - i > 1 ? k - i : 0;
}

static void put_padding(struct sc_listing *l, const struct sc_func *f,
			uint32_t i, uint32_t n)
{
	const struct sc_code *code = &l->obj->code[f->sec];
	const struct sc_insn z = sc_code_insn(code, i + n - 1);
	uint32_t off = sc_code_off(code, i);

	sc_listing_put(l, SC_TINT_DIM, "  +0x%x", off - f->start);
	sc_listing_tab(l, SC_COL_INSN);
	sc_listing_put(l, SC_TINT_DIM, "(%u bytes of padding)",
		       z.off + z.len - off);
	sc_listing_newline(l);
}

static void put_attributes(struct sc_listing *l, const struct sc_func *f)
{
	static const char *const kinds[] = {
		[SC_FUNC_CALLABLE] = "",
		[SC_FUNC_COLD] = ", cold part",
		[SC_FUNC_LABEL] = ", label",
		[SC_FUNC_GAP] = ", under no symbol",
		[SC_FUNC_PREFIX] = ", padding before a function",
	};
	const char *file;
	int line;

	sc_listing_put(l, SC_TINT_DIM, "  %s+0x%x, %u bytes%s%s%s",
		       l->obj->img->secs[f->sec].name, f->start,
		       f->end - f->start, kinds[f->kind],
		       f->ignored ? ", annotated as not standard" : "",
		       l->analysis->func_noreturn[f - l->obj->funcs]
			       ? ", does not return"
			       : "");
	if (sc_image_line(l->obj->img, f->sec, f->start, &file, &line))
		sc_listing_put(l, SC_TINT_DIM, "  %s:%d", file, line);
}

static void put_header(struct sc_listing *l, const struct sc_func *f)
{
	sc_listing_put(l, SC_TINT_HEADER,
		       "%s:", f->name[0] ? f->name : "(no name)");
	put_attributes(l, f);
	sc_listing_newline(l);
	sc_listing_tab(l, SC_COL_CFA);
	sc_listing_put(l, SC_TINT_DIM, "CFA");
	sc_listing_tab(l, SC_COL_FRAME);
	sc_listing_put(l, SC_TINT_DIM, "F");
	if (l->norc) {
		sc_listing_tab(l, SC_COL_ORC + 3);
		sc_listing_put(l, SC_TINT_DIM, "ORC shipped");
	}
	sc_listing_tab(l, sc_listing_last_column(l));
	sc_listing_put(l, SC_TINT_DIM, "saved");
	sc_listing_newline(l);
	memset(&l->last, 0, sizeof(l->last));
}

static void put_function(struct sc_listing *l, uint32_t func, uint32_t block)
{
	const struct sc_func *f = &l->obj->funcs[func];
	const struct sc_code *code = &l->obj->code[f->sec];

	l->home = func;
	put_header(l, f);
	for (uint32_t i = f->first; i < f->first + f->ninsns; i++) {
		const struct sc_insn insn = sc_code_insn(code, i);
		uint32_t skip = padding_run(l, f, i);

		block = sc_listing_block(l, func, i, block);
		if (skip) {
			put_padding(l, f, i, skip);
			i += skip - 1;
			while (block < l->flow->nblocks &&
			       l->flow->blocks[block].func == func &&
			       l->flow->blocks[block].first <= i)
				block++;
		} else {
			sc_listing_insn(l, f, i, 0);
			sc_listing_alternatives(l, f, i);
		}
		sc_listing_findings(l, f, insn.off,
				    sc_code_off(code, i) +
					    sc_code_insn(code, i).len);
	}
	sc_listing_newline(l);
}

/* --- groups */

static bool is_wanted(const struct sc_listing *l, uint32_t func)
{
	const struct sc_func *f = &l->obj->funcs[func];

	if (f->kind == SC_FUNC_ALT)
		return false;
	return l->opt->wanted ? l->opt->wanted[func]
			      : f->kind != SC_FUNC_PREFIX;
}

static int put_group(struct sc_listing *l, uint32_t group)
{
	const struct sc_group *g = &l->obj->groups[group];
	const uint32_t *members = l->obj->members + g->first;
	bool collected = false;

	for (uint32_t m = 0; m < g->nfuncs; m++) {
		if (!is_wanted(l, members[m]))
			continue;
		if (!collected && sc_listing_collect(l, group))
			return -1;
		collected = true;
		put_function(l, members[m], l->flow->member_block[m]);
	}
	return 0;
}

static int init_listing(struct sc_listing *l, struct sc_error *err)
{
	const char *path = l->obj->img->path;
	struct sc_error orc_err = { "" };

	if (sc_orc_read(l->obj->img, &l->orc, &l->norc, &orc_err))
		sc_complain("%s: ORC is not shown", orc_err.text);
	l->flow = sc_dataflow_new(l->obj);
	l->dec = l->obj->arch->decoder_new();
	l->reported = calloc(l->res->nfindings + 1, 1);
	if (!l->flow || !l->dec || !l->reported)
		return sc_fail(err, "%s: out of memory", path);
	l->flow->callees = (struct sc_callees){
		.func_noreturn = l->analysis->func_noreturn,
		.sym_noreturn = l->analysis->sym_noreturn,
		.func_returns = l->analysis->func_returns,
		.sym_returns = l->analysis->sym_returns,
		.func_clobbers = l->analysis->func_clobbers,
		.sym_clobbers = l->analysis->sym_clobbers,
	};
	return 0;
}

static void deinit_listing(struct sc_listing *l)
{
	sc_dataflow_free(l->flow);
	if (l->dec)
		l->obj->arch->decoder_free(l->dec);
	free(l->orc);
	free(l->reported);
	free(l->base);
	free(l->shown);
	free(l->incoming);
}

int sc_listing_print(struct sc_analysis *analysis, const struct sc_result *res,
		     const struct sc_listing_options *opt, size_t *found_ret,
		     struct sc_error *err)
{
	struct sc_listing l = { .analysis = analysis,
				.obj = analysis->obj,
				.res = res,
				.opt = opt };
	int bad = init_listing(&l, err);

	for (uint32_t g = 0; !bad && g < l.obj->ngroups; g++) {
		if (ferror(opt->out))
			break;
		if (put_group(&l, g))
			bad = sc_fail(err, "%s: out of memory",
				      l.obj->img->path);
	}
	if (!bad && !opt->wanted)
		sc_listing_elsewhere(&l);
	*found_ret = l.nreported;
	deinit_listing(&l);
	return bad;
}
