// SPDX-License-Identifier: GPL-2.0-only
/* Types of preprocessed sources, and what of them a patch may not change. */
#include "tests/unit/test.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "kpatch/builder/type_compare.h"
#include "kpatch/builder/type_texts.h"

static const char source[] =
	"# 1 \"x.c\"\n"
	"typedef unsigned int u32;\n"
	"enum { ONE, TWO };\n"
	"struct __attribute__((packed)) page { u32 flags; struct { int a; }; };\n"
	"struct page *find(struct page *p) { struct local { int x; } l; return p; }\n"
	"static struct { int n; } counter = { 1 };\n"
	"typedef struct { int raw; } lock_t;\n"
	"typedef int (*compare_fn)(void *a, void *arg);\n"
	"typedef int visit_fn(int item, void *arg);\n"
	"static int values[] = { ONE, '{', \"}\"[0] };\n"
	"struct page;\n"
	"union both { int i; char c[4]; } __attribute__((aligned(8)));\n"
	"int last(void) { return 0; }\n";

static const struct pb_type_text *find_type(const struct pb_type_texts *types,
					    const char *name)
{
	for (size_t i = 0; i < types->n; i++)
		if (!strcmp(types->list[i].name, name))
			return &types->list[i];
	return NULL;
}

static void types_at_file_scope_are_collected(void **state)
{
	static const char *const names[] = {
		"type u32",    "enum with ONE", "struct page",
		"type lock_t", "union both",
	};
	struct sc_error err = { "" };
	struct pb_type_texts types;

	(void)state;
	assert_int_equal(pb_types_collect(source, strlen(source), &types, &err),
			 0);
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		assert_non_null(find_type(&types, names[i]));
	assert_null(find_type(&types, "struct local"));
	assert_non_null(
		strstr(find_type(&types, "union both")->text, "aligned ( 8 )"));
	/* and the variable with a type of its own */
	assert_non_null(find_type(&types, "type counter"));
	assert_non_null(find_type(&types, "type compare_fn"));
	assert_non_null(find_type(&types, "type visit_fn"));
	assert_non_null(find_type(&types, "variable values"));
	assert_int_equal(types.n, 9);
	pb_types_free(&types);
}

/* What may change. */
static const char *allowed;

/* The source with @old replaced by @new, in a file whose name is @path. */
static void write_source(char *path, const char *old, const char *new)
{
	const char *at = old ? strstr(source, old) : source;
	int fd;
	FILE *f;

	strcpy(path, "/tmp/types.XXXXXX");
	fd = mkstemp(path);
	assert_true(fd >= 0 && at);
	f = fdopen(fd, "w");
	fprintf(f, "%.*s%s%s", (int)(at - source), source, old ? new : "",
		old ? at + strlen(old) : source);
	fclose(f);
}

/* What is said of the change, or NULL: the types stay as they are. */
static const char *compare_change(const char *old, const char *new)
{
	static struct sc_error err;
	char before[32], after[32];
	int ret;

	write_source(before, NULL, NULL);
	write_source(after, old, new);
	ret = pb_types_compare(before, after, allowed, &err);
	unlink(before);
	unlink(after);
	return ret ? err.text : NULL;
}

/* The same for two sources that differ in what follows @source. */
static const char *compare_types(const char *old, const char *new)
{
	static struct sc_error err;
	char before[32], after[32], text[400];
	int ret;

	snprintf(text, sizeof(text), "%s int last", old);
	write_source(before, "int last", text);
	snprintf(text, sizeof(text), "%s int last", new);
	write_source(after, "int last", text);
	ret = pb_types_compare(before, after, allowed, &err);
	unlink(before);
	unlink(after);
	return ret ? err.text : NULL;
}

/* The same for two bodies of the function last(). */
static const char *compare_two(const char *old, const char *new)
{
	static struct sc_error err;
	char before[32], after[32];
	int ret;

	write_source(before, "return 0;", old);
	write_source(after, "return 0;", new);
	ret = pb_types_compare(before, after, allowed, &err);
	unlink(before);
	unlink(after);
	return ret ? err.text : NULL;
}

