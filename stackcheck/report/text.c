// SPDX-License-Identifier: GPL-2.0-only
/* Findings as lines, in the form compilers use. */
#include <inttypes.h>

#include "stackcheck/report/report.h"
#include "stackcheck/util/escape.h"
#include "stackcheck/util/plural.h"
#include "stackcheck/util/text.h"

#define BOLD "\033[1m"
#define MAGENTA "\033[1;35m"
#define RED "\033[1;31m"
#define CYAN "\033[1;36m"
#define PLAIN "\033[0m"

static void put_escaped(struct sc_report *report, const char *s)
{
	sc_escape_put(report->out, s);
}

static void put_colour(struct sc_report *report, const char *code)
{
	if (report->colour)
		fputs(code, report->out);
}

static const char *severity_colour(enum sc_severity severity)
{
	if (severity == SC_ERROR)
		return RED;
	return severity == SC_NOTE ? CYAN : MAGENTA;
}

static void put_place(struct sc_report *report, const struct sc_finding *f)
{
	bool named = f->function[0];
	char buf[32];
	struct sc_text t = sc_text_begin(buf, sizeof(buf));

	put_escaped(report, named ? f->function : f->section);
	sc_text_add(&t, "+0x");
	sc_text_add_hex(&t, named ? f->function_off : f->section_off);
	sc_text_add(&t, ": ");
	fputs_unlocked(buf, report->out);
}

static void put_finding(struct sc_report *report, const struct sc_result *res,
			const struct sc_finding *f)
{
	if (f->file) {
		put_escaped(report, f->file);
		fprintf(report->out, ":%d: ", f->line);
	}
	put_colour(report, BOLD);
	put_escaped(report, res->path);
	put_colour(report, PLAIN);
	fputs_unlocked(": ", report->out);
	put_colour(report, severity_colour(f->severity));
	fputs_unlocked(sc_severity_name(f->severity), report->out);
	fputs_unlocked(": ", report->out);
	put_colour(report, PLAIN);
	put_place(report, f);
	put_escaped(report, f->message);
	fputs_unlocked(" [", report->out);
	fputs_unlocked(f->rule, report->out);
	fputs_unlocked("]\n", report->out);
	for (size_t i = 0; i < f->nnotes; i++) {
		fputs_unlocked("    ", report->out);
		put_escaped(report, f->notes[i]);
		putc_unlocked('\n', report->out);
	}
}

static void begin_text(struct sc_report *report)
{
	(void)report;
}

static void print_text_object(struct sc_report *report,
			      const struct sc_result *res)
{
	size_t shown = sc_report_shown(report, res);

	for (size_t i = 0; i < shown; i++)
		put_finding(report, res, &res->findings[i]);
	if (shown == res->nfindings)
		return;
	put_escaped(report, res->path);
	fprintf(report->out, ": note: %zu more finding%s not shown (--limit)\n",
		res->nfindings - shown, sc_plural(res->nfindings - shown));
}

/* The last line is for people. Programs read --format=json. */
static void end_text(struct sc_report *report)
{
	if (report->skipped->n)
		fprintf(report->out, "%zu skipped, which are no objects\n",
			report->skipped->n);
	fprintf(report->out,
		"%" PRIu64 " object%s, %" PRIu64 " function%s, %" PRIu64
		" instruction%s, %" PRIu64 " finding%s\n",
		report->objects, sc_plural(report->objects), report->functions,
		sc_plural(report->functions), report->instructions,
		sc_plural(report->instructions), report->findings,
		sc_plural(report->findings));
}

const struct sc_report_ops sc_report_text = {
	.name = "text",
	.begin = begin_text,
	.object = print_text_object,
	.end = end_text,
};
