// SPDX-License-Identifier: GPL-2.0-only
/*
 * Findings as JSON, by Documentation/schema/check.schema.json. Written object
 * by object, so that no more than one of them is held as a tree.
 */
#include "stackcheck/report/report.h"
#include "stackcheck/util/json.h"

static json_t *finding_value(const struct sc_finding *f)
{
	json_t *value = json_object();

	json_object_set_new(value, "rule", sc_json_text(f->rule));
	json_object_set_new(value, "severity",
			    sc_json_text(sc_severity_name(f->severity)));
	json_object_set_new(value, "section", sc_json_text(f->section));
	json_object_set_new(value, "function", sc_json_text(f->function));
	json_object_set_new(value, "offset",
			    json_integer((json_int_t)f->function_off));
	json_object_set_new(value, "section_offset",
			    json_integer((json_int_t)f->section_off));
	json_object_set_new(value, "file",
			    f->file ? sc_json_text(f->file) : json_null());
	json_object_set_new(value, "line",
			    f->file ? json_integer(f->line) : json_null());
	json_object_set_new(value, "message", sc_json_text(f->message));
	json_object_set_new(value, "notes", sc_json_texts(f->notes, f->nnotes));
	return value;
}

static json_t *object_value(struct sc_report *report,
			    const struct sc_result *res)
{
	json_t *value = json_object(), *findings = json_array();
	size_t shown = sc_report_shown(report, res);

	for (size_t i = 0; i < shown; i++)
		json_array_append_new(findings,
				      finding_value(&res->findings[i]));
	json_object_set_new(value, "path", sc_json_text(res->path));
	json_object_set_new(value, "mode",
			    res->mode ? sc_json_text(res->mode) : json_null());
	json_object_set_new(value, "functions",
			    json_integer((json_int_t)res->functions));
	json_object_set_new(value, "instructions",
			    json_integer((json_int_t)res->instructions));
	json_object_set_new(value, "findings", findings);
	if (shown < res->nfindings)
		json_object_set_new(
			value, "findings_omitted",
			json_integer((json_int_t)(res->nfindings - shown)));
	json_object_set_new(value, "assumed_noreturn",
			    sc_json_texts(res->assumed_noreturn,
					  res->nassumed_noreturn));
	if (res->error.text[0])
		json_object_set_new(value, "error",
				    sc_json_text(res->error.text));
	return value;
}

static void begin_json(struct sc_report *report)
{
	fputs("{\"objects\":[", report->out);
}

static void print_json_object(struct sc_report *report,
			      const struct sc_result *res)
{
	fputs(report->objects > 1 ? ",\n" : "\n", report->out);
	sc_json_put(report->out, object_value(report, res));
}

static void end_json(struct sc_report *report)
{
	json_t *summary = json_object();

	json_object_set_new(summary, "objects",
			    json_integer((json_int_t)report->objects));
	json_object_set_new(summary, "functions",
			    json_integer((json_int_t)report->functions));
	json_object_set_new(summary, "instructions",
			    json_integer((json_int_t)report->instructions));
	json_object_set_new(summary, "findings",
			    json_integer((json_int_t)report->findings));
	json_object_set_new(summary, "errors",
			    json_integer((json_int_t)report->errors));
	json_object_set_new(summary, "skipped",
			    json_integer((json_int_t)report->skipped->n));
	fputs("\n],\"unread\":", report->out);
	sc_json_put(report->out,
		    sc_json_texts(report->unread->list, report->unread->n));
	fputs(",\"skipped\":", report->out);
	sc_json_put(report->out,
		    sc_json_texts(report->skipped->list, report->skipped->n));
	fputs(",\"summary\":", report->out);
	sc_json_put(report->out, summary);
	fputs("}\n", report->out);
}

const struct sc_report_ops sc_report_json = {
	.name = "json",
	.begin = begin_json,
	.object = print_json_object,
	.end = end_json,
};
