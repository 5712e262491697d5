// SPDX-License-Identifier: GPL-2.0-only
/* What a change of a header has an effect on, and who mentions a name. */
#include "tests/unit/test.h"

#include <string.h>

#include "kpatch/builder/header_names.h"
#include "kpatch/builder/name_mentions.h"

static const char header[] =
	"#ifndef _X_H\n"
	"#define _X_H\n"
	"#include <linux/types.h>\n"
	"struct x { int a; };\n"
	"/* a comment; with { */\n"
	"#define MOST 12\n"
	"#define SUM(a, b) \\\n"
	"	((a) + (b))\n"
	"extern int find_x(struct x *x, int n);\n"
	"static inline int get_a(const struct x *x) __must_hold(x)\n"
	"{\n"
	"#ifdef CONFIG_A\n"
	"	if (x) {\n"
	"#else\n"
	"	if (!x) {\n"
	"#endif\n"
	"		return x->a;\n"
	"	}\n"
	"	return 0;\n"
	"}\n"
	"static __always_inline struct x *next_x(struct x *x)\n"
	"{\n"
	"	return x + get_a(x);\n"
	"}\n"
	"static inline DEFINE_X(y)\n"
	"extern const struct x all[MOST];\n"
	"DECLARE_X(z);\n"
	"#endif\n";

/* The names of what changes if @old becomes @new; "all", or "" for nothing. */
static const char *change(const char *old, const char *new)
{
	static char text[4096], names[256];
	const char *at = strstr(header, old);
	struct pb_header_names found;

	assert_non_null(at);
	snprintf(text, sizeof(text), "%.*s%s%s", (int)(at - header), header,
		 new, at + strlen(old));
	assert_int_equal(pb_header_compare(header, strlen(header), text,
					   strlen(text), &found),
			 0);
	strcpy(names, found.all ? "all" : "");
	for (size_t i = 0; i < found.names.n; i++) {
		strcat(names, *names ? " " : "");
		strcat(names, found.names.list[i]);
	}
	pb_words_free(&found.names);
	return names;
}

static void what_is_named_changes_its_users(void **state)
{
	(void)state;
	assert_string_equal(change("MOST 12", "MOST 13"), "MOST MOST");
	assert_string_equal(change("((a) + (b))", "((b) + (a))"), "SUM SUM");
	assert_string_equal(change("return x->a", "return -x->a"),
			    "get_a __must_hold get_a __must_hold");
	assert_string_equal(change("x + get_a(x)", "x - get_a(x)"),
			    "next_x next_x");
	assert_string_equal(change("int n);", "long n);"), "find_x find_x");
	assert_string_equal(change("struct x { int a; };",
				   "#define NEW 1\nstruct x { int a; };"),
			    "NEW");
}

static void comments_and_spaces_change_nothing(void **state)
{
	(void)state;
	assert_string_equal(change("a comment; with {", "another one"), "");
	assert_string_equal(change("	return 0", "return  0"), "");
}

static void all_else_changes_all_that_include_it(void **state)
{
	(void)state;
	assert_string_equal(change("int a;", "int a, b;"), "all");
	assert_string_equal(change("<linux/types.h>", "<linux/list.h>"), "all");
	assert_string_equal(change("all[MOST]", "all[2]"), "all");
	assert_string_equal(change("DECLARE_X(z)", "DECLARE_X(y)"), "all");
	assert_string_equal(change("DEFINE_X(y)", "DEFINE_X(z)"), "all");
	assert_string_equal(change("_X_H\n#define", "_Y_H\n#define"), "all");
	/* conditions cut a function in pieces */
	assert_string_equal(change("		return x->a;\n	}\n",
				   "		return x->a;\n"),
			    "all");
}

static bool mentions(const char *name, const char *text)
{
	struct pb_name_table table = { 0 };
	bool found;

	assert_int_equal(pb_name_table_add(&table, name), 0);
	found = pb_mentions_name(&table, text, strlen(text));
	pb_words_free(&table.words);
	return found;
}

static void names_are_noticed(void **state)
{
	(void)state;
	assert_true(mentions("get_sum", "x = get_sum(y);"));
	assert_true(mentions("get_sum", "#if defined(get_sum)\n#endif\n"));
	assert_false(mentions("get_sum", "x = get_sums(y); /* get_sum */"));
	assert_false(mentions("get_sum", "x = \"get_sum\"; // get_sum"));
}

static void names_that_are_pasted_are_noticed(void **state)
{
	(void)state;
	assert_true(mentions("get_sum", "#define GET(x) get_##x\n"));
	assert_true(mentions("get_sum", "#define SUM(x) x ## _sum (1)\n"));
	assert_true(mentions("a_get_sum", "#define G(a, b) a##_get_##b\n"));
	assert_true(
		mentions("a_get_b_end", "#define G(a, b) a##_get_##b##_end\n"));
	assert_true(mentions("get_sum", "#define G(a, b) get##a##b\n"));
	assert_true(mentions("get_sum", "#define G(a, ...) a, ##get_##sum\n"));
	/* each word of what is pasted must be there, at its place */
	assert_false(
		mentions("sk_is_gone", "#define U(a, b) uc_##a##_is_##b\n"));
	assert_false(
		mentions("sk_is_gone", "#define U(a, b) a##_is_##b##_end\n"));
	assert_false(
		mentions("sk_is_gone", "#define U(a, b) a##_gone_##b##is\n"));
	assert_true(
		mentions("uc_x_is_gone", "#define U(a, b) uc_##a##_is_##b\n"));
	assert_true(mentions("get_sum", "CALL(get_, sum);"));
	assert_true(mentions("get_sum", "CALL(get, sum);"));
	assert_false(mentions("get_sum", "get(); sum();"));
	assert_false(mentions("get_sum", "#define GET(get_) get_##x\n"));
	assert_false(mentions("get_sum", "#define SUM(x) x##_sums\n"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_is_named_changes_its_users),
		cmocka_unit_test(comments_and_spaces_change_nothing),
		cmocka_unit_test(all_else_changes_all_that_include_it),
		cmocka_unit_test(names_are_noticed),
		cmocka_unit_test(names_that_are_pasted_are_noticed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
