// SPDX-License-Identifier: GPL-2.0-only
#include "tests/unit/test.h"

#include <stdlib.h>
#include <string.h>

#include "stackcheck/util/escape.h"

static void is_escaped(const char *text, const char *want)
{
	char buf[256], *printed;
	size_t size;
	FILE *f = open_memstream(&printed, &size);

	assert_string_equal(sc_escape(buf, sizeof(buf), text), want);
	assert_non_null(f);
	assert_int_equal(sc_escape_put(f, text), strlen(want));
	fclose(f);
	assert_string_equal(printed, want);
	free(printed);
}

static void plain_text_stays(void **state)
{
	(void)state;
	is_escaped("", "");
	is_escaped("do_thing.cold+0x1f: a\\b 'c'",
		   "do_thing.cold+0x1f: a\\b 'c'");
	is_escaped("\xc3\xa9 \xe2\x82\xac \xf0\x9f\x98\x80", "\xc3\xa9 "
							     "\xe2\x82\xac "
							     "\xf0\x9f\x98"
							     "\x80");
	/* the first and last that are no control characters */
	is_escaped("\x20\x7e\xc2\xa0\xf4\x8f\xbf\xbf", "\x20\x7e\xc2\xa0\xf4"
						       "\x8f\xbf\xbf");
}

static void control_bytes_are_escaped(void **state)
{
	(void)state;
	is_escaped("a\tb\nc\r", "a\\x09b\\x0ac\\x0d");
	is_escaped("\033[2J\x7f\x01", "\\x1b[2J\\x7f\\x01");
}

static void c1_is_escaped_raw_and_as_utf8(void **state)
{
	(void)state;
	is_escaped("\x9b"
		   "31m",
		   "\\x9b31m");
	is_escaped("\xc2\x9b"
		   "31m",
		   "\\xc2\\x9b31m");
	is_escaped("\xc2\x80\xc2\x9f", "\\xc2\\x80\\xc2\\x9f");
}

static void what_turns_text_is_escaped(void **state)
{
	(void)state;
	is_escaped("\xe2\x80\x8e\xe2\x80\x8f", "\\xe2\\x80\\x8e\\xe2\\x80\\x8"
					       "f");
	is_escaped("\xe2\x80\xa8\xe2\x80\xa9", "\\xe2\\x80\\xa8\\xe2\\x80\\xa"
					       "9");
	is_escaped("\xe2\x80\xaa\xe2\x80\xae", "\\xe2\\x80\\xaa\\xe2\\x80\\xa"
					       "e");
	is_escaped("\xe2\x81\xa6\xe2\x81\xa9", "\\xe2\\x81\\xa6\\xe2\\x81\\xa"
					       "9");
	/* their neighbours */
	is_escaped("\xe2\x80\x90\xe2\x80\xaf\xe2\x81\xa5\xe2\x81\xaa",
		   "\xe2\x80\x90\xe2\x80\xaf\xe2\x81\xa5\xe2\x81\xaa");
}

static void invalid_utf8_is_escaped(void **state)
{
	(void)state;
	is_escaped("\xff\xfe", "\\xff\\xfe");
	is_escaped("\xe2\x82", "\\xe2\\x82"); /* cut short */
	is_escaped("\xc0\x9b", "\\xc0\\x9b"); /* longer than it need be */
	is_escaped("\xe0\x82\x9b", "\\xe0\\x82\\x9b");
	is_escaped("\xed\xa0\x80", "\\xed\\xa0\\x80"); /* a surrogate */
	is_escaped("\xf4\x90\x80\x80", "\\xf4\\x90\\x80\\x80");
	is_escaped("\xc3", "\\xc3");
}

static void nothing_is_cut_in_two(void **state)
{
	char buf[8];

	(void)state;
	assert_string_equal(sc_escape(buf, 5, "\033x"), "\\x1b");
	assert_string_equal(sc_escape(buf, 4, "\033x"), "");
	assert_string_equal(sc_escape(buf, 3, "\xe2\x82\xac"), "");
	assert_string_equal(sc_escape(buf, 4, "\xe2\x82\xac"), "\xe2\x82\xac");
	assert_string_equal(sc_escape(buf, 1, "a"), "");
}

static void messages_of_any_length_are_escaped(void **state)
{
	char *long_name = malloc(5001), *printed;
	size_t size;
	FILE *f = open_memstream(&printed, &size);

	(void)state;
	assert_non_null(long_name);
	assert_non_null(f);
	memset(long_name, 'a', 5000);
	long_name[5000] = '\0';
	sc_escape_line(f, "%s: %d\033", long_name, 7);
	fclose(f);
	assert_int_equal(size, 5000 + strlen(": 7\\x1b\n"));
	assert_string_equal(printed + 5000, ": 7\\x1b\n");
	free(printed);
	free(long_name);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(plain_text_stays),
		cmocka_unit_test(control_bytes_are_escaped),
		cmocka_unit_test(c1_is_escaped_raw_and_as_utf8),
		cmocka_unit_test(what_turns_text_is_escaped),
		cmocka_unit_test(invalid_utf8_is_escaped),
		cmocka_unit_test(nothing_is_cut_in_two),
		cmocka_unit_test(messages_of_any_length_are_escaped),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
