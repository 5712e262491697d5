// SPDX-License-Identifier: GPL-2.0-only
/* Names and versions of packages, and what tells a compiler. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "tests/unit/test.h"

#include "kpatch/builder/compiler.h"
#include "kpatch/builder/names.h"
#include "kpatch/builder/path_kind.h"
#include "kpatch/builder/source_part.h"
#include "kpatch/builder/version.h"

/* From the oldest to the newest. */
static const char *const ordered[] = {
	"6.1.9-1",
	"6.1.176-1",
	"6.1.192-2",
	"6.1.192-3",
	"6.12.117-1~bpo12+1",
	"6.12.117-1~deb12u1",
	"6.12.117-1",
	"6.12.117-1+b1",
	"6.12.117-1.1",
	"7.0~rc7-1~exp1",
	"7.0-1",
	"7.0.0-1",
	"1:0.1-1",
};

static int sign(int n)
{
	return (n > 0) - (n < 0);
}

static void versions_are_ordered(void **state)
{
	const int n = sizeof(ordered) / sizeof(ordered[0]);

	(void)state;
	for (int i = 0; i < n; i++)
		for (int j = 0; j < n; j++)
			assert_int_equal(sign(pb_version_compare(ordered[i],
								 ordered[j])),
					 sign(i - j));
}

static void files_of_the_source_have_kinds(void **state)
{
	(void)state;
	assert_int_equal(pb_path_kind("fs/readdir.c", true), PB_PATH_CODE);
	assert_int_equal(pb_path_kind("arch/x86/entry/entry_64.S", true),
			 PB_PATH_CODE);
	assert_int_equal(pb_path_kind("fs/proc/Makefile", true), PB_PATH_RULES);
	assert_int_equal(pb_path_kind("fs/Kconfig", true), PB_PATH_CHOICES);
	assert_int_equal(pb_path_kind("arch/arm64/mm/mmap.c", true),
			 PB_PATH_OTHER_ARCH);
	assert_int_equal(pb_path_kind("tools/testing/x/Makefile", true),
			 PB_PATH_ASIDE);
	assert_int_equal(pb_path_kind("Documentation/x.rst", true),
			 PB_PATH_ASIDE);
	/* an out-of-tree module may have any folders */
	assert_int_equal(pb_path_kind("tools/main.c", false), PB_PATH_CODE);
	assert_int_equal(pb_path_kind("arch/arm64/a.c", false), PB_PATH_CODE);
	assert_int_equal(pb_path_kind("README.md", false), PB_PATH_ASIDE);
}

static void same_versions_are_equal(void **state)
{
	(void)state;
	assert_int_equal(pb_version_compare("0:6.1-1", "6.1-1"), 0);
	assert_int_equal(pb_version_compare("6.01-1", "6.1-1"), 0);
	assert_int_equal(pb_version_compare("", ""), 0);
}

static void releases_are_told(void **state)
{
	(void)state;
	assert_true(pb_is_release("6.12.117+deb12-amd64"));
	assert_true(pb_is_release("6.1.0-57-rt-amd64"));
	assert_true(pb_is_release("7.0~rc1-cloud-amd64"));
	assert_false(pb_is_release(""));
	assert_false(pb_is_release(".."));
	assert_false(pb_is_release("-o"));
	assert_false(pb_is_release("6.1/../../etc"));
	assert_false(pb_is_release("6.1 0"));
}

static void source_is_named(void **state)
{
	char name[PB_NAME];

	(void)state;
	assert_int_equal(pb_source_name("6.12.117+deb12-amd64", name, NULL), 0);
	assert_string_equal(name, "linux-source-6.12");
	assert_int_equal(pb_source_name("6.1.0-57-amd64", name, NULL), 0);
	assert_string_equal(name, "linux-source-6.1");
	assert_int_equal(pb_source_name("7.3.4+deb13-rt-amd64", name, NULL), 0);
	assert_string_equal(name, "linux-source-7.3");
	assert_int_equal(pb_source_name("7.3+deb14-amd64", name, NULL), 0);
	assert_string_equal(name, "linux-source-7.3");
	assert_int_equal(pb_source_name("custom", name, NULL), -1);
	assert_int_equal(pb_source_name("6.x", name, NULL), -1);
}

