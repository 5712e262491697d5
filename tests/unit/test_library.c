// SPDX-License-Identifier: GPL-2.0-only
#include "tests/unit/test.h"

#include "stackcheck/util/library.h"

#define MATH(X) X(floor) X(no_such_function)

static double (*functions[2])(double);
static const char *const names[] = { MATH(SC_LIBRARY_NAME) };

static struct sc_library library(const char *file, size_t n)
{
	functions[0] = functions[1] = NULL;
	return (struct sc_library){
		.file = file, .names = names, .n = n, .functions = functions
	};
}

static void one_that_is_there_is_loaded(void **state)
{
	struct sc_library lib = library("libm.so.6", 1);
	struct sc_error err = { "" };

	(void)state;
	assert_true(sc_library_load(&lib));
	assert_true(sc_library_load(&lib));
	assert_non_null(functions[0]);
	assert_true(functions[0](1.5) == 1);
	assert_null(sc_library_error());
	assert_int_equal(sc_library_fail(&err), 0);
}

/* The first error stays: it is what all that follows rests on. */
static void one_that_is_missing_is_named(void **state)
{
	struct sc_library missing = library("libno-such.so.1", 1);
	struct sc_library other = library("libm.so.6", 2);
	struct sc_error err = { "" };

	(void)state;
	assert_false(sc_library_load(&missing));
	assert_false(sc_library_load(&missing));
	assert_non_null(strstr(sc_library_error(), "libno-such.so.1"));
	assert_false(sc_library_load(&other));
	assert_int_equal(sc_library_fail(&err), -1);
	assert_non_null(strstr(err.text, "libno-such.so.1"));
	assert_non_null(strstr(err.text, "install the package"));
}

static void one_without_a_function_is_another_one(void **state)
{
	struct sc_library lib = library("libm.so.6", 2);

	(void)state;
	assert_false(sc_library_load(&lib));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(one_that_is_there_is_loaded),
		cmocka_unit_test(one_that_is_missing_is_named),
		cmocka_unit_test(one_without_a_function_is_another_one),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
