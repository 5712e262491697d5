// SPDX-License-Identifier: GPL-2.0-only
/* Folders, archives and odd files, each test in a folder of its own. */
#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "stackcheck/input.h"
#include "tests/unit/elf_builder.h"

/* Where a test works, and what was reported as bad in it. */
struct place {
	char dir[64];
	char old[1024];
	int nbad;
	char bad[512];
};

static void on_bad(void *ctx, const struct sc_error *err)
{
	struct place *p = ctx;

	p->nbad++;
	snprintf(p->bad, sizeof(p->bad), "%s", err->text);
}

static int enter(void **state)
{
	struct place *p = calloc(1, sizeof(*p));

	strcpy(p->dir, "/tmp/test_input.XXXXXX");
	*state = p;
	return !getcwd(p->old, sizeof(p->old)) || !mkdtemp(p->dir) ||
	       chdir(p->dir);
}

static int leave(void **state)
{
	struct place *p = *state;
	char command[128];
	int ret;

	snprintf(command, sizeof(command), "rm -rf %s", p->dir);
	ret = chdir(p->old) || system(command);
	free(p);
	return ret;
}

static void write_file(const char *path, const void *data, size_t size)
{
	FILE *out = fopen(path, "wb");

	assert_non_null(out);
	assert_int_equal(fwrite(data, 1, size, out), size);
	fclose(out);
}

static uint8_t *object(size_t *size)
{
	struct elf_builder *eb = eb_new(ET_REL);
	uint8_t *file;

	eb_text(eb, ".text", NULL, 32);
	eb_func(eb, "fn", 1, 0, 32);
	file = eb_build(eb, size);
	eb_free(eb);
	return file;
}

static void write_object(const char *path)
{
	size_t size;
	uint8_t *file = object(&size);

	write_file(path, file, size);
	free(file);
}

static void collect(struct place *p, struct sc_input_list *list,
		    const char *first, const char *second)
{
	char *paths[] = { (char *)first, (char *)second };

	p->nbad = 0;
	p->bad[0] = '\0';
	assert_int_equal(
		sc_inputs_collect(paths, second ? 2 : 1, list, on_bad, p), 0);
}

/* Exactly these paths, in this order, separated by spaces. */
static void expect(const struct sc_input_list *list, const char *paths)
{
	char all[1024] = "";
	size_t i;

	for (i = 0; i < list->count; i++) {
		if (i)
			strcat(all, " ");
		strcat(all, list->items[i].path);
	}
	assert_string_equal(all, paths);
}

static void check(struct place *p, const char *path, const char *paths,
		  int nbad)
{
	struct sc_input_list list;

	collect(p, &list, path, NULL);
	expect(&list, paths);
	assert_int_equal(p->nbad, nbad);
	sc_inputs_free(&list);
}

static void test_folder(void **state)
{
	struct place *p = *state;

	mkdir("d", 0777);
	mkdir("d/sub", 0777);
	mkdir("d/dir.o", 0777);
	write_object("d/z.o");
	write_object("d/a.o");
	write_object("d/sub/m.ko");
	write_object("d/vmlinux");
	write_object("d/vmlinux.bin");
	write_object("d/program");
	write_file("d/bitcode.o", "BC\xc0\xde", 4);
	write_file("d/damaged.ko.xz", "", 0);
	write_file("d/source.c", "int x;\n", 7);
	check(p, "d", "d/a.o d/damaged.ko.xz d/sub/m.ko d/vmlinux d/z.o", 0);
}

static void test_named_always_counts(void **state)
{
	struct place *p = *state;

	write_object("program");
	write_file("text.o", "text\n", 5);
	check(p, "program", "program", 0);
	check(p, "text.o", "text.o", 0);
}

static void test_missing(void **state)
{
	struct place *p = *state;

	check(p, "nowhere.o", "", 1);
	assert_non_null(strstr(p->bad, "nowhere.o"));
}

/* None of these may block, loop, or count. */
static void test_odd_files(void **state)
{
	struct place *p = *state;

	mkdir("d", 0777);
	assert_int_equal(mkfifo("d/fifo.o", 0666), 0);
	assert_int_equal(symlink("/dev/zero", "d/zero.o"), 0);
	assert_int_equal(symlink("loop.o", "d/loop.o"), 0);
	assert_int_equal(symlink(".", "d/up"), 0);
	check(p, "d", "", 0);
	check(p, "d/fifo.o", "", 1);
	assert_non_null(strstr(p->bad, "not a regular file"));
	check(p, "d/zero.o", "", 1);
	check(p, "d/loop.o", "", 1);
}

static void test_each_once(void **state)
{
	struct place *p = *state;
	struct sc_input_list list;

	mkdir("d", 0777);
	write_object("d/a.o");
	assert_int_equal(link("d/a.o", "d/b.o"), 0);
	collect(p, &list, "d", "./d/a.o");
	expect(&list, "d/a.o");
	sc_inputs_free(&list);
}

static void put_member(FILE *out, const char *name, size_t size)
{
	fprintf(out, "%-16s%-12d%-6d%-6d%-8s%-10zu`\n", name, 0, 0, 0, "644",
		size);
}

static void put_padded(FILE *out, const void *data, size_t size)
{
	fwrite(data, 1, size, out);
	if (size % 2)
		fputc('\n', out);
}

