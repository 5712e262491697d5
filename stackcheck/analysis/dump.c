// SPDX-License-Identifier: GPL-2.0-only
#include "stackcheck/analysis/dump.h"

#include "stackcheck/util/escape.h"

/* What the callbacks print to. */
struct dump {
	const struct sc_object *obj;
	FILE *out;
};

static const char *section_name(const struct sc_object *obj, uint32_t sec)
{
	return obj->img->secs[sec].name;
}

static void dump_insn(const struct sc_object *obj, uint32_t sec, uint32_t i,
		      FILE *out)
{
	const struct sc_insn insn = sc_code_insn(&obj->code[sec], i);

	sc_escape_line(
		out,
		"%s+0x%x len %u %s val %d reg %u base %u index %u size %u writes 0x%x flags 0x%x mark 0x%x",
		section_name(obj, sec), insn.off, insn.len,
		sc_op_names[insn.op], insn.val, insn.reg, insn.base, insn.index,
		insn.size, insn.writes, insn.flags, obj->code[sec].mark[i]);
}

static void dump_insns(const struct sc_object *obj, FILE *out)
{
	for (uint32_t s = 1; s < obj->img->nsecs; s++)
		for (uint32_t i = 0; i < obj->code[s].ninsns; i++)
			dump_insn(obj, s, i, out);
}

static void dump_functions(const struct sc_object *obj, FILE *out)
{
	static const char *const kinds[] = {
		"function", "cold", "label", "gap", "alternative", "prefix"
	};

	for (uint32_t i = 0; i < obj->nfuncs; i++) {
		const struct sc_func *f = &obj->funcs[i];

		sc_escape_line(out, "%s+0x%x-0x%x %s %s group %u%s%s%s",
			       section_name(obj, f->sec), f->start, f->end,
			       kinds[f->kind], f->name[0] ? f->name : "-",
			       f->group, f->unsized ? " unsized" : "",
			       f->ignored ? " non-standard" : "",
			       f->called ? " called" : "");
	}
}

static void on_edge(void *ctx, const struct sc_block *b, uint32_t i,
		    const struct sc_state *st, uint32_t to)
{
	struct dump *d = ctx;
	const struct sc_func *f = &d->obj->funcs[b->func];

	(void)st;
	fprintf(d->out, "  from 0x%x to block %u\n",
		sc_code_off(&d->obj->code[f->sec], i), to);
}

static void on_exit_(void *ctx, const struct sc_block *b, uint32_t i,
		     const struct sc_state *st, enum sc_exit_kind kind,
		     const struct sc_target *to)
{
	static const char *const names[] = { "return", "sibling call",
					     "indirect jump", "runs off",
					     "lost" };
	struct dump *d = ctx;
	const struct sc_func *f = &d->obj->funcs[b->func];

	(void)st;
	(void)to;
	fprintf(d->out, "  from 0x%x out: %s\n",
		sc_code_off(&d->obj->code[f->sec], i), names[kind]);
}

static void dump_group(void *ctx, struct sc_dataflow *flow)
{
	struct dump *d = ctx;

	fprintf(d->out, "group %u: %u blocks, %s\n", flow->group, flow->nblocks,
		flow->returns ? "returns" : "does not return");
	for (uint32_t k = 0; k < flow->nblocks; k++) {
		const struct sc_block *b = &flow->blocks[k];
		const struct sc_func *f = &d->obj->funcs[b->func];

		sc_escape_line(d->out,
			       " block %u: %s %s+0x%x, %u instructions%s", k,
			       f->name[0] ? f->name : "-",
			       section_name(d->obj, f->sec),
			       sc_code_off(&d->obj->code[f->sec], b->first),
			       b->n, b->in ? "" : ", not reached");
	}
}

static void dump_row(const struct sc_object *obj, const struct sc_state *st,
		     FILE *out)
{
	struct sc_row row;

	obj->arch->row(st, &row);
	if (row.kind == SC_ROW_UNDEFINED || row.kind == SC_ROW_END) {
		fprintf(out, row.kind == SC_ROW_END ? "end" : "undefined");
		return;
	}
	fprintf(out, "CFA %s%s%+d%s", row.kind == SC_ROW_REG ? "" : "*(",
		obj->arch->reg_name(row.reg), row.off,
		row.kind == SC_ROW_REG ? "" : ")");
	for (unsigned int r = 0; r < SC_NREGS; r++)
		if (st->saved[r])
			fprintf(out, " %s@%d", obj->arch->reg_name(r),
				sc_val_payload(st->saved[r]));
}

static void on_insn(void *ctx, const struct sc_block *b, uint32_t i,
		    const struct sc_state *pre)
{
	struct dump *d = ctx;
	const struct sc_func *f = &d->obj->funcs[b->func];

	sc_escape_print(d->out, "%s+0x%x ", section_name(d->obj, f->sec),
			sc_code_off(&d->obj->code[f->sec], i));
	dump_row(d->obj, pre, d->out);
	fputc('\n', d->out);
}

int sc_dump(struct sc_analysis *analysis, enum sc_dump what, FILE *out)
{
	static const struct sc_visitor cfg = { .edge = on_edge,
					       .exit = on_exit_ };
	static const struct sc_visitor state = { .insn = on_insn };
	struct dump d = { analysis->obj, out };

	switch (what) {
	case SC_DUMP_INSNS:
		dump_insns(analysis->obj, out);
		return 0;
	case SC_DUMP_FUNCTIONS:
		dump_functions(analysis->obj, out);
		return 0;
	case SC_DUMP_CFG:
		return sc_analysis_visit(analysis, &cfg, dump_group, &d);
	case SC_DUMP_STATE:
		return sc_analysis_visit(analysis, &state, NULL, &d);
	default:
		return 0;
	}
}
