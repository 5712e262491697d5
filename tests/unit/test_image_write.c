// SPDX-License-Identifier: GPL-2.0-only
/* Copies with sections replaced and added, read back. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "stackcheck/elf_writer/elf_write.h"
#include "stackcheck/image/input.h"
#include "tests/unit/elf_builder.h"
#include "stackcheck/image/section_index.h"

#define TEXT 1
#define ORC 2
#define ORC_AGAIN 3
#define BSS 4

static char out_path[] = "/tmp/test_image_write.XXXXXX";

static int make_path(void **state)
{
	int fd;

	(void)state;
	strcpy(out_path + sizeof(out_path) - 7, "XXXXXX");
	fd = mkstemp(out_path);
	return fd < 0 ? -1 : close(fd);
}

static int remove_path(void **state)
{
	(void)state;
	return unlink(out_path);
}

static uint8_t *build(size_t *size)
{
	struct elf_builder *eb = eb_new(ET_REL);
	uint8_t *file;

	eb_text(eb, ".text", "the code of a function, or so...", 32);
	eb_data(eb, ".orc", "old old old old.", 16);
	eb_data(eb, ".orc", "more of the same", 16);
	eb_section(eb, ".bss", SHT_NOBITS, SHF_ALLOC | SHF_WRITE, NULL, 64);
	eb_symbol(eb, "", TEXT, 0, 0, STT_SECTION, STB_LOCAL);
	eb_func(eb, "fn", TEXT, 8, 24);
	eb_reloc(eb, TEXT, 4, R_X86_64_PC32, 2, -4);
	eb_reloc(eb, ORC, 0, R_X86_64_PC32, 1, 0);
	eb_reloc(eb, ORC_AGAIN, 4, R_X86_64_PC32, 1, 4);
	file = eb_build(eb, size);
	eb_free(eb);
	return file;
}

static struct sc_image *read_back(void)
{
	struct sc_input input = { .path = out_path, .file = out_path };
	struct sc_error err = { "" };
	struct sc_image *img = sc_input_load(&input, NULL, &err);

	if (!img)
		fail_msg("%s", err.text);
	return img;
}

/* Copy the built object with @secs; -1 when that is refused. */
static int copy(const struct sc_new_section *secs, size_t n,
		struct sc_error *err)
{
	size_t size;
	uint8_t *file = build(&size);
	struct sc_image *img = sc_image_load("in.o", file, size, NULL, err);
	int ret;

	assert_non_null(img);
	ret = sc_image_write_copy(img, out_path, secs, n, err);
	sc_image_free(img);
	free(file);
	return ret;
}

static void check_rest(const struct sc_image *img)
{
	assert_memory_equal(img->secs[TEXT].data, "the code", 8);
	assert_int_equal(img->secs[TEXT].nrelocs, 1);
	assert_int_equal(img->secs[TEXT].relocs[0].sym, 2);
	assert_string_equal(img->syms[2].name, "fn");
	assert_int_equal(img->syms[2].off, 8);
	assert_string_equal(img->secs[BSS].name, ".bss");
	assert_int_equal(img->secs[BSS].size, 64);
}

static void test_unchanged(void **state)
{
	struct sc_error err = { "" };
	struct sc_image *img;

	(void)state;
	assert_int_equal(copy(NULL, 0, &err), 0);
	img = read_back();
	check_rest(img);
	assert_memory_equal(img->secs[ORC].data, "old old old old.", 16);
	assert_int_equal(img->secs[ORC].nrelocs, 1);
	sc_image_free(img);
}

