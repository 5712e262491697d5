// SPDX-License-Identifier: GPL-2.0-only
#include "tests/unit/test.h"

#include <jansson.h>

#include "stackcheck/report/report.h"
#include "stackcheck/checker/result.h"
#include "stackcheck/report/rule_text.h"

/* A name as a hostile file may have it: no UTF-8, and for the terminal. */
#define ODD_NAME "bad\xff\033[31m"

static void fill(struct sc_result *res)
{
	struct sc_place at = { ".text", "leak", 0x19, 9, "a.S", 12, 0 };
	struct sc_place odd = { ".text", ODD_NAME, 0x30, 1, NULL, 0, 0 };
	struct sc_place outside = { ".init.text", NULL, 5, 0, NULL, 0, 0 };

	assert_int_equal(sc_result_init(res, "dir/x.o"), 0);
	res->mode = "table";
	res->functions = 2;
	res->instructions = 20;
	sc_result_add_finding(res, "return-modified", SC_WARNING, &at,
			      "8 bytes are left");
	sc_result_add_note(res, "ret", "");
	sc_result_add_note(res, "allocated at leak+0x0", "");
	sc_result_add_finding(res, "ret-pop", SC_ERROR, &odd, "pops");
	sc_result_add_finding(res, "ret-outside", SC_NOTE, &outside, "returns");
}

/* The whole report as a string, to be freed. */
static char *render(const char *format, size_t limit, bool colour)
{
	char *text = NULL, *one[] = { (char *)"none.o: cannot read" };
	char *two[] = { (char *)"arm.o: skipped: no", (char *)"b.o: skipped" };
	struct sc_texts unread = { one, 1 }, skipped = { two, 2 };
	size_t size = 0;
	struct sc_result res;
	struct sc_report report = {
		.ops = sc_report_find(format),
		.out = open_memstream(&text, &size),
		.colour = colour,
		.limit = limit,
		.unread = &unread,
		.skipped = &skipped,
	};

	assert_non_null(report.ops);
	assert_non_null(report.out);
	fill(&res);
	sc_report_begin(&report);
	sc_report_object(&report, &res);
	sc_report_object(&report, &res);
	assert_int_equal(sc_report_end(&report), 0);
	fclose(report.out);
	sc_result_free(&res);
	return text;
}

static void text_has_the_form_scripts_know(void **state)
{
	static const char first[] =
		"a.S:12: dir/x.o: warning: leak+0x9: 8 bytes are left [return-modified]\n"
		"    ret\n"
		"    allocated at leak+0x0\n";
	char *text = render("text", 0, false);

	(void)state;
	assert_true(!strncmp(text, first, strlen(first)));
	assert_non_null(strstr(
		text,
		"dir/x.o: note: .init.text+0x5: returns [ret-outside]\n"));
	assert_non_null(strstr(text, "dir/x.o: error: bad\\xff\\x1b[31m+0x1: "
				     "pops [ret-pop]\n"));
	assert_non_null(strstr(
		text,
		"\n2 objects, 4 functions, 40 instructions, 6 findings\n"));
	assert_null(strchr(text, '\033'));
	free(text);
}

static void colour_only_when_asked(void **state)
{
	char *text = render("text", 0, true);

	(void)state;
	assert_non_null(strstr(text, "\033[1;35mwarning: "));
	free(text);
}

static void a_limit_hides_but_counts(void **state)
{
	char *text = render("text", 1, false);

	(void)state;
	assert_null(strstr(text, "[ret-pop]"));
	assert_non_null(strstr(text, "2 more findings not shown"));
	assert_non_null(strstr(text, ", 6 findings\n"));
	free(text);
}

static json_t *parse(char *text)
{
	json_error_t err;
	json_t *root = json_loads(text, JSON_REJECT_DUPLICATES, &err);

	if (!root)
		fail_msg("%s at %d", err.text, err.position);
	free(text);
	return root;
}

static void json_holds_every_field(void **state)
{
	json_t *root = parse(render("json", 0, false));
	const char *rule, *file, *note, *odd;
	int offset, section_offset, line, findings, errors, objects;

	(void)state;
	assert_int_equal(
		json_unpack(
			root,
			"{s:[{s:[{s:s, s:i, s:i, s:s, s:i, s:[s]}, {s:s}]}], s:{s:i, s:i, s:i}}",
			"objects", "findings", "rule", &rule, "offset", &offset,
			"section_offset", &section_offset, "file", &file,
			"line", &line, "notes", &note, "function", &odd,
			"summary", "objects", &objects, "findings", &findings,
			"errors", &errors),
		0);
	assert_string_equal(rule, "return-modified");
	assert_int_equal(offset, 9);
	assert_int_equal(section_offset, 0x19);
	assert_string_equal(file, "a.S");
	assert_int_equal(line, 12);
	assert_string_equal(note, "ret");
	assert_string_equal(odd, "bad\\xff\033[31m");
	assert_int_equal(objects, 2);
	assert_int_equal(findings, 6);
	assert_int_equal(errors, 1);
	json_decref(root);
}

static void json_tells_what_a_limit_left_out(void **state)
{
	json_t *root = parse(render("json", 1, false));
	int omitted;

	(void)state;
	assert_int_equal(json_unpack(root, "{s:[{s:i}]}", "objects",
				     "findings_omitted", &omitted),
			 0);
	assert_int_equal(omitted, 2);
	json_decref(root);
}

static void sarif_points_at_the_rule(void **state)
{
	json_t *root = parse(render("sarif", 0, false));
	const char *id, *uri, *object_uri;
	int index, line, success;
	json_t *results;

	(void)state;
	assert_int_equal(json_unpack(root, "{s:[{s:o, s:[{s:b}]}]}", "runs",
				     "results", &results, "invocations",
				     "executionSuccessful", &success),
			 0);
	assert_int_equal(json_array_size(results), 6);
	assert_int_equal(success, 0);
	assert_int_equal(json_unpack(json_array_get(results, 0),
				     "{s:s, s:i, s:[{s:{s:{s:s}, s:{s:i}}}]}",
				     "ruleId", &id, "ruleIndex", &index,
				     "locations", "physicalLocation",
				     "artifactLocation", "uri", &uri, "region",
				     "startLine", &line),
			 0);
	assert_string_equal(sc_rule_texts[index].id, id);
	assert_string_equal(uri, "a.S");
	assert_int_equal(line, 12);
	assert_int_equal(json_unpack(json_array_get(results, 1),
				     "{s:[{s:{s:{s:s}}}]}", "locations",
				     "physicalLocation", "artifactLocation",
				     "uri", &object_uri),
			 0);
	assert_string_equal(object_uri, "dir/x.o");
	json_decref(root);
}

static void unknown_formats_are_refused(void **state)
{
	(void)state;
	assert_null(sc_report_find("xml"));
	assert_null(sc_report_find(""));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(text_has_the_form_scripts_know),
		cmocka_unit_test(colour_only_when_asked),
		cmocka_unit_test(a_limit_hides_but_counts),
		cmocka_unit_test(json_holds_every_field),
		cmocka_unit_test(json_tells_what_a_limit_left_out),
		cmocka_unit_test(sarif_points_at_the_rule),
		cmocka_unit_test(unknown_formats_are_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