static void test_archive(void **state)
{
	static const char longs[] = "a_name_of_more_than_16_bytes.o/\n";
	struct place *p = *state;
	FILE *out = fopen("lib.a", "wb");
	struct sc_input_list list;
	struct sc_error err = { "" };
	struct sc_image *img;
	size_t size, i;
	uint8_t *file = object(&size);

	fputs("!<arch>\n", out);
	put_member(out, "/", 3);
	put_padded(out, "\0\0\0", 3);
	put_member(out, "//", sizeof(longs) - 1);
	put_padded(out, longs, sizeof(longs) - 1);
	put_member(out, "note.txt/", 5);
	put_padded(out, "text\n", 5);
	put_member(out, "x.o/", size);
	put_padded(out, file, size);
	put_member(out, "/0", size);
	put_padded(out, file, size);
	fclose(out);
	collect(p, &list, "lib.a", ".");
	expect(&list, "lib.a(x.o) lib.a(a_name_of_more_than_16_bytes.o)");
	for (i = 0; i < list.count; i++) {
		img = sc_input_load(&list.items[i], NULL, &err);
		assert_non_null(img);
		assert_string_equal(img->path, list.items[i].path);
		assert_string_equal(img->syms[1].name, "fn");
		sc_image_free(img);
	}
	sc_inputs_free(&list);
	free(file);
}

/* Thin archives name files beside them; the folder holds those as well. */
static void test_thin_archive(void **state)
{
	static const char longs[] = "sub/x.o/\nmissing.o/\nself.a/\n";
	struct place *p = *state;
	FILE *out;

	mkdir("d", 0777);
	mkdir("d/sub", 0777);
	write_object("d/sub/x.o");
	out = fopen("d/self.a", "wb");
	fputs("!<thin>\n", out);
	put_member(out, "//", sizeof(longs) - 1);
	put_padded(out, longs, sizeof(longs) - 1);
	put_member(out, "/0             /", 100);
	put_member(out, "/9", 100);
	put_member(out, "/20", 100);
	fclose(out);
	check(p, "d/self.a", "d/sub/x.o", 1);
	assert_non_null(strstr(p->bad, "missing.o"));
	check(p, "d", "d/sub/x.o", 1);
}

static void check_bad_archive(struct place *p, const char *text, size_t len)
{
	write_file("bad.a", text, len);
	check(p, "bad.a", "", 1);
	assert_non_null(strstr(p->bad, "bad.a: no readable member header"));
}

#define HEADER(name, size, end)                                                \
	"!<arch>\n" name "0           0     0     644     " size end

static void test_bad_archives(void **state)
{
	static const char *const texts[] = {
		"!<arch>\nshort",
		HEADER("x.o/            ", "4         ", "??") "text",
		HEADER("x.o/            ", "99        ", "`\n") "text",
		HEADER("x.o/            ", "9999999999", "`\n") "text",
		HEADER("x.o/            ", "-4        ", "`\n") "text",
		HEADER("x.o/            ", "          ", "`\n") "text",
		HEADER("/77             ", "4         ", "`\n") "text",
		HEADER("/x              ", "4         ", "`\n") "text",
		HEADER("                ", "4         ", "`\n") "text",
		"!<thin>\n",
	};
	struct place *p = *state;
	size_t i;

	for (i = 0; texts[i][2] != 't'; i++)
		check_bad_archive(p, texts[i], strlen(texts[i]));
	write_file("empty.a", texts[i], 8);
	check(p, "empty.a", "", 0);
}

static void test_nested_archive(void **state)
{
	struct place *p = *state;

	write_file("out.a",
		   HEADER("in.a/           ", "8         ", "`\n") "!<arch>\n",
		   76);
	check(p, "out.a", "", 1);
	assert_non_null(strstr(p->bad, "archive inside an archive"));
}

static void test_load_refused(void **state)
{
	char name[] = "empty.o";
	struct sc_input input = { .path = name, .file = name };
	struct sc_error err = { "" };

	(void)state;
	write_file("empty.o", "", 0);
	assert_null(sc_input_load(&input, NULL, &err));
	assert_string_equal(err.text, "empty.o: empty file");
	input.offset = 64;
	assert_null(sc_input_load(&input, NULL, &err));
	input.offset = 0;
	input.size = 64;
	assert_null(sc_input_load(&input, NULL, &err));
	unlink("empty.o");
	assert_null(sc_input_load(&input, NULL, &err));
	assert_non_null(strstr(err.text, "empty.o: cannot open"));
	mkfifo("empty.o", 0666);
	assert_null(sc_input_load(&input, NULL, &err));
	assert_non_null(strstr(err.text, "not a regular file"));
}

#define IN_FOLDER(test) cmocka_unit_test_setup_teardown(test, enter, leave)

int main(void)
{
	const struct CMUnitTest tests[] = {
		IN_FOLDER(test_folder),
		IN_FOLDER(test_named_always_counts),
		IN_FOLDER(test_missing),
		IN_FOLDER(test_odd_files),
		IN_FOLDER(test_each_once),
		IN_FOLDER(test_archive),
		IN_FOLDER(test_thin_archive),
		IN_FOLDER(test_bad_archives),
		IN_FOLDER(test_nested_archive),
		IN_FOLDER(test_load_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
