// SPDX-License-Identifier: GPL-2.0-only
/* Where line directives may stand, and which ones a patched text gets. */
#include "tests/unit/test.h"

#include "kpatch/builder/c_scan.h"
#include "kpatch/builder/line_marks.h"

/* Behind these lines a directive may stand, or may not. */
static const struct {
	const char *text;
	bool safe;
} places[] = {
	{ "", true },
	{ "int a;\n", true },
	{ "int a; \t\r\n", true },
	{ "void f(void) {\n", true },
	{ "}\n", true },
	{ "\n", true },
	{ "/* a */\n", true },
	{ "/* a\n b */\n", true },
	{ "int a; // b\n", true },
	{ "int a; /* b */\n", true },
	{ "int a\n", false },
	{ "f(a,\n", false },
	{ "for (a = 1;\n", false },
	{ "f(a\n\n", false },
	{ "f(({ a;\n", false },
	{ "f(({ a; }));\n", true },
	{ "case 1:\n", false },
	{ "/* a;\n", false },
	{ "/* a *\n/ b;\n", false },
	{ "int a; /* b\n", false },
	{ "/* a **/\n", true },
	{ "// a \\\n", false },
	{ "// a \\\nb(\n", true },
	{ "// a /*\n", true },
	{ "#define A \\\n", false },
	{ "#define A { \\ \t\n", false },
	{ "#define A \\\nb;\n", true },
	{ "#define A (\n", true },
	{ "#define A 'b\n", true },
	{ "#error don't (\n", true },
	{ "#include <a.h>\n", true },
	{ "/* a */ # if b /* c\n", false },
	{ "/* a */ # if b /* c\nd */\n", true },
	{ "a = \"(\";\n", true },
	{ "a = \";\n", false },
	{ "a = \"\\\";\n", false },
	{ "a = \"\\\\\";\n", true },
	{ "a = \"/*\";\n", true },
	{ "a = \"b\\\n;\n", false },
	{ "a = \"b\\\n\";\n", true },
	{ "a = \"b\\\nc\"\n", false },
	{ "a = '\"';\n", true },
	{ "a = '(';\n", true },
	{ "a = '\\'';\n", true },
	{ "a = b / c;\n", true },
	{ "a = b /\n", false },
	{ "/\\\n* a;\n", false },
	{ "f();)\n;\n", true },
	/* each branch of an #if begins with what is open before it */
	{ "#if A\nf(a,\n#else\nf(b,\n#endif\nc);\n", true },
	{ "#if A\nf(a,\n#elif B\nf(b,\n#endif\n\n", false },
	{ "f(\n#define A (\n", false },
	{ "f(\n#define A (\n);\n", true },
	{ "#endif\n#else\n", true },
};

static void scan_text(struct pb_c_scan *scan, const char *text)
{
	*scan = (struct pb_c_scan){ 0 };
	while (*text) {
		size_t len = strcspn(text, "\n");

		pb_c_scan_line(scan, text, len);
		text += len + (text[len] == '\n');
	}
}

static void test_places(void **state)
{
	struct pb_c_scan scan;

	(void)state;
	for (size_t i = 0; i < sizeof(places) / sizeof(places[0]); i++) {
		scan_text(&scan, places[i].text);
		if (pb_c_scan_is_safe(&scan) != places[i].safe)
			fail_msg("%s: not %d", places[i].text, places[i].safe);
	}
}

static void test_deep_nesting(void **state)
{
	struct pb_c_scan scan = { 0 };

	(void)state;
	for (size_t i = 0; i < 10 * PB_C_NESTING; i++)
		pb_c_scan_line(&scan, "#if 1", 5);
	pb_c_scan_line(&scan, "#else", 5);
	for (size_t i = 0; i < 10 * PB_C_NESTING; i++)
		pb_c_scan_line(&scan, "#endif", 6);
	assert_true(pb_c_scan_is_safe(&scan));
	assert_int_equal(scan.nesting, 0);
}

static void mark_text(const char *diff, const char *text, bool named,
		      struct pb_marked *marked)
{
	struct pb_applied applied;
	struct sc_error err = { "" };
	struct pb_patch patch;

	if (pb_patch_read("x.diff", diff, strlen(diff), &patch, &err) ||
	    pb_change_apply(&patch, patch.files, text, strlen(text), 0,
			    &applied, &err) ||
	    pb_lines_mark(&applied, "fs/f.c", named, marked, &err))
		fail_msg("%s", err.text);
	pb_applied_free(&applied);
	pb_patch_free(&patch);
}

static void must_give(const char *diff, const char *text, bool named,
		      const char *want)
{
	struct pb_marked marked;

	mark_text(diff, text, named, &marked);
	assert_string_equal(marked.text, want);
	assert_int_equal(marked.size, strlen(want));
	pb_marked_free(&marked);
}

#define NAMES "--- a/f.c\n+++ b/f.c\n"

static void test_added(void **state)
{
	(void)state;
	must_give(NAMES "@@ -1,2 +1,4 @@\n a;\n+x;\n+y;\n b;\n", "a;\nb;\nc;\n",
		  false, "a;\nx;\ny;\n#line 2 \"fs/f.c\"\nb;\nc;\n");
	/* as many lines as before */
	must_give(NAMES "@@ -1,2 +1,2 @@\n a;\n-b;\n+x;\n", "a;\nb;\n", false,
		  "a;\nx;\n");
	/* nothing of the original follows */
	must_give(NAMES "@@ -1 +1,2 @@\n a;\n+b;\n", "a;\n", false, "a;\nb;\n");
}

