// SPDX-License-Identifier: GPL-2.0-only
/* Words, colours and columns of the listing. */
#include <stdarg.h>
#include <string.h>

#include "stackcheck/cfg/targets.h"
#include "stackcheck/image/section_index.h"
#include "stackcheck/listing/internal.h"
#include "stackcheck/listing/text.h"
#include "stackcheck/util/escape.h"

#define NOTE_COLUMN 16

static const char *const tints[] = {
	[SC_TINT_PLAIN] = NULL,	      [SC_TINT_HEADER] = "\033[1m",
	[SC_TINT_DIM] = "\033[2m",    [SC_TINT_LABEL] = "\033[33m",
	[SC_TINT_STATE] = "\033[32m", [SC_TINT_NOTE] = "\033[36m",
	[SC_TINT_BAD] = "\033[1;31m",
};

static void put_text(struct sc_listing *l, enum sc_tint tint, const char *text)
{
	const char *code = l->opt->colour ? tints[tint] : NULL;

	if (code)
		fputs(code, l->opt->out);
	l->column += (int)sc_escape_put(l->opt->out, text);
	if (code)
		fputs("\033[0m", l->opt->out);
}

void sc_listing_put(struct sc_listing *l, enum sc_tint tint, const char *fmt,
		    ...)
{
	char text[1024];
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(text, sizeof(text), fmt, ap);
	va_end(ap);
	put_text(l, tint, text);
}

void sc_listing_tab(struct sc_listing *l, int column)
{
	int n = column > l->column ? column - l->column : 1;

	fprintf(l->opt->out, "%*s", n, "");
	l->column += n;
}

void sc_listing_newline(struct sc_listing *l)
{
	putc('\n', l->opt->out);
	l->column = 0;
}

void sc_listing_note(struct sc_listing *l, const char *fmt, ...)
{
	char text[1024];
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(text, sizeof(text), fmt, ap);
	va_end(ap);
	sc_listing_tab(l, NOTE_COLUMN);
	sc_listing_put(l, SC_TINT_NOTE, "; %s", text);
	sc_listing_newline(l);
}

const char *sc_listing_place(const struct sc_listing *l, uint32_t sec,
			     uint64_t off, char *buf, size_t size)
{
	const struct sc_func *f = sc_func_at(l->obj, sec, off);
	const struct sc_func *home = &l->obj->funcs[l->home];
	unsigned long long at = off - (f ? f->start : 0);

	if (f && f->kind == SC_FUNC_ALT)
		snprintf(buf, size, "replacement+0x%llx", at);
	else if (f && f == home)
		snprintf(buf, size, "+0x%llx", at);
	else if (f && f->name[0] && !at)
		snprintf(buf, size, "%s", f->name);
	else if (f && f->name[0])
		snprintf(buf, size, "%s+0x%llx", f->name, at);
	else
		snprintf(buf, size, "%s+0x%llx", l->obj->img->secs[sec].name,
			 (unsigned long long)off);
	return buf;
}

/* The operand of a direct branch or call becomes the name of its target. */
static void name_target(const struct sc_listing *l, const struct sc_func *f,
			const struct sc_insn *insn, char *buf, size_t size)
{
	struct sc_target to = sc_insn_target(l->obj, f->sec, insn);
	char *operand = strrchr(buf, ' ');
	char name[256];

	if (!operand || to.kind == SC_TO_NOWHERE)
		return;
	operand++;
	if (to.kind == SC_TO_SYMBOL)
		snprintf(operand, size - (size_t)(operand - buf), "%s",
			 sc_target_name(l->obj, &to));
	else
		snprintf(operand, size - (size_t)(operand - buf), "%s",
			 sc_listing_place(l, to.sec, to.off, name,
					  sizeof(name)));
}

/* What a relocated operand refers to, behind the instruction. */
static void name_operand(const struct sc_listing *l, const struct sc_func *f,
			 const struct sc_insn *insn, char *buf, size_t size)
{
	const struct sc_section *s = &l->obj->img->secs[f->sec];
	const struct sc_reloc *r =
		l->obj->img->linked ? NULL
				    : sc_section_reloc(s, insn->off, insn->len);
	size_t len = strlen(buf);
	int64_t addend;

	if (!r || l->obj->arch->reloc_kind(r->type) == SC_RELOC_NONE)
		return;
	addend = r->addend;
	if (l->obj->arch->reloc_kind(r->type) == SC_RELOC_PC)
		addend += (int64_t)(insn->off + insn->len - r->off);
	snprintf(buf + len, size - len, addend ? "  <%s%+lld>" : "  <%s>",
		 l->obj->img->syms[r->sym].name, (long long)addend);
}

void sc_listing_words(const struct sc_listing *l, const struct sc_func *f,
		      uint32_t i, char *buf, size_t size)
{
	const struct sc_insn insn = sc_code_insn(&l->obj->code[f->sec], i);
	const struct sc_section *s = &l->obj->img->secs[f->sec];

	snprintf(buf, size, "(bad)");
	l->obj->arch->format(l->dec, s->data + insn.off, insn.len,
			     s->addr + insn.off, buf, size);
	if (insn.op == SC_OP_JMP || insn.op == SC_OP_JCC ||
	    insn.op == SC_OP_CALL)
		name_target(l, f, &insn, buf, size);
	else
		name_operand(l, f, &insn, buf, size);
}
