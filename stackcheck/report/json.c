// SPDX-License-Identifier: GPL-2.0-only
/* Findings as JSON, by Documentation/schema/check.schema.json. */
#include "stackcheck/report/report.h"
#include "stackcheck/util/json_stream.h"

static void put_text(struct sc_json *json, const char *key, const char *text)
{
	sc_json_key(json, key);
	sc_json_string(json, text);
}

static void put_number(struct sc_json *json, const char *key, uint64_t n)
{
	sc_json_key(json, key);
	sc_json_number(json, n);
}

static void put_source(struct sc_json *json, const struct sc_finding *f)
{
	sc_json_key(json, "file");
	if (f->file)
		sc_json_string(json, f->file);
	else
		sc_json_null(json);
	sc_json_key(json, "line");
	if (f->file)
		sc_json_number(json, (uint64_t)f->line);
	else
		sc_json_null(json);
}

static void put_finding(struct sc_json *json, const struct sc_finding *f)
{
	sc_json_begin_object(json);
	put_text(json, "rule", f->rule);
	put_text(json, "severity", sc_severity_name(f->severity));
	put_text(json, "section", f->section);
	put_text(json, "function", f->function);
	put_number(json, "offset", f->function_off);
	put_number(json, "section_offset", f->section_off);
	put_source(json, f);
	put_text(json, "message", f->message);
	sc_json_key(json, "notes");
	sc_json_strings(json, f->notes, f->nnotes);
	sc_json_end_object(json);
}

static void put_findings(struct sc_json *json, const struct sc_result *res,
			 size_t shown)
{
	sc_json_key(json, "findings");
	sc_json_begin_array(json);
	for (size_t i = 0; i < shown; i++)
		put_finding(json, &res->findings[i]);
	sc_json_end_array(json);
	if (shown < res->nfindings)
		put_number(json, "findings_omitted", res->nfindings - shown);
}

static void put_object(struct sc_json *json, struct sc_report *report,
		       const struct sc_result *res)
{
	sc_json_begin_object(json);
	put_text(json, "path", res->path);
	sc_json_key(json, "mode");
	if (res->mode)
		sc_json_string(json, res->mode);
	else
		sc_json_null(json);
	put_number(json, "functions", res->functions);
	put_number(json, "instructions", res->instructions);
	put_findings(json, res, sc_report_shown(report, res));
	sc_json_key(json, "assumed_noreturn");
	sc_json_strings(json, res->assumed_noreturn, res->nassumed_noreturn);
	if (res->error.text[0])
		put_text(json, "error", res->error.text);
	sc_json_end_object(json);
}

static void begin_json(struct sc_report *report)
{
	fputs("{\"objects\":[", report->out);
}

static void print_json_object(struct sc_report *report,
			      const struct sc_result *res)
{
	struct sc_json json = { .out = report->out };

	fputs(report->objects > 1 ? ",\n" : "\n", report->out);
	put_object(&json, report, res);
}

static void put_summary(struct sc_json *json, const struct sc_report *report)
{
	sc_json_begin_object(json);
	put_number(json, "objects", report->objects);
	put_number(json, "functions", report->functions);
	put_number(json, "instructions", report->instructions);
	put_number(json, "findings", report->findings);
	put_number(json, "errors", report->errors);
	put_number(json, "skipped", report->skipped->n);
	sc_json_end_object(json);
}

static void end_json(struct sc_report *report)
{
	struct sc_json json = { .out = report->out, .follows = true };

	fputs("\n]", report->out);
	sc_json_key(&json, "unread");
	sc_json_strings(&json, report->unread->list, report->unread->n);
	sc_json_key(&json, "skipped");
	sc_json_strings(&json, report->skipped->list, report->skipped->n);
	sc_json_key(&json, "summary");
	put_summary(&json, report);
	fputs("}\n", report->out);
}

const struct sc_report_ops sc_report_json = {
	.name = "json",
	.begin = begin_json,
	.object = print_json_object,
	.end = end_json,
};
