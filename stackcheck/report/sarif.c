// SPDX-License-Identifier: GPL-2.0-only
/*
 * Findings as SARIF 2.1.0, one run. A finding lies in the source line where
 * that is known and else in the object; its function is a logical location.
 */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "stackcheck/report/report.h"
#include "stackcheck/report/rule_text.h"
#include "stackcheck/util/json_stream.h"
#include "stackcheck/util/version.h"

#define SCHEMA                                                                 \
	"https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/"  \
	"sarif-schema-2.1.0.json"

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

/* {"text": ...}, as SARIF wants every message. */
static void put_message(struct sc_json *json, const char *key, const char *text)
{
	sc_json_key(json, key);
	sc_json_begin_object(json);
	put_text(json, "text", text);
	sc_json_end_object(json);
}

static void put_rule(struct sc_json *json, const struct sc_rule_text *rule)
{
	size_t len;
	const char *summary = sc_rule_text_summary(rule, &len);

	sc_json_begin_object(json);
	put_text(json, "id", rule->id);
	sc_json_key(json, "shortDescription");
	sc_json_begin_object(json);
	sc_json_key(json, "text");
	sc_json_string_of(json, summary, len);
	sc_json_end_object(json);
	sc_json_key(json, "help");
	sc_json_begin_object(json);
	put_text(json, "text", rule->text);
	put_text(json, "markdown", rule->text);
	sc_json_end_object(json);
	sc_json_end_object(json);
}

static void put_tool(struct sc_json *json)
{
	sc_json_begin_object(json);
	sc_json_key(json, "driver");
	sc_json_begin_object(json);
	put_text(json, "name", "stackcheck");
	put_text(json, "version", SC_VERSION);
	sc_json_key(json, "rules");
	sc_json_begin_array(json);
	for (size_t i = 0; i < sc_rule_text_count; i++)
		put_rule(json, &sc_rule_texts[i]);
	sc_json_end_array(json);
	sc_json_end_object(json);
	sc_json_end_object(json);
}

/* A path as a URI reference: what is neither plain nor a slash is quoted. */
static void put_uri(struct sc_json *json, const char *path)
{
	char *uri = malloc(strlen(path) * 3 + 1), *out = uri;

	sc_json_key(json, "uri");
	for (; uri && *path; path++) {
		unsigned char c = (unsigned char)*path;

		if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
		    (c >= '0' && c <= '9') || strchr("/._-~+,=@", c))
			*out++ = (char)c;
		else
			out += sprintf(out, "%%%02X", c);
	}
	sc_json_string_of(json, uri ? uri : "", (size_t)(out - uri));
	free(uri);
}

static void put_physical_location(struct sc_json *json,
				  const struct sc_result *res,
				  const struct sc_finding *f)
{
	sc_json_key(json, "physicalLocation");
	sc_json_begin_object(json);
	sc_json_key(json, "artifactLocation");
	sc_json_begin_object(json);
	put_uri(json, f->file ? f->file : res->path);
	sc_json_end_object(json);
	if (f->file && f->line > 0) {
		sc_json_key(json, "region");
		sc_json_begin_object(json);
		put_number(json, "startLine", (uint64_t)f->line);
		sc_json_end_object(json);
	}
	sc_json_end_object(json);
}

static const char *name_of(const struct sc_finding *f)
{
	return f->function[0] ? f->function : f->section;
}

static void put_position(struct sc_json *json, const char *key,
			 const struct sc_finding *f)
{
	uint64_t off = f->function[0] ? f->function_off : f->section_off;
	char *text;

	if (asprintf(&text, "%s+0x%" PRIx64, name_of(f), off) < 0)
		text = NULL;
	put_text(json, key, text ? text : name_of(f));
	free(text);
}

