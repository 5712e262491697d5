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

#include "stackcheck/image/input.h"
#include "tests/unit/elf_builder.h"

/* Where a test works, and what was reported as bad in it. */
struct place {
	char dir[64];
	char old[1024];
	int nbad;
	char bad[8192];
	char skipped[1024]; /* the paths, separated by spaces */
};

static void on_bad(void *ctx, const char *path, const char *why)
{
	struct place *p = ctx;

	p->nbad++;
	snprintf(p->bad, sizeof(p->bad), "%s: %s", path, why);
}

static void on_skipped(void *ctx, const char *path, const char *why)
{
	struct place *p = ctx;
	size_t len = strlen(p->skipped);

	assert_true(*why);
	snprintf(p->skipped + len, sizeof(p->skipped) - len, "%s%s",
		 len ? " " : "", path);
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
	struct sc_input_sink sink = { on_bad, on_skipped, p };

	p->nbad = 0;
	p->bad[0] = p->skipped[0] = '\0';
	assert_int_equal(sc_inputs_collect(paths, second ? 2 : 1, list, &sink),
			 0);
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
	assert_string_equal(p->skipped, "d/bitcode.o d/vmlinux.bin");
}

/* What a name promises is read, or it is an error; nothing is passed by. */
static void test_folder_damaged(void **state)
{
	static const char zeros[4096];
	struct place *p = *state;
	uint8_t *file;
	size_t size;

	mkdir("d", 0777);
	write_file("d/empty.o", "", 0);
	write_file("d/short.o", "\177ELF", 4);
	write_file("d/zeros.o", zeros, sizeof(zeros));
	write_file("d/empty.a", "", 0);
	write_file("d/vmlinuz-6.1", "", 0);
	write_file("d/vmlinux.lds", "text", 4);
	file = object(&size);
	file[18] = 183; /* e_machine: EM_AARCH64 */
	write_file("d/arm.o", file, size);
	write_file("d/arm.ko", file, size);
	free(file);
	check(p, "d",
	      "d/arm.ko d/empty.a d/empty.o d/short.o d/vmlinuz-6.1 d/zeros.o",
	      0);
	assert_string_equal(p->skipped, "d/arm.o");
}

/* A link is another way to a file; the file itself is preferred. */
static void test_links(void **state)
{
	struct place *p = *state;

	mkdir("d", 0777);
	mkdir("else", 0777);
	write_object("d/z.o");
	write_object("else/far.o");
	assert_int_equal(symlink("z.o", "d/a.o"), 0);
	assert_int_equal(symlink("../else/far.o", "d/far.o"), 0);
	assert_int_equal(symlink("../else", "d/folder"), 0);
	assert_int_equal(symlink("nowhere.o", "d/none.o"), 0);
	check(p, "d", "d/far.o d/z.o", 0);
	assert_string_equal(p->skipped, "d/folder d/none.o");
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

/* However long it is. */
static void test_missing_long(void **state)
{
	struct place *p = *state;
	char path[2048];

	for (int i = 0; i < 9; i++)
		snprintf(path + i * 201, 202, "%0200d/", i);
	strcat(path, "name.o");
	check(p, path, "", 1);
	assert_non_null(strstr(p->bad, "/name.o: "));
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
	assert_string_equal(p->skipped, "d/fifo.o d/loop.o d/up d/zero.o");
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
	assert_string_equal(p->skipped, "lib.a(note.txt)");
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

/* As BSD and macOS make them: long names in front of the contents. */
static void test_bsd_archive(void **state)
{
	static const char index[20] = "__.SYMDEF SORTED";
	static const char name[20] = "a long name.o";
	struct place *p = *state;
	FILE *out = fopen("lib.a", "wb");
	struct sc_input_list list;
	struct sc_image *img;
	size_t size;
	uint8_t *file = object(&size);

	fputs("!<arch>\n", out);
	put_member(out, "#1/20", sizeof(index) + 8);
	fwrite(index, 1, sizeof(index), out);
	fwrite("\0\0\0\0\0\0\0\0", 1, 8, out);
	put_member(out, "__.SYMDEF", 8);
	fwrite("\0\0\0\0\0\0\0\0", 1, 8, out);
	put_member(out, "#1/20", sizeof(name) + size);
	fwrite(name, 1, sizeof(name), out);
	put_padded(out, file, size);
	put_member(out, "short.o", size);
	put_padded(out, file, size);
	fclose(out);
	collect(p, &list, "lib.a", NULL);
	expect(&list, "lib.a(a long name.o) lib.a(short.o)");
	assert_string_equal(p->skipped, "");
	for (size_t i = 0; i < list.count; i++) {
		img = sc_input_load(&list.items[i], NULL, NULL);
		assert_non_null(img);
		assert_string_equal(img->syms[1].name, "fn");
		sc_image_free(img);
	}
	sc_inputs_free(&list);
	free(file);
}

/* A member of an object's name that is none is an error, not nothing. */
static void test_archive_junk(void **state)
{
	struct place *p = *state;
	struct sc_input_list list;
	struct sc_error err = { "" };
	FILE *out = fopen("lib.a", "wb");

	fputs("!<arch>\n", out);
	put_member(out, "junk.o/", 5);
	put_padded(out, "junk\n", 5);
	put_member(out, "empty.o/", 0);
	put_member(out, "junk/", 5);
	put_padded(out, "junk\n", 5);
	fclose(out);
	collect(p, &list, "lib.a", NULL);
	expect(&list, "lib.a(junk.o) lib.a(empty.o)");
	assert_string_equal(p->skipped, "lib.a(junk)");
	assert_null(sc_input_load(&list.items[0], NULL, &err));
	assert_non_null(strstr(err.text, "lib.a(junk.o): not an ELF file"));
	assert_null(sc_input_load(&list.items[1], NULL, &err));
	assert_string_equal(err.text, "lib.a(empty.o): empty file");
	sc_inputs_free(&list);
}

/* A file that is not what it was when it was listed is not read. */
static void test_changed(void **state)
{
	struct place *p = *state;
	struct sc_input_list list;
	struct sc_error err = { "" };
	struct sc_image *img;

	write_object("a.o");
	collect(p, &list, "a.o", NULL);
	img = sc_input_load(&list.items[0], NULL, &err);
	assert_non_null(img);
	assert_int_equal(truncate("a.o", 8), 0);
	/* what was read stays, whatever becomes of the file */
	assert_string_equal(img->syms[1].name, "fn");
	sc_image_free(img);
	assert_null(sc_input_load(&list.items[0], NULL, &err));
	assert_non_null(strstr(err.text, "a.o: the file changed"));
	sc_inputs_free(&list);
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
		IN_FOLDER(test_folder_damaged),
		IN_FOLDER(test_links),
		IN_FOLDER(test_named_always_counts),
		IN_FOLDER(test_missing),
		IN_FOLDER(test_missing_long),
		IN_FOLDER(test_odd_files),
		IN_FOLDER(test_each_once),
		IN_FOLDER(test_archive),
		IN_FOLDER(test_bsd_archive),
		IN_FOLDER(test_archive_junk),
		IN_FOLDER(test_changed),
		IN_FOLDER(test_thin_archive),
		IN_FOLDER(test_bad_archives),
		IN_FOLDER(test_nested_archive),
		IN_FOLDER(test_load_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
