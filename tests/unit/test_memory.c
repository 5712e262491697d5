// SPDX-License-Identifier: GPL-2.0-only
#include "tests/unit/test.h"

#include <errno.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "stackcheck/util/memory.h"
#include "stackcheck/util/output.h"

/* More than there ever is; the compiler must not see that. */
static volatile size_t too_much = PTRDIFF_MAX - 4096;

/* Nor that nobody uses it. */
static void *volatile got;

static void succeed(void *arg)
{
	volatile int *steps = arg;

	got = malloc(16);
	free(got);
	*steps = 1;
}

static void run_out(void *arg)
{
	volatile int *steps = arg;

	*steps = 1;
	got = malloc(too_much);
	free(got);
	*steps = 2; /* not reached */
}

static void run_out_inside(void *arg)
{
	volatile int *steps = arg, inner = 0;

	assert_false(sc_memory_guard(run_out, (void *)&inner));
	assert_int_equal(inner, 1);
	*steps = 1;
	got = malloc(too_much);
	free(got);
	*steps = 2; /* not reached: the outer guard holds again */
}

static void run_out_unguarded(void *arg)
{
	volatile int *steps = arg;
	void *guard = sc_memory_unguard();

	got = malloc(too_much);
	free(got);
	*steps = 1;
	sc_memory_reguard(guard);
	got = calloc(2, too_much / 2);
	free(got);
	*steps = 2; /* not reached */
}

/* In this order: once memory has run out, that stays known. */
static void a_failure_is_noted_and_ends_what_is_guarded(void **state)
{
	char path[] = "/tmp/memory.XXXXXX";
	struct sc_error err = { "" };
	int steps = 0, fd = mkstemp(path);
	void *kept;

	(void)state;
	assert_true(fd >= 0);
	close(fd);
	assert_true(sc_memory_guard(succeed, &steps));
	assert_int_equal(steps, 1);
	assert_false(sc_memory_failed());
	assert_int_equal(sc_output_put(path, "old", 3, &err), 0);

	assert_false(sc_memory_guard(run_out, &steps));
	assert_int_equal(steps, 1);
	assert_true(sc_memory_failed());
	assert_false(sc_memory_guard(run_out_inside, &steps));
	assert_int_equal(steps, 1);
	assert_false(sc_memory_guard(run_out_unguarded, &steps));
	assert_int_equal(steps, 1);

	/* outside of a guard it is NULL, and what there was stays */
	got = malloc(too_much);
	assert_null(got);
	assert_null(realloc(NULL, too_much));
	assert_int_equal(posix_memalign(&kept, 64, too_much), ENOMEM);

	assert_int_equal(sc_output_put(path, "new", 3, &err), -1);
	assert_non_null(strstr(err.text, "Cannot allocate memory"));
	assert_non_null(strstr(err.text, "unchanged"));
	unlink(path);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_failure_is_noted_and_ends_what_is_guarded),
	};

#if defined(__SANITIZE_ADDRESS__)
	/* it has allocation functions of its own, which end the program */
	(void)tests;
	puts("ok test_memory: not with sanitizers");
	return 0;
#else
	return cmocka_run_group_tests(tests, NULL, NULL);
#endif
}