static void test_replace(void **state)
{
	static const struct sc_new_reloc relocs[] = {
		{ 0, R_X86_64_PC32, 1, 8 },
		{ 4, R_X86_64_PC32, 1, 12 },
	};
	const struct sc_new_section sec = {
		".orc", "\0\0\0\0\0\0\0\0w data, longer",
		22,	SHF_ALLOC,
		4,	0,
		relocs, 2,
		NULL
	};
	struct sc_error err = { "" };
	struct sc_image *img;

	(void)state;
	assert_int_equal(copy(&sec, 1, &err), 0);
	img = read_back();
	check_rest(img);
	assert_int_equal(img->secs[ORC].size, 22);
	assert_memory_equal(img->secs[ORC].data, sec.data, 22);
	assert_int_equal(img->secs[ORC].nrelocs, 2);
	assert_int_equal(img->secs[ORC].relocs[1].addend, 12);
	/* The second of the name is there, and empty. */
	assert_string_equal(img->secs[ORC_AGAIN].name, ".orc");
	assert_int_equal(img->secs[ORC_AGAIN].size, 0);
	assert_int_equal(img->secs[ORC_AGAIN].nrelocs, 0);
	sc_image_free(img);
}

static void test_add(void **state)
{
	static const struct sc_new_reloc reloc = { 8, R_X86_64_64, 2, 0 };
	const struct sc_new_section secs[] = {
		{ ".stackcheck", "01234567\0\0\0\0\0\0\0", 16, SHF_ALLOC, 8, 4,
		  &reloc, 1, NULL },
		{ ".orc", "", 0, SHF_ALLOC, 0, 0, NULL, 0, NULL },
	};
	const struct sc_section *sec;
	struct sc_error err = { "" };
	struct sc_image *img;

	(void)state;
	assert_int_equal(copy(secs, 2, &err), 0);
	img = read_back();
	check_rest(img);
	sec = sc_image_section(img, ".stackcheck");
	assert_non_null(sec);
	assert_memory_equal(sec->data, "01234567", 8);
	assert_int_equal(sec->nrelocs, 1);
	assert_int_equal(sec->relocs[0].sym, 2);
	assert_non_null(sc_image_section(img, ".rela.stackcheck"));
	assert_int_equal(img->secs[ORC].size, 0);
	assert_int_equal(img->secs[ORC].nrelocs, 0);
	sc_image_free(img);
}

/* The copy may take the place of its original, and keeps its mode. */
static void test_onto_itself(void **state)
{
	const struct sc_new_section sec = { ".new", "data", 4, 0,   1,
					    0,	    NULL,   0, NULL };
	struct sc_error err = { "" };
	struct sc_image *img;
	struct stat st;

	(void)state;
	assert_int_equal(copy(NULL, 0, &err), 0);
	assert_int_equal(chmod(out_path, 0640), 0);
	img = read_back();
	assert_int_equal(sc_image_write_copy(img, out_path, &sec, 1, &err), 0);
	check_rest(img); /* still the old file's bytes */
	sc_image_free(img);
	img = read_back();
	check_rest(img);
	assert_non_null(sc_image_section(img, ".new"));
	sc_image_free(img);
	assert_int_equal(stat(out_path, &st), 0);
	assert_int_equal(st.st_mode & 0777, 0640);
}

static void check_symbol(const struct sc_image *img, uint32_t i,
			 const char *name)
{
	const struct sc_symbol *s = &img->syms[i];

	assert_true(i < img->nsyms);
	assert_string_equal(s->name, name);
	assert_string_equal(img->secs[s->sec].name, ".table");
	assert_int_equal(s->off, 0);
	assert_int_equal(s->size, 16);
	assert_int_equal(s->type, STT_OBJECT);
}

static const struct sc_new_section named = { .name = ".table",
					     .data = "012345670123456",
					     .size = 16,
					     .flags = SHF_ALLOC,
					     .align = 8,
					     .symbol = "a_table" };

/* Two sections get symbols; all others keep their numbers. */
static void test_symbol(void **state)
{
	struct sc_new_section secs[] = { named, named };
	struct sc_error err = { "" };
	struct sc_image *img;

	(void)state;
	secs[1].name = ".other";
	secs[1].symbol = "another";
	assert_int_equal(copy(secs, 2, &err), 0);
	img = read_back();
	check_rest(img);
	assert_int_equal(img->nsyms, 5);
	check_symbol(img, 3, "a_table");
	assert_int_equal(img->syms[3].bind, STB_WEAK);
	assert_string_equal(img->syms[4].name, "another");
	assert_string_equal(img->secs[img->syms[4].sec].name, ".other");
	sc_image_free(img);
}

