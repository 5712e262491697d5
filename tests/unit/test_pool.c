// SPDX-License-Identifier: GPL-2.0-only
#include "tests/unit/test.h"

#include <stdatomic.h>

#include "stackcheck/util/parallel.h"

#define N 10000

static void count(void *ctx, size_t i)
{
	atomic_uchar *seen = ctx;

	seen[i]++;
}

static void check_each_once(unsigned int jobs, size_t n)
{
	atomic_uchar *seen = calloc(n + 1, sizeof(*seen));

	assert_non_null(seen);
	sc_parallel(jobs, n, count, seen);
	for (size_t i = 0; i < n; i++)
		assert_int_equal(seen[i], 1);
	assert_int_equal(seen[n], 0);
	free(seen);
}

static void each_index_once(void **state)
{
	static const unsigned int jobs[] = { 0, 1, 2, 3, 8 };

	(void)state;
	for (size_t i = 0; i < sizeof(jobs) / sizeof(jobs[0]); i++) {
		check_each_once(jobs[i], N);
		check_each_once(jobs[i], 1);
		check_each_once(jobs[i], 0);
	}
}

static void nested_one(void *ctx, size_t i)
{
	atomic_uint *total = ctx;
	atomic_uchar seen[10] = { 0 };

	(void)i;
	sc_parallel(2, 10, count, seen);
	for (size_t j = 0; j < 10; j++)
		*total += seen[j];
}

static void may_be_nested(void **state)
{
	atomic_uint total = 0;

	(void)state;
	sc_parallel(2, 20, nested_one, &total);
	assert_int_equal(total, 200);
}

static void there_is_a_processor(void **state)
{
	(void)state;
	assert_true(sc_cpu_count() >= 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_index_once),
		cmocka_unit_test(may_be_nested),
		cmocka_unit_test(there_is_a_processor),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
