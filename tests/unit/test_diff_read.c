// SPDX-License-Identifier: GPL-2.0-only
/* What is read of a diff, and what is refused, with the line. */
#include "tests/unit/test.h"

#include "kpatch/builder/diff_read.h"

static struct pb_patch patch;
static struct sc_error err;

static int read_text(const char *text, size_t size)
{
	err.text[0] = '\0';
	return pb_patch_read("x.diff", text, size, &patch, &err);
}

static void must_read(const char *text)
{
	if (read_text(text, strlen(text)))
		fail_msg("%s", err.text);
}

static void must_refuse(const char *text, const char *why)
{
	if (!read_text(text, strlen(text))) {
		pb_patch_free(&patch);
		fail_msg("read, but should say: %s", why);
	}
	if (!strstr(err.text, why))
		fail_msg("'%s' is not '%s'", err.text, why);
	assert_null(patch.files);
}

#define NAMES "--- a/f.c\n+++ b/f.c\n"
#define HUNK "@@ -1 +1 @@\n-a\n+b\n"

static const char mail[] =
	"From 0123 Mon Sep 17 00:00:00 2001\n"
	"From: A B <a@example.org>\n"
	"Subject: [PATCH] fs: text\n"
	"\n"
	"rename from here to there, Binary files are none of it.\n"
	"---\n"
	" fs/f.c | 3 ++-\n"
	" 1 file changed, 2 insertions(+), 1 deletion(-)\n"
	"\n"
	"diff --git a/fs/f.c b/fs/f.c\n"
	"old mode 100644\n"
	"new mode 100755\n"
	"index 1111111..2222222\n"
	"--- a/fs/f.c\n"
	"+++ b/fs/f.c\n"
	"@@ -10,3 +10,4 @@ int f(void)\n"
	" {\n"
	"-\told();\n"
	"+\tnew();\n"
	"+\tmore();\n"
	"\n"
	"diff --git a/fs/new.c b/fs/new.c\n"
	"new file mode 100644\n"
	"index 0000000..3333333\n"
	"--- /dev/null\n"
	"+++ b/fs/new.c\n"
	"@@ -0,0 +1 @@\n"
	"+int a;\n"
	"\\ No newline at end of file\n"
	"diff --git a/fs/gone.c b/fs/gone.c\n"
	"deleted file mode 100644\n"
	"index 3333333..0000000\n"
	"--- a/fs/gone.c\n"
	"+++ /dev/null\n"
	"@@ -1,2 +0,0 @@\n"
	"-int a;\n"
	"-int b;\n"
	"-- \n"
	"2.39.5\n"
	"\n";

static void test_mail(void **state)
{
	const struct pb_hunk *hunk;

	(void)state;
	must_read(mail);
	assert_int_equal(patch.nfiles, 3);
	assert_int_equal(patch.nhunks, 3);
	assert_string_equal(patch.files[0].path, "fs/f.c");
	assert_int_equal(patch.files[0].line, 14);
	assert_false(patch.files[0].creates || patch.files[0].deletes);
	hunk = &patch.files[0].hunks[0];
	assert_int_equal(hunk->line, 16);
	assert_int_equal(hunk->old_start, 10);
	assert_int_equal(hunk->old_count, 3);
	assert_int_equal(hunk->new_start, 10);
	assert_int_equal(hunk->new_count, 4);
	assert_int_equal(hunk->nlines, 5);
	assert_int_equal(hunk->lines[2].kind, '+');
	assert_int_equal(hunk->lines[2].text.len, 7);
	assert_memory_equal(hunk->lines[2].text.s, "\tnew();", 7);
	/* an empty line is one of context whose blank was dropped */
	assert_int_equal(hunk->lines[4].kind, ' ');
	assert_int_equal(hunk->lines[4].text.len, 0);
	assert_string_equal(patch.files[1].path, "fs/new.c");
	assert_true(patch.files[1].creates && !patch.files[1].deletes);
	assert_true(patch.files[1].hunks[0].lines[0].no_newline);
	assert_string_equal(patch.files[2].path, "fs/gone.c");
	assert_true(patch.files[2].deletes && !patch.files[2].creates);
	pb_patch_free(&patch);
}