static void change_of_a_layout_is_named(void **state)
{
	(void)state;
	assert_non_null(
		strstr(compare_change("u32 flags;", "u32 flags; int more;"),
		       "struct page changes: its field more is new"));
	assert_non_null(strstr(compare_change("struct { int a; };", ""),
			       "struct page changes: its field a is gone"));
	assert_non_null(
		strstr(compare_change("u32 flags;", "int (*flags[2])(int x);"),
		       "struct page changes: its field flags is another"));
	assert_non_null(strstr(compare_change("aligned(8)", "aligned(4)"),
			       "union both changes, from \"8 ) )"));
	assert_non_null(
		strstr(compare_change("unsigned int u32", "unsigned long u32"),
		       "type u32 changes"));
	assert_non_null(strstr(compare_change("ONE, TWO", "ONE, HALF, TWO"),
			       "enum with ONE changes: its value HALF is new"));
	assert_non_null(strstr(compare_change("ONE, TWO", "ZERO, ONE, TWO"),
			       "enum with ONE changes"));
}

/* A variable stays where it is, so its struct must not be another one. */
static void type_of_a_variable_counts(void **state)
{
	(void)state;
	assert_non_null(strstr(
		compare_types("static struct page first;",
			      "static struct other first;"),
		"variable first changes from \"struct page\" to \"struct other\""));
	assert_non_null(compare_types("static __attribute__((section(\"x\"))) "
				      "__typeof__(struct page) each;",
				      "static __attribute__((section(\"x\"))) "
				      "__typeof__(struct other) each;"));
	assert_non_null(strstr(
		compare_types("typedef struct { int a; } one_t;"
			      "typedef union { int b; } two_t; static one_t x;",
			      "typedef struct { int a; } one_t;"
			      "typedef union { int b; } two_t; static two_t x;"),
		"variable x changes from \"one_t\" to \"two_t\""));
	/* One more or one fewer pointer makes another thing of the same size. */
	assert_non_null(strstr(
		compare_types("static struct hlist_head all;",
			      "static struct hlist_head *all;"),
		"variable all changes from \"struct hlist_head\" to \"struct hlist_head *\""));
	assert_non_null(compare_types("static int **x;", "static int *x;"));
	assert_null(compare_types("static char *name;",
				  "static const char *const name;"));
	assert_non_null(strstr(
		compare_types("int f(void) { static struct one *last = 0; }",
			      "int f(void) { static struct two *last; }"),
		"variable last in f changes from \"struct one *\" to \"struct two *\""));
	/* each of a declaration, with initial values or without */
	assert_non_null(strstr(
		compare_types("static struct one *a = 0, *b, c = { 1, 2 };",
			      "static struct one *a, b, c;"),
		"variable b changes from \"struct one *\" to \"struct one\""));
	assert_non_null(strstr(
		compare_types(
			"int f(void) { static struct one a = f(1, 2), *b; }",
			"int f(void) { static struct one a, b; }"),
		"variable b in f changes"));
	assert_null(compare_types(
		"static struct one *a, b, *c = 0;",
		"static struct one *c, b; static struct one *a;"));
	assert_null(compare_types("int f(void) { static struct one *last; }",
				  "int g(void) { static struct two *last; }"));
	assert_null(compare_types("static u32 x;", "static int x;"));
	/* names in parentheses are no structs */
	assert_null(compare_types(
		"typedef int (get_t)(struct page *p); static int x;",
		"typedef int (get_t)(struct page *p); static u32 x;"));
	assert_non_null(strstr(compare_types("typedef int (get_t)(int a);",
					     "typedef int (get_t)(long a);"),
			       "type get_t"));
	/* what a pointer leads to has a size */
	assert_non_null(strstr(
		compare_types("typedef unsigned char u8; static u8 *x;",
			      "typedef unsigned short u16; static u16 *x;"),
		"numbers of 1 bytes, and after the change at those of 2"));
	assert_null(compare_types("static void *x;", "static char *x;"));
	assert_null(compare_types("static long int *x;",
				  "static unsigned long *x;"));
	/* the kernel's constants are used only if their bytes are the same */
	assert_null(compare_types("static const char *const names[] = { 0 };",
				  "static const char names[][2] = { 0 };"));
	assert_null(compare_types("static int many[3] = { 1 };",
				  "static unsigned many[3] = { 2 };"));
	assert_null(compare_types("static struct page first;",
				  "struct page first = { 0 };"));
	assert_null(compare_types("int f(struct page *p);",
				  "int f(struct other *p);"));
	assert_null(compare_types("extern struct page *f(int);",
				  "extern struct other *f(int);"));
}