static void dependencies_are_found(void **state)
{
	static const char depends[] =
		"linux-base (>= 4.12~), linux-headers-6.1.0-57-common-rt (= 6.1.192-3), "
		"linux-image-a (= 1) | linux-image-b, linux-kbuild-6.1 (>= 6.1.192-3), gcc-12";
	struct sc_error err;
	char name[PB_NAME];

	(void)state;
	assert_int_equal(pb_find_dependency(depends, PB_COMMON, name, &err), 0);
	assert_string_equal(name, "linux-headers-6.1.0-57-common-rt");
	assert_int_equal(pb_find_dependency(depends, PB_KBUILD, name, &err), 0);
	assert_string_equal(name, "linux-kbuild-6.1");
	assert_int_equal(pb_find_dependency("gcc-12", PB_KBUILD, name, &err),
			 -1);
	assert_non_null(strstr(err.text, "linux-kbuild-"));
	assert_int_equal(pb_find_dependency("", PB_COMMON, name, NULL), -1);
}

static void field_is(const char *text, const char *field, const char *want)
{
	char *value = pb_control_field(text, field);

	if (want)
		assert_string_equal(value, want);
	else
		assert_null(value);
	free(value);
}

static void fields_are_read(void **state)
{
	static const char text[] = "Package: a\nVersion:  1-1\n more: x\n"
				   "Empty:\n\nPackage: b\nSize: 3";

	(void)state;
	field_is(text, "Package", "a");
	field_is(text, "version", "1-1");
	field_is(text, "Empty", "");
	field_is(text, "more", NULL);
	field_is(text, "Size", NULL);
	field_is(pb_control_next(text), "Size", "3");
	assert_null(pb_control_next(pb_control_next(text)));
	assert_null(pb_control_next("a: b\n\n"));
}

static void compilers_are_compared(void **state)
{
	static const char want[] = "gcc-12 (Debian 12.2.0-14+deb12u1) 12.2.0";

	(void)state;
	assert_true(pb_compiler_is_same(
		want,
		"x86_64-linux-gnu-gcc-12 (Debian 12.2.0-14+deb12u1) 12.2.0"));
	assert_false(
		pb_compiler_is_same(want, "gcc-12 (Debian 12.2.0-14) 12.2.0"));
	assert_false(pb_compiler_is_same("gcc-12", "gcc-12"));
}

static void linkers_have_numbers(void **state)
{
	(void)state;
	assert_int_equal(
		pb_linker_number("GNU ld (GNU Binutils for Debian) 2.40"),
		24000);
	assert_int_equal(pb_linker_number("GNU ld (GNU Binutils) 2.35.2"),
			 23502);
	assert_int_equal(
		pb_linker_number("GNU ld (GNU Binutils) 2.43.50.20240101"),
		24350);
	assert_int_equal(pb_linker_number("LLD 15.0.6"), -1);
	assert_int_equal(pb_linker_number(""), -1);
}

static bool has_word(const struct pb_words *words, const char *word)
{
	for (size_t i = 0; i < words->n; i++)
		if (!strcmp(words->list[i], word))
			return true;
	return false;
}

/* 6.1 has no drivers/accel, and tar fails if it is asked for what is not there. */
static void folders_that_are_missing_are_not_asked_for(void **state)
{
	char source[] = "/tmp/test_builder_names.XXXXXX", path[64];
	struct pb_words options = { 0 };

	(void)state;
	assert_non_null(mkdtemp(source));
	snprintf(path, sizeof(path), "%s/sound", source);
	assert_int_equal(mkdir(path, 0700), 0);
	assert_int_equal(
		pb_source_get_all("linux-source-6.1", source, &options), 0);
	assert_true(has_word(&options, "linux-source-6.1/sound/*.h"));
	assert_true(has_word(&options, "linux-source-6.1/drivers/*.c"));
	assert_false(has_word(&options, "linux-source-6.1/drivers/accel/*.h"));
	pb_words_free(&options);
	assert_int_equal(rmdir(path), 0);
	assert_int_equal(rmdir(source), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(versions_are_ordered),
		cmocka_unit_test(files_of_the_source_have_kinds),
		cmocka_unit_test(same_versions_are_equal),
		cmocka_unit_test(releases_are_told),
		cmocka_unit_test(source_is_named),
		cmocka_unit_test(dependencies_are_found),
		cmocka_unit_test(fields_are_read),
		cmocka_unit_test(compilers_are_compared),
		cmocka_unit_test(linkers_have_numbers),
		cmocka_unit_test(folders_that_are_missing_are_not_asked_for),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