/* Whether a file is created or deleted, told by times. */
static const struct {
	const char *text;
	bool creates, deletes;
} existence[] = {
	{ "--- a/f\t1970-01-01 00:00:00.000000000 +0000\n"
	  "+++ b/f\t2026-01-01 00:00:00.000000000 +0000\n"
	  "@@ -0,0 +1 @@\n+a\n",
	  true, false },
	{ "--- a/f\t1969-12-31 19:00:00 -0500\n"
	  "+++ b/f\t2026-01-01 00:00:00 -0500\n"
	  "@@ -0,0 +1 @@\n+a\n",
	  true, false },
	{ "--- a/f\t2026-01-01 01:00:00.5 +0100\n"
	  "+++ b/f\t1970-01-01 01:00:00.000000000 +0100\n"
	  "@@ -1 +0,0 @@\n-a\n",
	  false, true },
	/* an empty file gets lines */
	{ "--- a/f\t2026-01-01 00:00:00.000000000 +0000\n"
	  "+++ b/f\t2026-01-01 00:00:00.000000000 +0000\n"
	  "@@ -0,0 +1 @@\n+a\n",
	  false, false },
	{ "diff --git a/f b/f\nindex 1..2 100644\n--- a/f\n+++ b/f\n"
	  "@@ -0,0 +1 @@\n+a\n",
	  false, false },
	/* nothing tells of an empty file */
	{ "--- a/f\n+++ b/f\n@@ -0,0 +1 @@\n+a\n", true, false },
	{ "--- a/f\n+++ b/f\n@@ -1 +0,0 @@\n-a\n", false, true },
	{ "--- a/f\n+++ b/f\n@@ -1 +1 @@\n-a\n+b\n", false, false },
};

static void test_existence(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(existence) / sizeof(existence[0]); i++) {
		must_read(existence[i].text);
		assert_int_equal(patch.files[0].creates, existence[i].creates);
		assert_int_equal(patch.files[0].deletes, existence[i].deletes);
		pb_patch_free(&patch);
	}
}

static void test_accepted(void **state)
{
	static const char *const texts[] = {
		/* files that follow each other, as diff -u writes them */
		NAMES HUNK "--- a/g.c\n+++ b/g.c\n" HUNK,
		/* the diff ends without a newline */
		NAMES "@@ -1 +1 @@\n-a\n+b",
		"--- a/f.c.orig\n+++ b/f.c\n" HUNK,
		"Only in b: f.o\ndiff -ru a/f.c b/f.c\n" NAMES HUNK,
		"Index: linux/f.c\n=====\n--- linux.orig/f.c\n+++ linux/f.c\n"
		"@@ -1 +1 @@ text\r\n-a\r\n+b\r\n",
		/* a mode alone is left out */
		"diff --git a/m b/m\nold mode 100644\nnew mode 100755\n"
		"diff --git a/f.c b/f.c\n" NAMES HUNK,
		/* lines that look like names, within the counts */
		NAMES "@@ -1 +1 @@\n--- a/x\n+++ b/x\n",
		"*** text\n--- text\n" NAMES HUNK "-- \n2.39\n",
		NAMES HUNK "@@ -5,0 +6 @@\n+c\n@@ -9 +9,0 @@\n-d\n",
	};

	(void)state;
	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		must_read(texts[i]);
		pb_patch_free(&patch);
	}
}

static void test_kept_copy(void **state)
{
	(void)state;
	must_read("--- a/f.c.orig\n+++ b/f.c\n" HUNK);
	assert_string_equal(patch.files[0].path, "f.c");
	pb_patch_free(&patch);
}

/* A series of patches may change a file more than once. */
static void test_file_that_comes_again(void **state)
{
	(void)state;
	must_read(NAMES HUNK NAMES HUNK);
	assert_int_equal(patch.nfiles, 2);
	assert_int_equal(patch.files[1].line, 6);
	pb_patch_free(&patch);
}

