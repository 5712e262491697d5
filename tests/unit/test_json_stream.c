// SPDX-License-Identifier: GPL-2.0-only
#include "tests/unit/test.h"

#include "stackcheck/util/json.h"
#include "stackcheck/util/json_stream.h"

/* What jansson writes of the same string is the measure. */
static char *by_jansson(const char *s)
{
	char *text = NULL;
	size_t size;
	FILE *out = open_memstream(&text, &size);

	assert_non_null(out);
	sc_json_put(out, json_pack("[o]", sc_json_text(s)));
	fclose(out);
	return text;
}

static char *by_stream(const char *s)
{
	char *text = NULL;
	size_t size;
	struct sc_json json = { .out = open_memstream(&text, &size) };

	assert_non_null(json.out);
	sc_json_begin_array(&json);
	sc_json_string(&json, s);
	sc_json_end_array(&json);
	fclose(json.out);
	return text;
}

static void compare(const char *s)
{
	char *a = by_jansson(s), *b = by_stream(s);

	assert_string_equal(a, b);
	free(a);
	free(b);
}

static void strings_are_those_of_jansson(void **state)
{
	static const char *const odd[] = {
		"",
		"plain",
		"\"\\/\b\f\n\r\t\x01\x1f\x7f",
		"\xc3\xa4\xe2\x82\xac\xf0\x9f\x98\x80",
		"\xc2\x80\xc2\x9f\xc2\xa0",
		"\xd8\x9c\xe2\x80\x8e\xe2\x80\xa8\xe2\x80\xae\xe2\x81\xa6",
		"\xff\x1b[31m\"\\\x7f",
		"\xc0\x80",
		"\xed\xa0\x80",
		"\xf4\x90\x80\x80",
		"\xf0\x80\x80\x80",
		"\xe2\x82",
		"\xc3",
	};

	(void)state;
	for (size_t i = 0; i < sizeof(odd) / sizeof(odd[0]); i++)
		compare(odd[i]);
}

static void random_strings_too(void **state)
{
	static const char bytes[] =
		"a\"\\\x7f\xc2\x80\x85\xe2\xae\xd8\x9c\xf0\n";
	char s[12];

	(void)state;
	srand(1);
	for (int i = 0; i < 20000; i++) {
		size_t n = (size_t)rand() % sizeof(s);

		for (size_t k = 0; k < n; k++)
			s[k] = bytes[(size_t)rand() % (sizeof(bytes) - 1)];
		s[n] = '\0';
		compare(s);
	}
}

static void values_have_commas_between_them(void **state)
{
	char *text = NULL, *two[] = { (char *)"a", (char *)"b" };
	size_t size;
	struct sc_json json = { .out = open_memstream(&text, &size) };

	(void)state;
	assert_non_null(json.out);
	sc_json_begin_object(&json);
	sc_json_key(&json, "none");
	sc_json_strings(&json, two, 0);
	sc_json_key(&json, "two");
	sc_json_strings(&json, two, 2);
	sc_json_key(&json, "rest");
	sc_json_begin_array(&json);
	sc_json_number(&json, UINT64_MAX);
	sc_json_bool(&json, true);
	sc_json_bool(&json, false);
	sc_json_null(&json);
	sc_json_string_of(&json, "abc", 2);
	sc_json_end_array(&json);
	sc_json_end_object(&json);
	fclose(json.out);
	assert_string_equal(
		text,
		"{\"none\":[],\"two\":[\"a\",\"b\"],"
		"\"rest\":[18446744073709551615,true,false,null,\"ab\"]}");
	free(text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(strings_are_those_of_jansson),
		cmocka_unit_test(random_strings_too),
		cmocka_unit_test(values_have_commas_between_them),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
