// SPDX-License-Identifier: GPL-2.0-only
/* What rules are given to look at, and what they report. */
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "stackcheck/checker/checker.h"
#include "stackcheck/checker/path_notes.h"
#include "stackcheck/checker/report_finding.h"
#include "stackcheck/image/dwarf.h"
#include "stackcheck/util/text.h"

const struct sc_object *sc_checker_object(const struct sc_checker *c)
{
	return c->obj;
}

const struct sc_arch *sc_checker_arch(const struct sc_checker *c)
{
	return c->obj->arch;
}

bool sc_is_way_out(const struct sc_event *event)
{
	return event->exit == SC_EXIT_RETURN ||
	       event->exit == SC_EXIT_SIBLING ||
	       event->exit == SC_EXIT_INDIRECT;
}

bool sc_is_waived(const struct sc_checker *c, const struct sc_event *event)
{
	const struct sc_code *code = &c->obj->code[event->func->sec];

	return code->mark[event->i] & SC_M_WAIVED;
}

uint16_t sc_convention_of(const struct sc_checker *c,
			  const struct sc_event *event)
{
	const uint16_t *clobbers = c->flow->callees.func_clobbers;

	return clobbers ? clobbers[event->func - c->obj->funcs] : 0;
}

static void add_register(struct sc_text *t, const struct sc_arch *arch,
			 const char *before, unsigned int reg)
{
	sc_text_add(t, before);
	sc_text_add(t, arch->reg_name(reg));
}

const char *sc_cfa_words(const struct sc_checker *c, const struct sc_state *st,
			 char *buf, size_t size)
{
	const struct sc_arch *arch = c->obj->arch;
	struct sc_text t = sc_text_begin(buf, size);
	struct sc_row row;

	arch->row(st, &row);
	switch (row.kind) {
	case SC_ROW_REG:
		add_register(&t, arch, "%", row.reg);
		sc_text_add(&t, "+");
		sc_text_add_dec(&t, row.off);
		break;
	case SC_ROW_DEREF:
		sc_text_add(&t, "at ");
		sc_text_add_dec(&t, row.off);
		add_register(&t, arch, "(%", row.reg);
		sc_text_add(&t, ")");
		break;
	case SC_ROW_DEREF_ADD:
		add_register(&t, arch, "(%", row.reg);
		sc_text_add(&t, ")+");
		sc_text_add_dec(&t, row.off);
		break;
	default:
		sc_text_add(&t, "unknown");
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

static void find_place(const struct sc_object *obj, uint32_t sec, uint64_t off,
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
}

static void find_line(const struct sc_checker *c, const struct sc_event *event,
		      uint64_t off, struct sc_place *place)
{
	uint32_t sec = event->func->sec;

	if (c->res->detail == SC_DETAIL_NONE)
		return;
	original_place(c->obj, &sec, &off);
	sc_image_line(c->obj->img, sec, off, &place->file, &place->line);
}

/* Has this rule spoken of this place? A loop need not say it twice. */
static bool is_repeated(const struct sc_checker *c,
			const struct sc_place *place, const char *message)
{
	const struct sc_result *res = c->res;
	const char *rule = sc_rule_name(c->rule->id);
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

bool sc_has_reported(const struct sc_checker *c, const struct sc_func *func)
{
	const char *rule = sc_rule_name(c->rule->id);

	for (size_t i = c->res->nfindings; i-- > c->first;) {
		const struct sc_finding *f = &c->res->findings[i];

		if (f->rule == rule && !strcmp(f->function, func->name))
			return true;
	}
	return false;
}

/* Findings of one group that are told with how their state came about. */
#define MAX_STORIES 32

static void add_notes(struct sc_checker *c, const struct sc_event *event)
{
	char text[256];

	if (!event->code || c->res->detail != SC_DETAIL_PATH)
		return;
	sc_insn_words(c, event->func->sec, event->i, text, sizeof(text));
	sc_result_add_note(c->res, text,
			   event->func->kind == SC_FUNC_ALT
				   ? " (in an alternative's replacement)"
				   : "");
	if (event->block && c->res->nfindings - c->first <= MAX_STORIES)
		sc_path_notes_add(c, event->block, event->i);
}

/* Most code that seems to run on turns out to end with a call. */
static bool is_draft(const struct sc_checker *c)
{
	return c->draft && c->rule->id == SC_RULE_FALLTHROUGH;
}

void sc_report(struct sc_checker *c, const struct sc_event *event,
	       const char *fmt, ...)
{
	uint64_t off = event->code ? sc_code_off(event->code, event->i)
				   : event->func->start;
	struct sc_place place;
	char message[512];
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(message, sizeof(message), fmt, ap);
	va_end(ap);
	find_place(c->obj, event->func->sec, off, &place);
	if (is_repeated(c, &place, message))
		return;
	if (!is_draft(c))
		find_line(c, event, off, &place);
	sc_result_put_finding(c->res, sc_rule_name(c->rule->id), SC_WARNING,
			      &place, message);
	if (!is_draft(c))
		add_notes(c, event);
}

void sc_report_defect(struct sc_checker *c, const struct sc_defect *defect)
{
	struct sc_place place = {
		.section = c->obj->img->secs[defect->sec].name,
		.section_off = defect->off,
		.function_off = defect->off,
		.group = UINT32_MAX,
	};

	sc_result_add_finding(c->res, sc_rule_name(c->rule->id), SC_WARNING,
			      &place, "%s", defect->text);
}

void sc_report_data(struct sc_checker *c, uint32_t sec, uint64_t off,
		    const char *fmt, ...)
{
	struct sc_place place = {
		.section = c->obj->img->secs[sec].name,
		.section_off = off,
		.function_off = off,
		.group = UINT32_MAX,
	};
	char message[512];
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(message, sizeof(message), fmt, ap);
	va_end(ap);
	sc_result_add_finding(c->res, sc_rule_name(c->rule->id), SC_WARNING,
			      &place, "%s", message);
}
