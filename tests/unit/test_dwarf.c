// SPDX-License-Identifier: GPL-2.0-only
/*
 * Source lines and no-return functions, from objects that the compiler in
 * $CC (or cc) makes here with each form of DWARF; skipped when there is none.
 */
#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "stackcheck/image/dwarf.h"
#include "stackcheck/image/input.h"

static const char source[] =
	"void die(void) __attribute__((noreturn));\n"
	"__attribute__((section(\".text.other\"))) int other(int x)\n"
	"{ return x * x; }\n"
	"void returns(void);\n"
	"__attribute__((noreturn)) void mine(void)\n"
	"{ for (;;) die(); }\n"
	"int main_like(int x)\n"
	"{ returns(); return other(x); }\n";

static char dir[] = "/tmp/test_dwarf.XXXXXX";

static int setup(void **state)
{
	char path[64];
	FILE *out;

	(void)state;
	if (!mkdtemp(dir))
		return -1;
	snprintf(path, sizeof(path), "%s/t.c", dir);
	out = fopen(path, "w");
	if (!out)
		return -1;
	fputs(source, out);
	return fclose(out);
}

static int teardown(void **state)
{
	char command[64];

	(void)state;
	snprintf(command, sizeof(command), "rm -rf %s", dir);
	return system(command);
}

/* Compile with @flags and load; skips the test when that does not work. */
static struct sc_image *compile(const char *flags)
{
	const char *cc = getenv("CC");
	struct sc_error err = { "" };
	struct sc_input input;
	struct sc_image *img;
	char command[512], path[64];

	snprintf(path, sizeof(path), "%s/t.o", dir);
	snprintf(command, sizeof(command),
		 "cd %s && %s -O1 %s -c t.c -o t.o 2>/dev/null", dir,
		 cc && cc[0] ? cc : "cc", flags);
	if (system(command))
		skip();
	memset(&input, 0, sizeof(input));
	input.path = input.file = path;
	img = sc_input_load(&input, NULL, &err);
	if (!img)
		fail_msg("%s", err.text);
	return img;
}

static int line_of(struct sc_image *img, const char *name)
{
	const char *file;
	int line = 0;
	uint32_t i;

	for (i = 1; i < img->nsyms; i++) {
		const struct sc_symbol *sym = &img->syms[i];

		if (strcmp(sym->name, name))
			continue;
		if (!sc_image_line(img, sym->sec, sym->off, &file, &line))
			return 0;
		assert_non_null(strstr(file, "t.c"));
	}
	return line;
}

struct seen {
	int die, mine, others;
};

static void see(void *ctx, const char *name)
{
	struct seen *seen = ctx;

	seen->die += !strcmp(name, "die");
	seen->mine += !strcmp(name, "mine");
	seen->others += strcmp(name, "die") && strcmp(name, "mine");
}

static void check_object(const char *flags)
{
	struct sc_image *img = compile(flags);
	struct seen seen = { 0, 0, 0 };

	/* The name's line or the brace's, as the compiler likes it. */
	assert_in_range(line_of(img, "other"), 2, 3);
	assert_in_range(line_of(img, "mine"), 5, 6);
	assert_in_range(line_of(img, "main_like"), 7, 8);
	sc_image_dwarf_noreturn(img, see, &seen);
	assert_true(seen.die && seen.mine);
	assert_int_equal(seen.others, 0);
	sc_image_free(img);
}

static void test_dwarf5(void **state)
{
	(void)state;
	check_object("-gdwarf-5");
}

static void test_dwarf4(void **state)
{
	(void)state;
	check_object("-gdwarf-4");
}

static void test_compressed(void **state)
{
	(void)state;
	check_object("-g -gz");
}

static void test_function_sections(void **state)
{
	(void)state;
	check_object("-g -ffunction-sections");
}

static void test_none(void **state)
{
	struct sc_image *img = compile("-g0");
	struct seen seen = { 0, 0, 0 };

	(void)state;
	assert_int_equal(line_of(img, "mine"), 0);
	sc_image_dwarf_noreturn(img, see, &seen);
	assert_int_equal(seen.die + seen.mine + seen.others, 0);
	sc_image_free(img);
}

static void *ask_often(void *img)
{
	int i, wrong = 0;

	for (i = 0; i < 200; i++)
		wrong += line_of(img, "mine") < 5;
	return (void *)(intptr_t)wrong;
}

static void test_threads(void **state)
{
	struct sc_image *img = compile("-g");
	pthread_t threads[4];
	void *wrong;
	int i;

	(void)state;
	for (i = 0; i < 4; i++)
		assert_int_equal(
			pthread_create(&threads[i], NULL, ask_often, img), 0);
	for (i = 0; i < 4; i++) {
		pthread_join(threads[i], &wrong);
		assert_null(wrong);
	}
	sc_image_free(img);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_dwarf5),
		cmocka_unit_test(test_dwarf4),
		cmocka_unit_test(test_compressed),
		cmocka_unit_test(test_function_sections),
		cmocka_unit_test(test_none),
		cmocka_unit_test(test_threads),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