/* An object whose .table has @n symbols, bound as @bind, past the new end. */
static uint8_t *build_old(uint32_t n, unsigned int bind, size_t *size)
{
	struct elf_builder *eb = eb_new(ET_REL);
	uint8_t *file;
	char name[16];

	eb_text(eb, ".text", "the code of a function, or so...", 32);
	eb_section(eb, ".table", SHT_PROGBITS, SHF_ALLOC, NULL, 100);
	eb_symbol(eb, "", 2, 0, 0, STT_SECTION, STB_LOCAL);
	for (uint32_t i = 0; i < n; i++) {
		snprintf(name, sizeof(name), "old%u", i);
		eb_symbol(eb, name, 2, 40, 50, STT_OBJECT, bind);
	}
	eb_func(eb, "fn", TEXT, 8, 24);
	file = eb_build(eb, size);
	eb_free(eb);
	return file;
}

static struct sc_image *replace_old(uint32_t n, unsigned int bind)
{
	struct sc_error err = { "" };
	size_t size;
	uint8_t *file = build_old(n, bind, &size);
	struct sc_image *img = sc_image_load("in.o", file, size, NULL, &err);

	assert_non_null(img);
	assert_int_equal(sc_image_write_copy(img, out_path, &named, 1, &err),
			 0);
	sc_image_free(img);
	free(file);
	return read_back();
}

/* The symbol takes the place of one that was there; the others say nothing. */
static void test_symbol_again(void **state)
{
	struct sc_image *img = replace_old(1, STB_WEAK);

	(void)state;
	assert_int_equal(img->nsyms, 4);
	check_symbol(img, 2, "a_table");
	assert_string_equal(img->syms[3].name, "fn");
	sc_image_free(img);
	img = replace_old(3, STB_WEAK);
	assert_int_equal(img->nsyms, 6);
	check_symbol(img, 2, "a_table");
	for (uint32_t i = 3; i < 5; i++) {
		assert_int_equal(img->syms[i].sec, SC_SEC_UNDEF);
		assert_int_equal(img->syms[i].bind, STB_WEAK);
	}
	sc_image_free(img);
	img = replace_old(2, STB_LOCAL);
	check_symbol(img, 2, "a_table");
	assert_int_equal(img->syms[2].bind, STB_LOCAL);
	assert_string_equal(img->syms[3].name, "");
	assert_int_equal(img->syms[3].sec, SC_SEC_ABS);
	sc_image_free(img);
}

/* With a table of wide section indexes, its entry is made too. */
static void test_symbol_wide(void **state)
{
	struct elf_builder *eb = eb_new(ET_REL);
	struct sc_error err = { "" };
	struct sc_image *img;
	uint32_t wide, index = TEXT;
	uint8_t *file;
	size_t size;

	(void)state;
	eb_text(eb, ".text", "the code of a function, or so...", 32);
	wide = eb_section(eb, ".symtab_shndx", SHT_SYMTAB_SHNDX, 0, NULL, 8);
	eb_func(eb, "fn", TEXT, 8, 24);
	file = eb_build(eb, &size);
	eb_free(eb);
	eb_shdr(file, wide)->sh_link = eb_find(file, ".symtab");
	eb_sym(file, 1)->st_shndx = SHN_XINDEX;
	memcpy(file + eb_shdr(file, wide)->sh_offset + 4, &index, 4);
	img = sc_image_load("in.o", file, size, NULL, &err);
	assert_non_null(img);
	assert_int_equal(sc_image_write_copy(img, out_path, &named, 1, &err),
			 0);
	sc_image_free(img);
	free(file);
	img = read_back();
	check_symbol(img, 2, "a_table");
	assert_int_equal(img->syms[1].sec, TEXT);
	assert_int_equal(img->secs[wide].size, 12);
	sc_image_free(img);
}

