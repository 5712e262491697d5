// SPDX-License-Identifier: GPL-2.0-only
/* Where hunks land, what comes out, and what is said of those that do not fit. */
#include "tests/unit/test.h"

#include "kpatch/builder/diff_apply.h"

static struct pb_patch patch;
static struct pb_applied applied;
static struct sc_error err;

static int apply_diff(const char *diff, const char *text, unsigned int fuzz)
{
	int ret;

	err.text[0] = '\0';
	if (pb_patch_read("x.diff", diff, strlen(diff), &patch, &err))
		fail_msg("%s", err.text);
	ret = pb_change_apply(&patch, &patch.files[0], text, strlen(text), fuzz,
			      &applied, &err);
	pb_patch_free(&patch);
	return ret;
}

static void must_give(const char *diff, const char *text, const char *want)
{
	if (apply_diff(diff, text, 0))
		fail_msg("%s", err.text);
	assert_string_equal(applied.text, want);
	assert_int_equal(applied.size, strlen(want));
}

static void must_refuse(const char *diff, const char *text, unsigned int fuzz,
			const char *why)
{
	if (!apply_diff(diff, text, fuzz)) {
		pb_applied_free(&applied);
		fail_msg("applied, but should say: %s", why);
	}
	if (!strstr(err.text, why))
		fail_msg("'%s' is not '%s'", err.text, why);
	assert_null(applied.text);
}

static void check_span(const struct pb_span *span, size_t old_line,
		       size_t old_lines, size_t new_line, size_t new_lines)
{
	assert_int_equal(span->old_line, old_line);
	assert_int_equal(span->old_lines, old_lines);
	assert_int_equal(span->new_line, new_line);
	assert_int_equal(span->new_lines, new_lines);
}

#define NAMES "--- a/f.c\n+++ b/f.c\n"
/* 5 becomes X and Y; 12 goes */
#define TWO                                                                    \
	NAMES "@@ -4,3 +4,4 @@\n 4\n-5\n+X\n+Y\n 6\n"                          \
	      "@@ -11,3 +12,2 @@\n 11\n-12\n 13\n"

static void test_in_place(void **state)
{
	(void)state;
	must_give(TWO, "1\n2\n3\n4\n5\n6\n7\n8\n9\n10\n11\n12\n13\n14\n",
		  "1\n2\n3\n4\nX\nY\n6\n7\n8\n9\n10\n11\n13\n14\n");
	assert_int_equal(applied.nlandings, 2);
	check_span(&applied.landings[0].span, 4, 3, 4, 4);
	check_span(&applied.landings[1].span, 11, 3, 12, 2);
	assert_int_equal(applied.landings[0].fuzz, 0);
	assert_int_equal(applied.nedits, 2);
	check_span(&applied.edits[0], 5, 1, 5, 2);
	check_span(&applied.edits[1], 12, 1, 13, 0);
	pb_applied_free(&applied);
}

/* The second hunk goes where the first one was moved to. */
static void test_moved(void **state)
{
	(void)state;
	must_give(TWO, "0\n0\n4\n5\n6\n7\n8\n9\n10\n11\n12\n13\n11\n12\n13\n",
		  "0\n0\n4\nX\nY\n6\n7\n8\n9\n10\n11\n13\n11\n12\n13\n");
	check_span(&applied.landings[0].span, 3, 3, 3, 4);
	check_span(&applied.landings[1].span, 10, 3, 11, 2);
	pb_applied_free(&applied);
}

static void test_nearest(void **state)
{
	static const char diff[] = NAMES "@@ -4,3 +4,3 @@\n a\n-b\n+c\n a\n";

	(void)state;
	/* two lines before, one behind */
	must_give(diff, "1\na\nb\na\na\nb\na\n", "1\na\nb\na\na\nc\na\n");
	check_span(&applied.landings[0].span, 5, 3, 5, 3);
	pb_applied_free(&applied);
	/* two before, two behind: the later one */
	must_give(diff, "1\na\nb\na\n0\na\nb\na\n", "1\na\nb\na\n0\na\nc\na\n");
	pb_applied_free(&applied);
}