#define ARRAY "struct s { int left[sizeof((all)) / sizeof((all)[0])]; };"
#define TYPE "struct s { char a; long b; };"

/* An array may have as many elements as a table. */
static void size_of_a_variable_counts(void **state)
{
	static const char old[] = "static const int all[] = { 1, 2 };" ARRAY;

	(void)state;
	assert_non_null(
		strstr(compare_types(old, "static const int all[] = "
					  "{ 1, 2, 3 };" ARRAY),
		       "struct s may change: it depends on the size of all"));
	assert_null(compare_types(old, "static const int all[]={1,2};" ARRAY));
	/* another value of the same size */
	assert_null(compare_types(
		old, "static const int all[] = { 7, F(3, 4) };" ARRAY));
	assert_non_null(compare_types(
		old, "static const int all[] = { 1, [7] = 2 };" ARRAY));
	assert_non_null(compare_types("static const int all[2];" ARRAY,
				      "static const int all[3];" ARRAY));
	assert_null(compare_types("int all[] = { 1 };" TYPE,
				  "int all[] = { 1, 2 };" TYPE));
	allowed = "struct s";
	assert_null(
		compare_types(old, "static const int all[] = { 1 };" ARRAY));
	allowed = NULL;
}

/* A pragma changes a layout, and no text of the type. */
static void pack_counts(void **state)
{
	static const char *const packed[] = {
		"#pragma pack(1)\n" TYPE,
		"#pragma pack(push, 1)\n" TYPE "\n#pragma pack(pop)\n",
		"#pragma pack(2)\n#pragma pack(push)\n" TYPE,
	};
	static const char *const plain[] = {
		"#pragma pack(1)\n#pragma pack()\n" TYPE,
		"#pragma pack(push, 1)\n#pragma pack(pop)\n" TYPE,
		"#pragma GCC diagnostic push\n" TYPE,
		"# 1 \"pack.h\"\n" TYPE,
	};

	(void)state;
	for (size_t i = 0; i < sizeof(packed) / sizeof(*packed); i++)
		assert_non_null(
			strstr(compare_types(TYPE, packed[i]), "struct s"));
	for (size_t i = 0; i < sizeof(plain) / sizeof(*plain); i++)
		assert_null(compare_types(TYPE, plain[i]));
	assert_non_null(compare_types(TYPE, "#pragma pack(other)\nint x;"));
	assert_null(compare_types("#pragma pack(1)\nenum e { A, B };",
				  "#pragma pack(1)\nenum e { A, B, C };"));
}

static void enum_may_grow(void **state)
{
	static const char old[] = "enum set { A, B = 1 << 3, C };";

	(void)state;
	assert_null(compare_types(old, "enum set { A, B = 1 << 3, C, D };"));
	assert_null(compare_types(
		old, "enum set { A, D, B = 1 << 3, C, E = (1UL) << (4) };"));
	assert_non_null(
		compare_types(old, "enum set { D, A, B = 1 << 3, C };"));
	assert_non_null(
		compare_types(old, "enum set { A, B = 1 << 3, D, C };"));
	assert_non_null(compare_types(old, "enum set { A, B = 1 << 2, C };"));
	assert_non_null(compare_types(old, "enum set { A, B = 1 << 3 };"));
	assert_non_null(compare_types(
		old, "enum set { A, B = 1 << 3, C, D = 1UL << 32 };"));
	assert_non_null(compare_types(
		old, "enum set { A, B = 1 << 3, C, D = 0x80000000 };"));
}