static void test_removed(void **state)
{
	(void)state;
	must_give(NAMES "@@ -1,3 +1,1 @@\n-a;\n-b;\n c;\n", "a;\nb;\nc;\nd;\n",
		  false, "#line 3 \"fs/f.c\"\nc;\nd;\n");
	must_give(NAMES "@@ -1,3 +1,1 @@\n-a;\n-b;\n c;\n", "a;\nb;\nc;\nd;\n",
		  true, "#line 1 \"fs/f.c\"\n#line 3 \"fs/f.c\"\nc;\nd;\n");
}

static void test_named(void **state)
{
	(void)state;
	must_give(NAMES "@@ -1,2 +1,2 @@\n a;\n-b;\n+x;\n", "a;\nb;\n", true,
		  "#line 1 \"fs/f.c\"\na;\nx;\n");
}

/* The directive waits for a safe place, also behind the next edit. */
static void test_waits(void **state)
{
	(void)state;
	must_give(NAMES "@@ -1,2 +1,3 @@\n f(a,\n+x,\n b,\n",
		  "f(a,\nb,\nc);\nd;\n", false,
		  "f(a,\nx,\nb,\nc);\n#line 4 \"fs/f.c\"\nd;\n");
	must_give(NAMES "@@ -1,4 +1,6 @@\n f(a,\n+x,\n b,\n+y,\n c);\n d;\n",
		  "f(a,\nb,\nc);\nd;\n", false,
		  "f(a,\nx,\nb,\ny,\nc);\n#line 4 \"fs/f.c\"\nd;\n");
	/* the second edit makes good for the first */
	must_give(NAMES "@@ -1,4 +1,4 @@\n f(a,\n+x,\n b,\n-c,\n d);\n",
		  "f(a,\nb,\nc,\nd);\ne;\n", false, "f(a,\nx,\nb,\nd);\ne;\n");
}

static void test_two_edits(void **state)
{
	(void)state;
	must_give(NAMES "@@ -1,4 +1,5 @@\n a;\n+x;\n b;\n-c;\n+y;\n d;\n",
		  "a;\nb;\nc;\nd;\n", false,
		  "a;\nx;\n#line 2 \"fs/f.c\"\nb;\n"
		  "#line 4 \"fs/f.c\"\ny;\n#line 4 \"fs/f.c\"\nd;\n");
	must_give(NAMES "@@ -1,4 +1,6 @@\n a;\n+x;\n b;\n-c;\n+y;\n+z;\n d;\n",
		  "a;\nb;\nc;\nd;\n", false,
		  "a;\nx;\n#line 2 \"fs/f.c\"\nb;\n"
		  "#line 4 \"fs/f.c\"\ny;\nz;\n#line 4 \"fs/f.c\"\nd;\n");
	/* the first new line is no safe place, the second is */
	must_give(NAMES
		  "@@ -1,4 +1,6 @@\n a;\n+x;\n if (b)\n-c;\n+y;\n+z;\n d;\n",
		  "a;\nif (b)\nc;\nd;\n", false,
		  "a;\nx;\n#line 2 \"fs/f.c\"\nif (b)\ny;\n"
		  "#line 5 \"fs/f.c\"\nz;\n#line 4 \"fs/f.c\"\nd;\n");
}

/* A directive in a branch that is not compiled does nothing. */
static void test_branches(void **state)
{
	(void)state;
	must_give(NAMES "@@ -1,2 +1,3 @@\n #if A\n+x;\n a;\n",
		  "#if A\na;\n#if B\nb;\n#endif\n#else\nc;\n#endif\nd;\ne;\n",
		  false,
		  "#if A\nx;\n#line 2 \"fs/f.c\"\na;\n#if B\nb;\n#endif\n"
		  "#else\n#line 7 \"fs/f.c\"\nc;\n#endif\n"
		  "#line 9 \"fs/f.c\"\nd;\ne;\n");
	must_give(NAMES "@@ -1,4 +1,5 @@\n #if A\n #if B\n+x;\n a;\n #endif\n",
		  "#if A\n#if B\na;\n#endif\nf(\n#endif\n);\nd;\n", false,
		  "#if A\n#if B\nx;\n#line 3 \"fs/f.c\"\na;\n#endif\n"
		  "#line 5 \"fs/f.c\"\nf(\n#endif\n);\n"
		  "#line 8 \"fs/f.c\"\nd;\n");
}

static void test_names(void **state)
{
	struct pb_span edit = { 1, 0, 1, 1 };
	struct pb_applied applied = { .text = (char *)(uintptr_t) "x;\na;\n",
				      .size = 6,
				      .edits = &edit,
				      .nedits = 1 };
	struct pb_marked marked;
	struct sc_error err = { "" };

	(void)state;
	assert_int_equal(
		pb_lines_mark(&applied, "a\\b\"c", false, &marked, &err), 0);
	assert_string_equal(marked.text, "x;\n#line 1 \"a\\\\b\\\"c\"\na;\n");
	assert_int_equal(marked.nmarks, 1);
	pb_marked_free(&marked);
	assert_int_equal(pb_lines_mark(&applied, "a\nb", false, &marked, &err),
			 -1);
	assert_non_null(strstr(err.text, "control character"));
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_places),
		cmocka_unit_test(test_deep_nesting),
		cmocka_unit_test(test_added),
		cmocka_unit_test(test_removed),
		cmocka_unit_test(test_named),
		cmocka_unit_test(test_waits),
		cmocka_unit_test(test_two_edits),
		cmocka_unit_test(test_branches),
		cmocka_unit_test(test_names),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