static void test_refused_changes(void **state)
{
	(void)state;
	must_refuse("diff --git a/f b/f\nindex 1..2 100644\nGIT binary patch\n",
		    "x.diff:3: a binary file");
	must_refuse("diff --git a/f b/f\nnew file mode 100644\n"
		    "Binary files /dev/null and b/f differ\n",
		    "x.diff:3: a binary file");
	must_refuse(NAMES HUNK "Binary files a/f and b/f differ\n",
		    "x.diff:6: a binary file");
	must_refuse("diff --git a/f b/g\nsimilarity index 90%\n"
		    "rename from f\nrename to g\n",
		    "x.diff:3: a file is renamed");
	must_refuse("diff --git a/f b/g\ncopy from f\n",
		    "x.diff:2: a file is renamed or copied");
	must_refuse("diff --git a/f b/f\nnew file mode 120000\n",
		    "x.diff:2: a link");
	must_refuse("diff --git a/f b/f\nindex 11..22 160000\n",
		    "x.diff:2: a link or a submodule");
	must_refuse("diff --git a/f b/f\nnew file mode 100644\nindex 0..1\n",
		    "x.diff:2: an empty file");
	must_refuse("diff --git a/f b/f\ndeleted file mode 100644\n"
		    "diff --git a/f.c b/f.c\n" NAMES HUNK,
		    "x.diff:2: an empty file");
	must_refuse("diff --cc f\n", "x.diff:1: the diff of a merge");
	must_refuse("*** a/f\n--- b/f\n***************\n",
		    "x.diff:1: a context diff");
	must_refuse("Only in b/fs: new.c\n" NAMES HUNK,
		    "x.diff:1: the diff lacks this file");
	must_refuse("content-transfer-encoding: Quoted-Printable\n",
		    "x.diff:1: an encoded mail");
	must_refuse("", "x.diff: it changes no file");
	must_refuse("diff --git a/m b/m\nold mode 100644\nnew mode 100755\n",
		    "x.diff: it changes no file");
}

static void test_refused_names(void **state)
{
	static const char *const bad[][2] = {
		{ "/etc/f", "the path is absolute" },
		{ "a//etc/f", "a component of the path" },
		{ "a/../f", "a component of the path" },
		{ "a/b/../f", "a component of the path" },
		{ "a/./f", "a component of the path" },
		{ "a/b/", "a component of the path" },
		{ "a/", "a component of the path" },
		{ "f.c", "no first component" },
		{ "", "no name" },
		{ "\t2026-01-01", "no name" },
		{ "\"a/f\\303\\266\"", "quoted" },
		{ "a/f\r", "CR LF" },
		{ "a/f\033[2J", "control character" },
	};
	char text[256];

	(void)state;
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		snprintf(text, sizeof(text), "--- %s\n+++ b/f.c\n" HUNK,
			 bad[i][0]);
		must_refuse(text, bad[i][1]);
		must_refuse(text, "x.diff:1: ");
		snprintf(text, sizeof(text), "--- a/f.c\n+++ %s\n" HUNK,
			 bad[i][0]);
		must_refuse(text, "x.diff:2: ");
	}
	must_refuse("--- a/f\n+++ b/g\n" HUNK, "x.diff:1: 'f' and 'g'");
	must_refuse("--- /dev/null\n+++ /dev/null\n" HUNK, "both names");
	must_refuse("--- /dev/null\n+++ b/f\n" HUNK, "lines of /dev/null");
	must_refuse("--- a/f\n+++ /dev/null\n" HUNK, "lines of /dev/null");
}

