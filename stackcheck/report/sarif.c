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
#include "stackcheck/util/json.h"
#include "stackcheck/util/version.h"

#define SCHEMA                                                                 \
	"https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/"  \
	"sarif-schema-2.1.0.json"

/* {"text": ...}, as SARIF wants every message. */
static json_t *text_message(json_t *text)
{
	json_t *value = json_object();

	json_object_set_new(value, "text", text);
	return value;
}

static json_t *rule_value(const struct sc_rule_text *rule)
{
	json_t *value = json_object(), *help;
	size_t len;
	const char *summary = sc_rule_text_summary(rule, &len);

	json_object_set_new(value, "id", json_string(rule->id));
	json_object_set_new(value, "shortDescription",
			    text_message(json_stringn(summary, len)));
	help = text_message(sc_json_text(rule->text));
	json_object_set_new(help, "markdown", sc_json_text(rule->text));
	json_object_set_new(value, "help", help);
	return value;
}

static json_t *tool_value(void)
{
	json_t *tool = json_object(), *driver = json_object();
	json_t *rules = json_array();

	for (size_t i = 0; i < sc_rule_text_count; i++)
		json_array_append_new(rules, rule_value(&sc_rule_texts[i]));
	json_object_set_new(driver, "name", json_string("stackcheck"));
	json_object_set_new(driver, "version", json_string(SC_VERSION));
	json_object_set_new(driver, "rules", rules);
	json_object_set_new(tool, "driver", driver);
	return tool;
}

/* A path as a URI reference: what is neither plain nor a slash is quoted. */
static json_t *uri_value(const char *path)
{
	char *uri = malloc(strlen(path) * 3 + 1), *out = uri;
	json_t *value;

	if (!uri)
		return json_string("");
	for (; *path; path++) {
		unsigned char c = (unsigned char)*path;

		if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
		    (c >= '0' && c <= '9') || strchr("/._-~+,=@", c))
			*out++ = (char)c;
		else
			out += sprintf(out, "%%%02X", c);
	}
	*out = '\0';
	value = json_string(uri);
	free(uri);
	return value;
}

static json_t *physical_location(const struct sc_result *res,
				 const struct sc_finding *f)
{
	json_t *value = json_object(), *artifact = json_object();

	json_object_set_new(artifact, "uri",
			    uri_value(f->file ? f->file : res->path));
	json_object_set_new(value, "artifactLocation", artifact);
	if (f->file && f->line > 0) {
		json_t *region = json_object();

		json_object_set_new(region, "startLine", json_integer(f->line));
		json_object_set_new(value, "region", region);
	}
	return value;
}

static json_t *position_text(const struct sc_finding *f)
{
	const char *name = f->function[0] ? f->function : f->section;
	uint64_t off = f->function[0] ? f->function_off : f->section_off;
	json_t *value;
	char *text;

	if (asprintf(&text, "%s+0x%" PRIx64, name, off) < 0)
		return sc_json_text(name);
	value = sc_json_text(text);
	free(text);
	return value;
}

static json_t *location_value(const struct sc_result *res,
			      const struct sc_finding *f)
{
	json_t *value = json_object(), *logical = json_object();
	const char *name = f->function[0] ? f->function : f->section;

	json_object_set_new(logical, "name", sc_json_text(name));
	json_object_set_new(logical, "fullyQualifiedName", position_text(f));
	json_object_set_new(logical, "kind",
			    json_string(f->function[0] ? "function"
						       : "module"));
	json_object_set_new(value, "physicalLocation",
			    physical_location(res, f));
	json_object_set_new(value, "logicalLocations",
			    json_pack("[o]", logical));
	return value;
}

static json_t *properties_value(const struct sc_result *res,
				const struct sc_finding *f)
{
	json_t *value = json_object();

	json_object_set_new(value, "object", sc_json_text(res->path));
	json_object_set_new(value, "section", sc_json_text(f->section));
	json_object_set_new(value, "sectionOffset",
			    json_integer((json_int_t)f->section_off));
	json_object_set_new(value, "functionOffset",
			    json_integer((json_int_t)f->function_off));
	json_object_set_new(value, "notes", sc_json_texts(f->notes, f->nnotes));
	return value;
}

static json_t *result_value(const struct sc_result *res,
			    const struct sc_finding *f)
{
	const struct sc_rule_text *rule = sc_rule_text_find(f->rule);
	json_t *value = json_object();

	json_object_set_new(value, "ruleId", sc_json_text(f->rule));
	if (rule)
		json_object_set_new(value, "ruleIndex",
				    json_integer(rule - sc_rule_texts));
	json_object_set_new(value, "level",
			    json_string(sc_severity_name(f->severity)));
	json_object_set_new(value, "message",
			    text_message(sc_json_text(f->message)));
	json_object_set_new(value, "locations",
			    json_pack("[o]", location_value(res, f)));
	json_object_set_new(value, "partialFingerprints",
			    json_pack("{so}", "position/v1", position_text(f)));
	json_object_set_new(value, "properties", properties_value(res, f));
	return value;
}

static void begin_sarif(struct sc_report *report)
{
	fputs("{\"$schema\":\"" SCHEMA "\",\"version\":\"2.1.0\","
	      "\"runs\":[{\"tool\":",
	      report->out);
	sc_json_put(report->out, tool_value());
	fputs(",\"results\":[", report->out);
}

/* What could not be read goes to stderr; here its number must do. */
static void print_sarif_object(struct sc_report *report,
			       const struct sc_result *res)
{
	uint64_t before = report->findings - res->nfindings;
	size_t shown = sc_report_shown(report, res);

	for (size_t i = 0; i < shown; i++) {
		fputs(before + i ? ",\n" : "\n", report->out);
		sc_json_put(report->out, result_value(res, &res->findings[i]));
	}
}

static void add_notifications(json_t *array, const struct sc_texts *texts,
			      const char *level)
{
	for (size_t i = 0; i < texts->n; i++) {
		json_t *value = json_object();

		json_object_set_new(value, "level", json_string(level));
		json_object_set_new(value, "message",
				    text_message(sc_json_text(texts->list[i])));
		json_array_append_new(array, value);
	}
}

static json_t *notification_values(const struct sc_report *report)
{
	json_t *array = json_array();

	add_notifications(array, report->unread, "error");
	add_notifications(array, report->skipped, "note");
	return array;
}

static json_t *sums_value(const struct sc_report *report)
{
	json_t *value = json_object();

	json_object_set_new(value, "objects",
			    json_integer((json_int_t)report->objects));
	json_object_set_new(value, "errors",
			    json_integer((json_int_t)report->errors));
	json_object_set_new(value, "skipped",
			    json_integer((json_int_t)report->skipped->n));
	return value;
}

static void end_sarif(struct sc_report *report)
{
	json_t *invocation = json_object();

	json_object_set_new(invocation, "executionSuccessful",
			    json_boolean(report->errors == 0));
	json_object_set_new(invocation, "toolExecutionNotifications",
			    notification_values(report));
	json_object_set_new(invocation, "properties", sums_value(report));
	fputs("\n],\"invocations\":[", report->out);
	sc_json_put(report->out, invocation);
	fputs("]}]}\n", report->out);
}

const struct sc_report_ops sc_report_sarif = {
	.name = "sarif",
	.begin = begin_sarif,
	.object = print_sarif_object,
	.end = end_sarif,
};
