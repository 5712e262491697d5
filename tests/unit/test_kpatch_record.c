// SPDX-License-Identifier: GPL-2.0-only
/* Records of kpatch.ko: as it writes them, and as nobody should. */
#include "tests/unit/test.h"

#include "kpatch/record.h"
#include "kpatch/refusal.h"

static void parse(const char *text, struct kp_record *rec)
{
	struct sc_error err = { "" };

	if (kp_record_parse(text, strlen(text), rec, &err))
		fail_msg("%s: %s", text, err.text);
}

static void refused(const char *text, size_t len, const char *expect)
{
	struct sc_error err = { "" };
	struct kp_record rec;

	assert_int_equal(kp_record_parse(text, len, &rec, &err), -1);
	if (!strstr(err.text, expect))
		fail_msg("\"%s\" does not say \"%s\"", err.text, expect);
}

static void test_empty(void **state)
{
	static const char *const texts[] = { "", "\n", "\n\n", "  \n " };
	struct kp_record rec;

	(void)state;
	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		parse(texts[i], &rec);
		assert_int_equal(rec.n, 0);
		assert_null(kp_record_get(&rec, "seq"));
		assert_int_equal(kp_record_number(&rec, "seq"), -1);
		kp_record_free(&rec);
	}
}

static void test_pairs(void **state)
{
	struct kp_record rec;

	(void)state;
	parse("seq=7\nobject=-\ndetail=a\\x20b\\x5cx41=c\nempty=\n"
	      "blocker=0 pid=88  comm=seq=9 state=D\nlast=1",
	      &rec);
	assert_int_equal(rec.n, 6);
	assert_int_equal(kp_record_number(&rec, "seq"), 7);
	assert_null(kp_record_get(&rec, "object"));
	assert_string_equal(kp_record_get(&rec, "detail"), "a b\\x41=c");
	assert_string_equal(kp_record_get(&rec, "empty"), "");
	assert_string_equal(kp_record_get(&rec, "last"), "1");
	/* What a blocker says is not the record's. */
	assert_null(kp_record_get(&rec, "pid"));
	assert_true(kp_line_is(&rec.lines[4], "blocker"));
	assert_int_equal(kp_line_number(&rec.lines[4], "pid"), 88);
	assert_string_equal(kp_line_get(&rec.lines[4], "comm"), "seq=9");
	assert_string_equal(kp_line_get(&rec.lines[4], "state"), "D");
	assert_null(kp_line_get(&rec.lines[4], "seq"));
	kp_record_free(&rec);
}

static void test_numbers(void **state)
{
	static const struct {
		const char *text;
		int64_t n;
	} cases[] = {
		{ "n=0", 0 },
		{ "n=9223372036854775807", INT64_MAX },
		{ "n=9223372036854775808", -1 },
		{ "n=99999999999999999999999", -1 },
		{ "n=-1", -1 },
		{ "n=+1", -1 },
		{ "n=\\x201", -1 },
		{ "n=1x", -1 },
		{ "n=", -1 },
		{ "n=0x10", -1 },
	};
	struct kp_record rec;

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		parse(cases[i].text, &rec);
		assert_int_equal(kp_record_number(&rec, "n"), cases[i].n);
		kp_record_free(&rec);
	}
}

static void test_hostile(void **state)
{
	static const char *const escapes[] = { "a=\\",	   "a=\\x", "a=\\x2",
					       "a=\\x2g",  "a=\\n", "a=\\x00",
					       "a=\\x\n20" };

	(void)state;
	refused("word", 4, "line 1: 'word' is not key=value");
	refused("a=1\n=b\n", 7, "line 2: '=b'");
	refused("a=1 b c=2", 9, "'b'");
	refused("a=1\0b=2", 7, "NUL");
	for (size_t i = 0; i < sizeof(escapes) / sizeof(escapes[0]); i++)
		refused(escapes[i], strlen(escapes[i]), "'a' has a backslash");
}

/* Much of everything: no limit but memory. */
static void test_large(void **state)
{
	enum { N = 100000 };
	char *text = malloc(N * 4 + 1), *at = text;
	struct kp_record rec;

	(void)state;
	for (int i = 0; i < N; i++)
		at += sprintf(at, "a=%d%c", i % 10, i % 100 ? ' ' : '\n');
	parse(text, &rec);
	assert_int_equal(rec.n, N / 100 + 1);
	assert_int_equal(rec.lines[1].n, 100);
	kp_record_free(&rec);
	memset(text, 'a', N * 4);
	refused(text, N * 4, "is not key=value");
	free(text);
}

static void test_times(void **state)
{
	struct kp_time t;

	(void)state;
	assert_string_equal(kp_time(&t, 999), "999 ns");
	assert_string_equal(kp_time(&t, 61250), "61.2 us");
	assert_string_equal(kp_time(&t, 1500000), "1.5 ms");
	assert_string_equal(kp_time(&t, 15003817222), "15.0 s");
	assert_string_equal(kp_time(&t, -1), "-1 ns");
	assert_true(strlen(kp_time(&t, INT64_MAX)) < sizeof(t.s));
}

/* Whatever is missing from a record, something is said. */
static void test_refusal_of_nothing(void **state)
{
	static const char *const texts[] = {
		"seq=1",
		"blocker=0",
		"frame=0 symbol=x",
		"reason=busy\nblocker=0\nframe=0",
		"reason=strange\nblockers=9\nblocker=0 pid=-3 state=",
	};

	(void)state;
	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		struct kp_ctx ctx = { .opt = { .json = true },
				      .doc = json_object() };
		struct kp_record rec;

		parse(texts[i], &rec);
		assert_int_not_equal(kp_refusal_report(&ctx, &rec), KP_DONE);
		assert_non_null(json_object_get(ctx.doc, "error"));
		assert_true(
			json_is_object(json_object_get(ctx.doc, "refusal")));
		json_decref(ctx.doc);
		kp_record_free(&rec);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_empty),
		cmocka_unit_test(test_pairs),
		cmocka_unit_test(test_numbers),
		cmocka_unit_test(test_hostile),
		cmocka_unit_test(test_large),
		cmocka_unit_test(test_times),
		cmocka_unit_test(test_refusal_of_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