static void type_may_change_if_the_user_says_so(void **state)
{
	static const char change[] = "u32 flags; int more;";

	(void)state;
	allowed = "union both,struct page";
	assert_null(compare_change("u32 flags;", change));
	assert_non_null(compare_change("int raw;", "int raw, more;"));
	allowed = "struct pages,page";
	assert_non_null(compare_change("u32 flags;", change));
	allowed = NULL;
}

/* Types without a tag are found again whatever stands behind their name. */
static void type_without_tag_is_found_again(void **state)
{
	(void)state;
	assert_non_null(strstr(compare_change("int n; } counter = { 1 }",
					      "long n; } counter = { 1, ONE }"),
			       "type counter changes: its field n is another"));
	assert_null(compare_change("counter = { 1 }", "counter = { ONE }"));
	assert_null(compare_change("int last",
				   "typedef int fresh(char *arg);int last"));
	assert_null(compare_change("int last", "typedef char u32;int last"));
}

/* Types that a function defines count if a static variable has one. */
static void type_in_a_function_counts_if_it_stays(void **state)
{
	static const char last[] = "return 0;";

	(void)state;
	assert_null(compare_change("struct local { int x; }",
				   "struct local { long x; }"));
	assert_null(compare_change(
		last, "static struct { int n; } seen; return seen.n;"));
	assert_non_null(
		strstr(compare_two("static struct { int n; } seen = { 1 };",
				   "static struct { long n; } seen = { 1 };"),
		       "type seen in last changes: its field n is another"));
	assert_non_null(strstr(
		compare_two("struct two { char a, b; }; static struct two t;",
			    "struct two { char b, a; }; static struct two t;"),
		"struct two in last changes"));
	assert_non_null(compare_two(
		"static __attribute__((used)) volatile struct { int n; } s;",
		"static __attribute__((used)) volatile struct { long n; } s;"));
	assert_non_null(compare_two(
		"struct two { char a, b; }; static volatile struct two t;",
		"struct two { char b, a; }; static volatile struct two t;"));
	assert_null(compare_two("struct two { char a, b; }; static int t;",
				"struct two { char b, a; }; static int t;"));
}

static void type_with_another_name_is_found(void **state)
{
	static const char old[] =
		"struct old { int a; long b; }; static struct old o; return 1;";

	(void)state;
	assert_non_null(
		strstr(compare_types("struct old { int a; long b; };",
				     "struct new { int a; int c; long b; };"),
		       "struct old is gone, and struct new has its fields"));
	assert_null(compare_types("struct old { int a; long b; };",
				  "struct new { int a; long b; };"));
	assert_null(compare_types("struct old { int a; long b; };",
				  "struct new { char *text; };"));
	assert_null(compare_two(old, "return 1;"));
}

static void change_of_code_or_spaces_is_none(void **state)
{
	(void)state;
	assert_null(compare_change("return p;", "return p + 1;"));
	assert_null(compare_change("int x;", "int x; int y;"));
	assert_null(compare_change("u32 flags;", "u32   flags ;"));
	assert_null(
		compare_change("int last", "struct fresh { int a; };int last"));
}

static void damaged_source_is_refused(void **state)
{
	struct sc_error err = { "" };
	struct pb_type_texts types;

	(void)state;
	assert_int_equal(pb_types_collect("int a; }", 8, &types, &err), -1);
	assert_non_null(strstr(err.text, "do not fit"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(types_at_file_scope_are_collected),
		cmocka_unit_test(type_in_a_function_counts_if_it_stays),
		cmocka_unit_test(type_with_another_name_is_found),
		cmocka_unit_test(type_of_a_variable_counts),
		cmocka_unit_test(pack_counts),
		cmocka_unit_test(size_of_a_variable_counts),
		cmocka_unit_test(type_may_change_if_the_user_says_so),
		cmocka_unit_test(enum_may_grow),
		cmocka_unit_test(change_of_a_layout_is_named),
		cmocka_unit_test(type_without_tag_is_found_again),
		cmocka_unit_test(change_of_code_or_spaces_is_none),
		cmocka_unit_test(damaged_source_is_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