static void test_refused_hunks(void **state)
{
	static const char *const bad[][2] = {
		{ HUNK, "x.diff:1: a hunk without" },
		{ NAMES "text\n", "x.diff:1: no hunk follows" },
		{ NAMES "@@ -1 +1\n", "x.diff:3: '@@ -1 +1'" },
		{ NAMES "@@ -a +1 @@\n", "x.diff:3: " },
		{ NAMES "@@ -0 +1 @@\n-a\n+b\n", "x.diff:3: " },
		{ NAMES "@@ -99999999999 +1 @@\n", "x.diff:3: " },
		{ NAMES "@@ -1,99999999999 +1 @@\n", "x.diff:3: " },
		{ NAMES "@@ -1,2 +1 @@\n-a\n+b\n", "x.diff:5: the lines" },
		{ NAMES "@@ -1,2 +1 @@\n-a\n+b\n\n", "x.diff:6: the lines" },
		{ NAMES "@@ -1 +1 @@\n-a\n-b\n", "x.diff:5: the lines" },
		{ NAMES "@@ -1 +1 @@\n-a\nb\n", "x.diff:5: the lines" },
		{ NAMES HUNK "+c\n", "x.diff:6: the hunk in line 3 has more" },
		{ NAMES HUNK "-c\n", "x.diff:6: the hunk in line 3 has more" },
		{ NAMES HUNK " c\n", "x.diff:6: the hunk in line 3 has more" },
		{ NAMES "@@ -1 +1 @@\n a\n", "x.diff:3: this hunk changes no" },
		{ NAMES "@@ -1,0 +1,0 @@\n", "x.diff:3: this hunk changes no" },
		{ NAMES "@@ -5 +5 @@\n-a\n+b\n" HUNK, "x.diff:6: this hunk" },
		{ NAMES HUNK HUNK, "x.diff:6: this hunk does not come" },
		{ NAMES "@@ -1,2 +1 @@\n-a\n\\ No newline\n-b\n+c\n",
		  "x.diff:6: the lines" },
		{ NAMES "@@ -1 +1 @@\n-a\n+b\n\\ No newline\n\\ No newline\n",
		  "x.diff:7: the hunk in line 3 has more" },
		{ NAMES "@@ -1 +1 @@\n-a\n+\n\\ No newline\n",
		  "x.diff:6: the lines" },
		{ NAMES "@@ -1 +1 @@\n-a\n+b\n\\ No newline\n"
			"@@ -4 +4 @@\n-a\n+b\n",
		  "x.diff:7: this hunk does not come" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		must_refuse(bad[i][0], bad[i][1]);
}

static void test_nul(void **state)
{
	static const char text[] = NAMES "@@ -1 +1 @@\n-a\n+b\0\n";

	(void)state;
	assert_int_equal(read_text(text, sizeof(text) - 1), -1);
	assert_non_null(strstr(err.text, "x.diff:5: a NUL byte"));
}

/* @start, and @n times the three parts with the number between them */
static char *repeat(const char *start, const char *const part[3], size_t n)
{
	char *text = malloc(strlen(start) + n * 80 + 1), *to = text;

	assert_non_null(text);
	to += sprintf(to, "%s", start);
	for (size_t i = 1; i <= n; i++)
		to += snprintf(to, 80, "%s%zu%s%zu%s", part[0], i, part[1], i,
			       part[2]);
	return text;
}

static void test_limits(void **state)
{
	static const char *const files[3] = { "--- a/f", "\n+++ b/f",
					      "\n" HUNK };
	static const char *const hunks[3] = { "@@ -", ",0 +", " @@\n+\n" };
	char *text = repeat("", files, PB_DIFF_FILES_MAX + 1);

	(void)state;
	must_refuse(text, "too many files; the most is 1000");
	free(text);
	text = repeat(NAMES, hunks, PB_DIFF_HUNKS_MAX + 1);
	must_refuse(text, "too many hunks; the most is 100000");
	free(text);
	text = calloc(1, 64 + 2 * (PB_HUNK_LINES_MAX + 1));
	strcpy(text, NAMES "@@ -1,2000000 +1 @@\n");
	for (size_t i = 0, at = strlen(text); i <= PB_HUNK_LINES_MAX; i++)
		memcpy(text + at + 2 * i, "-\n", 2);
	must_refuse(text, "too long; the most for all of them is 1000000");
	free(text);
	text = calloc(1, PB_DIFF_BYTES_MAX + 1);
	assert_int_equal(read_text(text, PB_DIFF_BYTES_MAX + 1), -1);
	assert_non_null(strstr(err.text, "larger than 10485760 bytes"));
	free(text);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_mail),
		cmocka_unit_test(test_existence),
		cmocka_unit_test(test_accepted),
		cmocka_unit_test(test_kept_copy),
		cmocka_unit_test(test_file_that_comes_again),
		cmocka_unit_test(test_refused_changes),
		cmocka_unit_test(test_refused_names),
		cmocka_unit_test(test_refused_hunks),
		cmocka_unit_test(test_nul),
		cmocka_unit_test(test_limits),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