/* A hunk that has less context at one end was made at that end of the file. */
static void test_ends(void **state)
{
	static const char start[] = NAMES "@@ -1,2 +1,3 @@\n+x\n a\n b\n";
	static const char end[] = NAMES "@@ -3,2 +3,3 @@\n a\n b\n+x\n";

	(void)state;
	must_refuse(start, "0\na\nb\n", 0,
		    "hunk 1: line 1 of f.c is '0', not 'a'");
	must_give(end, "1\na\nb\n2\na\nb\n", "1\na\nb\n2\na\nb\nx\n");
	pb_applied_free(&applied);
	must_refuse(end, "1\n2\na\nb\n3\n", 0,
		    "hunk 1: it fits in line 3 of f.c, but must be at the end");
}

static void test_fuzz(void **state)
{
	static const char diff[] = NAMES
		"@@ -1,7 +1,7 @@\n 1\n 2\n 3\n-4\n+X\n 5\n 6\n 7\n";

	(void)state;
	must_refuse(diff, "1\nP\n3\n4\n5\n6\nQ\n", 0,
		    "line 2 of f.c is 'P', not '2'");
	must_refuse(diff, "1\nP\n3\n4\n5\n6\nQ\n", 1,
		    "line 2 of f.c is 'P', not '2'");
	assert_int_equal(apply_diff(diff, "1\nP\n3\n4\n5\n6\nQ\n", 2), 0);
	assert_string_equal(applied.text, "1\nP\n3\nX\n5\n6\nQ\n");
	assert_int_equal(applied.landings[0].fuzz, 2);
	check_span(&applied.landings[0].span, 1, 7, 1, 7);
	check_span(&applied.edits[0], 4, 1, 4, 1);
	pb_applied_free(&applied);
	must_refuse(diff, "1\n2\n3\nP\n5\n6\n7\n", 2,
		    "line 4 of f.c is 'P', not '4'");
	must_refuse(diff, "", 3, "the fuzz is 3, and at most 2");
	/* something must match */
	must_refuse(NAMES "@@ -1,2 +1,3 @@\n 1\n+x\n 2\n", "3\n4\n", 2,
		    "line 1 of f.c is '3', not '1'");
}

static void test_newline(void **state)
{
	(void)state;
	must_give(NAMES "@@ -1,2 +1,2 @@\n a\n-b\n\\ No newline\n+b\n", "a\nb",
		  "a\nb\n");
	pb_applied_free(&applied);
	must_give(NAMES "@@ -1,2 +1,2 @@\n a\n-b\n+b\n\\ No newline\n",
		  "a\nb\n", "a\nb");
	pb_applied_free(&applied);
	must_refuse(NAMES "@@ -1,2 +1,2 @@\n a\n-b\n\\ No newline\n+b\n",
		    "a\nb\n", 0, "hunk 1: it seems to be applied already");
	must_refuse(NAMES "@@ -1 +1 @@\n-b\n+c\n\\ No newline\n", "b\nd\n", 0,
		    "must be at the end of the file");
	must_refuse(NAMES "@@ -1,0 +2 @@\n+c\n", "a", 0,
		    "behind a last line without newline");
	must_refuse(NAMES "@@ -1,0 +2 @@\n+c\n\\ No newline\n", "a\nb\n", 0,
		    "a line without newline would come before other lines");
	/* CR LF is what it is */
	must_give(NAMES "@@ -1,2 +1,2 @@\n a\r\n-b\r\n+c\r\n", "a\r\nb\r\n",
		  "a\r\nc\r\n");
	pb_applied_free(&applied);
	must_refuse(NAMES "@@ -1,2 +1,2 @@\n a\n-b\n+c\n", "a\r\nb\r\n", 0,
		    "line 1 of f.c is 'a\r', not 'a'");
}