/* No table of symbols is made for it. */
static void test_symbol_stripped(void **state)
{
	struct elf_builder *eb = eb_new(ET_REL);
	struct sc_error err = { "" };
	struct sc_image *img;
	uint8_t *file;
	size_t size;

	(void)state;
	eb_text(eb, ".text", NULL, 16);
	eb_strip(eb);
	file = eb_build(eb, &size);
	eb_free(eb);
	img = sc_image_load("in.o", file, size, NULL, &err);
	assert_non_null(img);
	assert_int_equal(sc_image_write_copy(img, out_path, &named, 1, &err),
			 0);
	sc_image_free(img);
	free(file);
	img = read_back();
	assert_non_null(sc_image_section(img, ".table"));
	sc_image_free(img);
}

static void test_refused(void **state)
{
	static const struct sc_new_reloc good = { 0, R_X86_64_64, 1, 0 };
	static const struct sc_new_reloc bad_sym = { 0, R_X86_64_64, 99, 0 };
	static const struct sc_new_reloc bad_off = { 1, R_X86_64_64, 1, 0 };
	static const char zeros[8];
	const struct sc_new_section secs[] = {
		{ ".text", "too short", 9, SHF_ALLOC, 1, 0, NULL, 0, NULL },
		{ ".new", zeros, 8, SHF_ALLOC, 1, 0, &bad_sym, 1, NULL },
		{ ".new", zeros, 8, SHF_ALLOC, 1, 0, &bad_off, 1, NULL },
		{ ".new", "not zero", 8, SHF_ALLOC, 1, 0, &good, 1, NULL },
	};
	struct sc_error err;
	struct stat st;
	size_t i;

	(void)state;
	for (i = 0; i < 4; i++) {
		err.text[0] = '\0';
		assert_int_equal(copy(&secs[i], 1, &err), -1);
		assert_memory_equal(err.text, "in.o: ", 6);
	}
	assert_int_equal(stat(out_path, &st), 0);
	assert_int_equal(st.st_size, 0);
}

static void test_no_folder(void **state)
{
	struct sc_error err = { "" };
	size_t size;
	uint8_t *file = build(&size);
	struct sc_image *img = sc_image_load("in.o", file, size, NULL, &err);

	(void)state;
	assert_int_equal(sc_image_write_copy(img, "/nowhere/at/all.o", NULL, 0,
					     &err),
			 -1);
	assert_memory_equal(err.text, "/nowhere/at/all.o: ", 19);
	sc_image_free(img);
	free(file);
}

static void test_linked(void **state)
{
	struct elf_builder *eb = eb_new(ET_EXEC);
	struct sc_error err = { "" };
	struct sc_image *img;
	uint8_t *file;
	size_t size;

	(void)state;
	eb_place(eb, eb_text(eb, ".text", NULL, 16), 0x1000, 16);
	eb_func(eb, "fn", 1, 0x1000, 16);
	file = eb_build(eb, &size);
	eb_free(eb);
	img = sc_image_load("vmlinux", file, size, NULL, &err);
	assert_non_null(img);
	assert_int_equal(sc_image_write_copy(img, out_path, NULL, 0, &err), -1);
	assert_non_null(strstr(err.text, "linked image"));
	sc_image_free(img);
	free(file);
}

#define WITH_PATH(test)                                                        \
	cmocka_unit_test_setup_teardown(test, make_path, remove_path)

int main(void)
{
	const struct CMUnitTest tests[] = {
		WITH_PATH(test_unchanged),
		WITH_PATH(test_replace),
		WITH_PATH(test_add),
		WITH_PATH(test_onto_itself),
		WITH_PATH(test_refused),
		WITH_PATH(test_no_folder),
		WITH_PATH(test_linked),
		WITH_PATH(test_symbol),
		WITH_PATH(test_symbol_again),
		WITH_PATH(test_symbol_wide),
		WITH_PATH(test_symbol_stripped),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