static void put_location(struct sc_json *json, const struct sc_result *res,
			 const struct sc_finding *f)
{
	sc_json_key(json, "locations");
	sc_json_begin_array(json);
	sc_json_begin_object(json);
	put_physical_location(json, res, f);
	sc_json_key(json, "logicalLocations");
	sc_json_begin_array(json);
	sc_json_begin_object(json);
	put_text(json, "name", name_of(f));
	put_position(json, "fullyQualifiedName", f);
	put_text(json, "kind", f->function[0] ? "function" : "module");
	sc_json_end_object(json);
	sc_json_end_array(json);
	sc_json_end_object(json);
	sc_json_end_array(json);
}

static void put_properties(struct sc_json *json, const struct sc_result *res,
			   const struct sc_finding *f)
{
	sc_json_key(json, "properties");
	sc_json_begin_object(json);
	put_text(json, "object", res->path);
	put_text(json, "section", f->section);
	put_number(json, "sectionOffset", f->section_off);
	put_number(json, "functionOffset", f->function_off);
	sc_json_key(json, "notes");
	sc_json_strings(json, f->notes, f->nnotes);
	sc_json_end_object(json);
}

static void put_result(struct sc_json *json, const struct sc_result *res,
		       const struct sc_finding *f)
{
	const struct sc_rule_text *rule = sc_rule_text_find(f->rule);

	sc_json_begin_object(json);
	put_text(json, "ruleId", f->rule);
	if (rule)
		put_number(json, "ruleIndex", (uint64_t)(rule - sc_rule_texts));
	put_text(json, "level", sc_severity_name(f->severity));
	put_message(json, "message", f->message);
	put_location(json, res, f);
	sc_json_key(json, "partialFingerprints");
	sc_json_begin_object(json);
	put_position(json, "position/v1", f);
	sc_json_end_object(json);
	put_properties(json, res, f);
	sc_json_end_object(json);
}

static void begin_sarif(struct sc_report *report)
{
	struct sc_json json = { .out = report->out };

	fputs("{\"$schema\":\"" SCHEMA "\",\"version\":\"2.1.0\","
	      "\"runs\":[{\"tool\":",
	      report->out);
	put_tool(&json);
	fputs(",\"results\":[", report->out);
}

/* What could not be read goes to stderr; here its number must do. */
static void print_sarif_object(struct sc_report *report,
			       const struct sc_result *res)
{
	uint64_t before = report->findings - res->nfindings;
	size_t shown = sc_report_shown(report, res);

	for (size_t i = 0; i < shown; i++) {
		struct sc_json json = { .out = report->out };

		fputs(before + i ? ",\n" : "\n", report->out);
		put_result(&json, res, &res->findings[i]);
	}
}

static void put_notifications(struct sc_json *json,
			      const struct sc_texts *texts, const char *level)
{
	for (size_t i = 0; i < texts->n; i++) {
		sc_json_begin_object(json);
		put_text(json, "level", level);
		put_message(json, "message", texts->list[i]);
		sc_json_end_object(json);
	}
}

static void put_sums(struct sc_json *json, const struct sc_report *report)
{
	sc_json_key(json, "properties");
	sc_json_begin_object(json);
	put_number(json, "objects", report->objects);
	put_number(json, "errors", report->errors);
	put_number(json, "skipped", report->skipped->n);
	sc_json_end_object(json);
}

static void end_sarif(struct sc_report *report)
{
	struct sc_json json = { .out = report->out };

	fputs("\n],\"invocations\":[", report->out);
	sc_json_begin_object(&json);
	sc_json_key(&json, "executionSuccessful");
	sc_json_bool(&json, report->errors == 0);
	sc_json_key(&json, "toolExecutionNotifications");
	sc_json_begin_array(&json);
	put_notifications(&json, report->unread, "error");
	put_notifications(&json, report->skipped, "note");
	sc_json_end_array(&json);
	put_sums(&json, report);
	sc_json_end_object(&json);
	fputs("]}]}\n", report->out);
}

const struct sc_report_ops sc_report_sarif = {
	.name = "sarif",
	.begin = begin_sarif,
	.object = print_sarif_object,
	.end = end_sarif,
};
