// SPDX-License-Identifier: GPL-2.0-only
#include "tests/unit/test.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "stackcheck/analysis/assumptions.h"
#include "stackcheck/analysis/facts.h"
#include "stackcheck/analysis/facts_file.h"

static char path[] = "/tmp/facts.XXXXXX";

static int make_path(void **state)
{
	int fd;

	(void)state;
	strcpy(path, "/tmp/facts.XXXXXX");
	fd = mkstemp(path);
	return fd < 0 ? -1 : close(fd);
}

static int remove_path(void **state)
{
	(void)state;
	return unlink(path);
}

static const char *const names[] = {
	"plain",	 "with\ttab", "with\nline break",
	"back\\slash",	 "\\x41",     "\033[31mred",
	"\xff\xfe",	 "\xc3\xa9",  "with space",
	"trailing\t\r ", "-",	      "#hash",
};

#define N (sizeof(names) / sizeof(names[0]))

static void names_come_back_as_they_were(void **state)
{
	struct sc_facts *facts = sc_facts_new(), *read = sc_facts_new();
	struct sc_error err = { "" };
	const struct sc_assumption *a;
	size_t n = 0;

	(void)state;
	for (size_t i = 0; i < N; i++) {
		struct sc_assumption out = { .name = (char *)names[i],
					     .path = (char *)names[N - 1 - i],
					     .section = (char *)"",
					     .function = (char *)names[i],
					     .off = i,
					     .function_off = 2 * i };

		assert_int_equal(sc_facts_add(facts, names[i],
					      SC_FACT_NORETURN |
						      SC_FACT_RETURNS),
				 0);
		assert_int_equal(sc_facts_assume(facts, &out), 0);
	}
	assert_int_equal(sc_facts_save(facts, path, &err), 0);
	if (sc_facts_load(read, path, &err))
		fail_msg("%s", err.text);
	a = sc_facts_assumptions(read, &n);
	assert_int_equal(n, N);
	for (size_t i = 0; i < N; i++) {
		assert_int_equal(sc_facts_get(read, names[i]) &
					 (SC_FACT_NORETURN | SC_FACT_RETURNS),
				 SC_FACT_NORETURN | SC_FACT_RETURNS);
		assert_string_equal(a[i].name, names[i]);
		assert_string_equal(a[i].path, names[N - 1 - i]);
		assert_string_equal(a[i].section, "");
		assert_string_equal(a[i].function, names[i]);
		assert_int_equal(a[i].off, i);
	}
	sc_facts_free(facts);
	sc_facts_free(read);
}

static void what_is_no_fact_is_refused(void **state)
{
	static const char *const bad[] = { "noreturn\n", "noreturn\ta\tb\n",
					   "nothing\ta\n", "assumed\ta\tb\n",
					   "\n" };
	struct sc_facts *facts = sc_facts_new();
	struct sc_error err;

	(void)state;
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
		FILE *f = fopen(path, "w");

		assert_non_null(f);
		fprintf(f, "returns\tfine\n%s", bad[i]);
		fclose(f);
		assert_int_equal(sc_facts_load(facts, path, &err), -1);
		assert_non_null(strstr(err.text, "line 2 is no fact"));
	}
	sc_facts_free(facts);
}

static void a_link_stays_a_link(void **state)
{
	struct sc_facts *facts = sc_facts_new();
	struct sc_error err = { "" };
	struct stat st;
	char link[64];

	(void)state;
	snprintf(link, sizeof(link), "%s.link", path);
	assert_int_equal(symlink(path, link), 0);
	assert_int_equal(sc_facts_add(facts, "f", SC_FACT_RETURNS), 0);
	assert_int_equal(sc_facts_save(facts, link, &err), 0);
	assert_int_equal(lstat(link, &st), 0);
	assert_true(S_ISLNK(st.st_mode));
	assert_int_equal(stat(path, &st), 0);
	assert_int_equal(st.st_size, strlen("returns\tf\n"));
	unlink(link);
	sc_facts_free(facts);
}

#define WITH_PATH(test)                                                        \
	cmocka_unit_test_setup_teardown(test, make_path, remove_path)

int main(void)
{
	const struct CMUnitTest tests[] = {
		WITH_PATH(names_come_back_as_they_were),
		WITH_PATH(what_is_no_fact_is_refused),
		WITH_PATH(a_link_stays_a_link),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