static void test_whole_files(void **state)
{
	(void)state;
	must_give("--- /dev/null\n+++ b/f.c\n@@ -0,0 +1,2 @@\n+a\n+b\n", "",
		  "a\nb\n");
	check_span(&applied.edits[0], 1, 0, 1, 2);
	check_span(&applied.landings[0].span, 1, 0, 1, 2);
	pb_applied_free(&applied);
	must_refuse("--- /dev/null\n+++ b/f.c\n@@ -0,0 +1 @@\n+a\n", "b\n", 0,
		    "x.diff:1: it creates f.c, which exists");
	must_give("--- a/f.c\n+++ /dev/null\n@@ -1,2 +0,0 @@\n-a\n-b\n",
		  "a\nb\n", "");
	pb_applied_free(&applied);
	must_refuse("--- a/f.c\n+++ /dev/null\n@@ -1 +0,0 @@\n-a\n", "a\nb\n",
		    0, "x.diff:1: it deletes f.c, which has more lines");
	must_refuse(NAMES "@@ -5,2 +5,2 @@\n a\n-b\n+c\n", "", 0,
		    "hunk 1: f.c ends with line 0, before");
}

/* Without context, a place is a number: 10 lines are less than 20. */
static void test_no_context(void **state)
{
	(void)state;
	must_give(NAMES "@@ -2,0 +3 @@\n+x\n", "1\n2\n3\n", "1\n2\nx\n3\n");
	check_span(&applied.edits[0], 3, 0, 3, 1);
	pb_applied_free(&applied);
	must_refuse(NAMES "@@ -20,0 +21 @@\n+x\n", "1\n2\n", 0,
		    "ends with line 2");
}

static void test_messages(void **state)
{
	(void)state;
	must_refuse(TWO, "1\n2\n3\n4\nX\nY\n6\n7\n", 0,
		    "x.diff:3: hunk 1: it seems to be applied already, since "
		    "f.c has its new lines from line 4 on");
	must_refuse(TWO, "1\n2\n3\n4\n5\n6\n7\n8\n9\n10\n11\n21\n13\n", 0,
		    "x.diff:9: hunk 2: line 12 of f.c is '21', not '12'");
}

/* Equal lines, so that each place compares many of them. */
static void test_bounded(void **state)
{
	enum { LINES = 200000 };
	char *diff = malloc(100 + LINES * 3), *text = malloc(LINES * 2 + 1);
	char *to = diff;

	(void)state;
	to += sprintf(to, NAMES "@@ -1,%d +1,%d @@\n", LINES / 2 + 1,
		      LINES / 2 + 1);
	for (size_t i = 0; i <= LINES / 2; i++)
		to += sprintf(to, i == LINES / 4 ? "-b\n+c\n" : " a\n");
	for (size_t i = 0; i < LINES; i++)
		memcpy(text + 2 * i, "a\n", 3);
	must_refuse(diff, text, 0, "takes too long to find the hunks in f.c");
	free(diff);
	free(text);
}

/* Each hunk is searched over the whole file before fuzz finds it. */
static void test_bounded_fuzz(void **state)
{
	enum { HUNKS = 20000, LINES = 100000 };
	char *diff = malloc(100 + HUNKS * 60), *text = malloc(LINES * 2 + 1);
	char *to = diff;

	(void)state;
	to += sprintf(to, NAMES);
	for (size_t i = 0; i < HUNKS; i++)
		to += sprintf(to, "@@ -%zu,3 +%zu,3 @@\n b\n-a\n+c\n a\n",
			      3 * i + 1, 3 * i + 1);
	for (size_t i = 0; i < LINES; i++)
		memcpy(text + 2 * i, "a\n", 3);
	must_refuse(diff, text, 1, "takes too long to find the hunks in f.c");
	free(diff);
	free(text);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_in_place),
		cmocka_unit_test(test_moved),
		cmocka_unit_test(test_nearest),
		cmocka_unit_test(test_ends),
		cmocka_unit_test(test_fuzz),
		cmocka_unit_test(test_newline),
		cmocka_unit_test(test_whole_files),
		cmocka_unit_test(test_no_context),
		cmocka_unit_test(test_messages),
		cmocka_unit_test(test_bounded),
		cmocka_unit_test(test_bounded_fuzz),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
