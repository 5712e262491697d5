// SPDX-License-Identifier: GPL-2.0-only
/* What rules are given to look at, and what they report. */
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "stackcheck/checker/internal.h"

const struct sc_object *sc_judge_object(const struct sc_judge *j)
{
	return j->obj;
}

const struct sc_arch *sc_judge_arch(const struct sc_judge *j)
{
	return j->obj->arch;
}

bool sc_is_callable(const struct sc_judge *j, const struct sc_site *site)
{
	return j->callable && (!site->st || site->st->frame == SC_FRAME_CALL);
}

bool sc_is_way_out(const struct sc_site *site)
{
	return site->exit == SC_EXIT_RETURN || site->exit == SC_EXIT_SIBLING ||
	       site->exit == SC_EXIT_INDIRECT;
}

bool sc_is_waived(const struct sc_judge *j, const struct sc_site *site)
{
	const struct sc_code *code = &j->obj->code[site->func->sec];

	return code->mark[site->insn - code->insns] & SC_M_WAIVED;
}

uint16_t sc_convention_of(const struct sc_judge *j, const struct sc_site *site)
{
	const uint16_t *clobbers = j->flow->callees.func_clobbers;

	return clobbers ? clobbers[site->func - j->obj->funcs] : 0;
}

const char *sc_cfa_words(const struct sc_judge *j, const struct sc_state *st,
			 char *buf, size_t size)
{
	const struct sc_arch *arch = j->obj->arch;
	struct sc_row row;

	arch->row(st, &row);
	switch (row.kind) {
	case SC_ROW_REG:
		snprintf(buf, size, "%%%s+%d", arch->reg_name(row.reg),
			 row.off);
		break;
	case SC_ROW_DEREF:
		snprintf(buf, size, "at %d(%%%s)", row.off,
			 arch->reg_name(row.reg));
		break;
	case SC_ROW_DEREF_ADD:
		snprintf(buf, size, "(%%%s)+%d", arch->reg_name(row.reg),
			 row.off);
		break;
	default:
		snprintf(buf, size, "unknown");
	}
	return buf;
}

/* A replacement is told of by the place it goes to. */
static void original_place(const struct sc_object *obj, uint32_t *sec,
			   uint64_t *off)
{
	const struct sc_func *f = sc_func_at(obj, *sec, *off);

	if (!f || f->kind != SC_FUNC_ALT)
		return;
	*off = f->alt_off + (*off - f->start);
	*sec = f->back_sec;
}

void sc_place_of(const struct sc_object *obj, uint32_t sec, uint64_t off,
		 struct sc_place *ret)
{
	const struct sc_func *f;

	original_place(obj, &sec, &off);
	f = sc_func_at(obj, sec, off);
	*ret = (struct sc_place){
		.section = obj->img->secs[sec].name,
		.function = f ? f->name : "",
		.section_off = off,
		.function_off = f && f->name[0] ? off - f->start : off,
		.group = f ? f->group : UINT32_MAX,
	};
	sc_image_line(obj->img, sec, off, &ret->file, &ret->line);
}

/* Has this rule spoken of this place? A loop need not say it twice. */
static bool is_repeated(const struct sc_judge *j, const struct sc_place *place,
			const char *message)
{
	const struct sc_result *res = j->res;
	const char *rule = sc_rule_name(j->rule->id);
	size_t from = res->nfindings > 64 ? res->nfindings - 64 : 0;

	for (size_t i = res->nfindings; i-- > from;) {
		const struct sc_finding *f = &res->findings[i];

		if (f->rule == rule && f->section_off == place->section_off &&
		    !strcmp(f->section, place->section) &&
		    !strcmp(f->message, message))
			return true;
	}
	return false;
}

bool sc_has_spoken(const struct sc_judge *j, const struct sc_func *func)
{
	const char *rule = sc_rule_name(j->rule->id);

	for (size_t i = j->res->nfindings; i-- > j->first;) {
		const struct sc_finding *f = &j->res->findings[i];

		if (f->rule == rule && !strcmp(f->function, func->name))
			return true;
	}
	return false;
}

/* Findings of one group that are told with how their state came about. */
#define MAX_STORIES 32

static void add_notes(struct sc_judge *j, const struct sc_site *site)
{
	char text[256];

	if (!site->insn)
		return;
	sc_insn_words(
		j, site->func->sec,
		(uint32_t)(site->insn - j->obj->code[site->func->sec].insns),
		text, sizeof(text));
	sc_result_add_note(j->res, "%s%s", text,
			   site->func->kind == SC_FUNC_ALT
				   ? " (in an alternative's replacement)"
				   : "");
	if (site->block && j->res->nfindings - j->first <= MAX_STORIES)
		sc_history_notes(
			j, site->block,
			(uint32_t)(site->insn -
				   j->obj->code[site->func->sec].insns));
}

void sc_report(struct sc_judge *j, const struct sc_site *site, const char *fmt,
	       ...)
{
	uint64_t off = site->insn ? site->insn->off : site->func->start;
	struct sc_place place;
	char message[512];
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(message, sizeof(message), fmt, ap);
	va_end(ap);
	sc_place_of(j->obj, site->func->sec, off, &place);
	if (is_repeated(j, &place, message))
		return;
	sc_result_add_finding(j->res, sc_rule_name(j->rule->id), SC_WARNING,
			      &place, "%s", message);
	add_notes(j, site);
}

void sc_report_defect(struct sc_judge *j, const struct sc_defect *defect)
{
	struct sc_place place = {
		.section = j->obj->img->secs[defect->sec].name,
		.section_off = defect->off,
		.function_off = defect->off,
		.group = UINT32_MAX,
	};

	sc_result_add_finding(j->res, sc_rule_name(j->rule->id), SC_WARNING,
			      &place, "%s", defect->text);
}
