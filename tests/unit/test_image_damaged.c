// SPDX-License-Identifier: GPL-2.0-only
/*
 * Damaged and hostile files: each case breaks one thing in a sound object,
 * and must end with a message that names the file and what is wrong.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "stackcheck/image/image.h"
#include "tests/unit/elf_builder.h"

#define TEXT 1
#define OTHER 2
#define RELA 3

static uint8_t *build(uint16_t type, size_t *size)
{
	struct elf_builder *eb = eb_new(type);
	uint32_t text = eb_text(eb, ".text", NULL, 64);
	uint32_t other = eb_data(eb, ".rodata", NULL, 64);
	uint8_t *file;

	if (type != ET_REL) {
		eb_place(eb, text, 0x1000, 16);
		eb_place(eb, other, 0x2000, 16);
	}
	eb_func(eb, "fn", text, type == ET_REL ? 0 : 0x1000, 8);
	if (type == ET_REL) {
		eb_reloc(eb, text, 4, R_X86_64_PC32, 1, -4);
		eb_reloc(eb, text, 12, R_X86_64_64, 1, 0);
	}
	file = eb_build(eb, size);
	eb_free(eb);
	return file;
}

/* Must fail, with @expect in the message behind the file's name. */
static void refused(const uint8_t *file, size_t size, const char *expect)
{
	struct sc_error err = { "" };
	struct sc_image *img;
	uint8_t *copy;

	/* A copy of just that size lets the sanitizer see every overrun. */
	copy = malloc(size ? size : 1);
	memcpy(copy, file, size);
	img = sc_image_load("bad.o", copy, size, NULL, &err);
	assert_null(img);
	free(copy);
	assert_memory_equal(err.text, "bad.o: ", 7);
	if (!strstr(err.text, expect))
		fail_msg("\"%s\" does not say \"%s\"", err.text, expect);
}

#define PATCHED(type, expect, patch)                                           \
	do {                                                                   \
		size_t size;                                                   \
		uint8_t *file = build(type, &size);                            \
		patch;                                                         \
		refused(file, size, expect);                                   \
		free(file);                                                    \
		(void)state;                                                   \
	} while (0)

static void test_empty(void **state)
{
	(void)state;
	refused((const uint8_t *)"", 0, "empty file");
}

static void test_not_elf(void **state)
{
	(void)state;
	refused((const uint8_t *)"int main(void);\n", 16, "not an ELF file");
	refused((const uint8_t *)ELFMAG, 4, "not an ELF file");
}

/* Cut anywhere, it must not load: the section headers come last. */
static void test_truncated(void **state)
{
	struct sc_error err;
	size_t size, cut;
	uint8_t *file = build(ET_REL, &size), *copy;

	(void)state;
	for (cut = 0; cut < size; cut++) {
		copy = malloc(cut ? cut : 1);
		memcpy(copy, file, cut);
		err.text[0] = '\0';
		assert_null(sc_image_load("cut", copy, cut, NULL, &err));
		assert_memory_equal(err.text, "cut: ", 5);
		free(copy);
	}
	free(file);
}

static void test_class(void **state)
{
	PATCHED(ET_REL, "32-bit", file[EI_CLASS] = ELFCLASS32);
}

static void test_endianness(void **state)
{
	PATCHED(ET_REL, "not little-endian", file[EI_DATA] = ELFDATA2MSB);
}

static void test_machine(void **state)
{
	PATCHED(ET_REL, "not an x86-64 object: machine 183",
		eb_ehdr(file)->e_machine = EM_AARCH64);
}

static void test_type(void **state)
{
	PATCHED(ET_REL, "ELF type 4", eb_ehdr(file)->e_type = ET_CORE);
}

static void test_no_headers(void **state)
{
	PATCHED(ET_REL, "no section headers", eb_ehdr(file)->e_shoff = 0);
}

static void test_headers_outside(void **state)
{
	PATCHED(ET_REL, "do not fit", eb_ehdr(file)->e_shoff = size - 32);
	PATCHED(ET_REL, "do not fit", eb_ehdr(file)->e_shoff = UINT64_MAX);
}

static void test_too_many_headers(void **state)
{
	PATCHED(ET_REL, "do not fit", eb_ehdr(file)->e_shnum = 0xfe00);
}

static void test_header_size(void **state)
{
	PATCHED(ET_REL, "do not fit", eb_ehdr(file)->e_shentsize = 40);
}

static void test_extended_count(void **state)
{
	PATCHED(ET_REL, "section headers", {
		eb_ehdr(file)->e_shnum = 0;
		eb_shdr(file, 0)->sh_size = (uint64_t)1 << 60;
	});
	PATCHED(ET_REL, "section headers", eb_ehdr(file)->e_shnum = 0);
}

static void test_names_index(void **state)
{
	PATCHED(ET_REL, "section names", eb_ehdr(file)->e_shstrndx = 99);
	PATCHED(ET_REL, "section names", eb_ehdr(file)->e_shstrndx = 0);
	PATCHED(ET_REL, "string table", eb_ehdr(file)->e_shstrndx = TEXT);
}

static void test_names_not_terminated(void **state)
{
	PATCHED(ET_REL, "ends in NUL",
		eb_shdr(file, eb_find(file, ".shstrtab"))->sh_size--);
}

static void test_name_outside(void **state)
{
	PATCHED(ET_REL, "its name is at 0xffffff",
		eb_shdr(file, TEXT)->sh_name = 0xffffff);
}

static void test_section_outside(void **state)
{
	PATCHED(ET_REL, "section 1: ", eb_shdr(file, TEXT)->sh_offset = size);
	PATCHED(ET_REL,
		"section 1: ", eb_shdr(file, TEXT)->sh_offset = UINT64_MAX - 8);
	PATCHED(ET_REL,
		"section 1: ", eb_shdr(file, TEXT)->sh_size = UINT64_MAX);
}

static void test_overlap(void **state)
{
	PATCHED(ET_REL, "overlap in the file",
		eb_shdr(file, OTHER)->sh_offset =
			eb_shdr(file, TEXT)->sh_offset + 8);
	PATCHED(ET_EXEC, "overlap in memory",
		eb_shdr(file, OTHER)->sh_addr = 0x1010);
	PATCHED(ET_EXEC, "wrap around",
		eb_shdr(file, OTHER)->sh_addr = UINT64_MAX - 8);
}

static void test_symtab_shape(void **state)
{
	PATCHED(ET_REL, "no symbol table",
		eb_shdr(file, eb_find(file, ".symtab"))->sh_entsize = 16);
	PATCHED(ET_REL, "no symbol table",
		eb_shdr(file, eb_find(file, ".symtab"))->sh_size = 0);
	PATCHED(ET_REL, "its names are in section 77",
		eb_shdr(file, eb_find(file, ".symtab"))->sh_link = 77);
	PATCHED(ET_REL, "ends in NUL",
		eb_shdr(file, eb_find(file, ".strtab"))->sh_size--);
}

static void test_symbol_name(void **state)
{
	PATCHED(ET_REL, "symbol 1: its name",
		eb_sym(file, 1)->st_name = 0x10000);
}

static void test_symbol_section(void **state)
{
	PATCHED(ET_REL, "symbol 1 is in section 200",
		eb_sym(file, 1)->st_shndx = 200);
	PATCHED(ET_REL, "symbol 1: its section index",
		eb_sym(file, 1)->st_shndx = SHN_XINDEX);
}

static void test_symbol_outside(void **state)
{
	PATCHED(ET_REL, "symbol 1 fn", eb_sym(file, 1)->st_value = 65);
	PATCHED(ET_REL, "symbol 1 fn", eb_sym(file, 1)->st_size = 65);
	PATCHED(ET_REL, "symbol 1 fn", eb_sym(file, 1)->st_size = UINT64_MAX);
}

static void test_reloc_entries(void **state)
{
	PATCHED(ET_REL, ".text: relocation 1 names symbol 2 of 2",
		eb_rela(file, RELA, 1)->r_info =
			ELF64_R_INFO(2ul, R_X86_64_64));
	PATCHED(ET_REL, ".text: relocation 0 (type 2) at 0x3d",
		eb_rela(file, RELA, 0)->r_offset = 61);
	PATCHED(ET_REL, ".text: relocation 1 (type 1)",
		eb_rela(file, RELA, 1)->r_offset = 57);
	PATCHED(ET_REL, ".text: relocation 1 (type 1)",
		eb_rela(file, RELA, 1)->r_offset = UINT64_MAX);
}

static void test_reloc_table(void **state)
{
	PATCHED(ET_REL, "relocates section 99",
		eb_shdr(file, RELA)->sh_info = 99);
	PATCHED(ET_REL, "relocates section 0",
		eb_shdr(file, RELA)->sh_info = 0);
	PATCHED(ET_REL, "not the symbol table",
		eb_shdr(file, RELA)->sh_link = TEXT);
	PATCHED(ET_REL, "no table of relocations",
		eb_shdr(file, RELA)->sh_entsize = 8);
	PATCHED(ET_REL, "no table of relocations",
		eb_shdr(file, RELA)->sh_size = 30);
	PATCHED(ET_REL, "without addends",
		eb_shdr(file, RELA)->sh_type = SHT_REL);
	PATCHED(ET_REL, "no contents",
		eb_shdr(file, TEXT)->sh_type = SHT_NOBITS);
}

static void test_stripped_kernel(void **state)
{
	PATCHED(ET_EXEC, "no kallsyms tables",
		eb_shdr(file, eb_find(file, ".symtab"))->sh_type =
			SHT_PROGBITS);
}

/* A damaged note is no reason to refuse the code. */
static void test_bad_note(void **state)
{
	static const uint32_t note[] = { 4, UINT32_MAX, NT_GNU_BUILD_ID };
	struct elf_builder *eb = eb_new(ET_REL);
	struct sc_image *img;
	uint8_t *file;
	size_t size;

	(void)state;
	eb_section(eb, ".note.x", SHT_NOTE, SHF_ALLOC, note, sizeof(note));
	file = eb_build(eb, &size);
	eb_free(eb);
	img = sc_image_load("note.o", file, size, NULL, NULL);
	assert_non_null(img);
	assert_null(img->build_id);
	sc_image_free(img);
	free(file);
}

/* Section indexes past 0xff00 are in a table of their own. */
static void test_xindex(void **state)
{
	static const uint32_t xindex[] = { 0, 2 };
	struct elf_builder *eb = eb_new(ET_REL);
	struct sc_error err = { "" };
	struct sc_image *img;
	uint8_t *file;
	size_t size;

	(void)state;
	eb_text(eb, ".text", NULL, 16);
	eb_text(eb, ".text.far", NULL, 16);
	eb_link(eb,
		eb_section(eb, ".symtab_shndx", SHT_SYMTAB_SHNDX, 0, xindex,
			   sizeof(xindex)),
		4, 0, 4);
	eb_func(eb, "far", SHN_XINDEX, 8, 8);
	file = eb_build(eb, &size);
	eb_free(eb);
	img = sc_image_load("far.o", file, size, NULL, &err);
	if (!img)
		fail_msg("%s", err.text);
	assert_int_equal(img->syms[1].sec, 2);
	sc_image_free(img);
	free(file);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_empty),
		cmocka_unit_test(test_not_elf),
		cmocka_unit_test(test_truncated),
		cmocka_unit_test(test_class),
		cmocka_unit_test(test_endianness),
		cmocka_unit_test(test_machine),
		cmocka_unit_test(test_type),
		cmocka_unit_test(test_no_headers),
		cmocka_unit_test(test_headers_outside),
		cmocka_unit_test(test_too_many_headers),
		cmocka_unit_test(test_header_size),
		cmocka_unit_test(test_extended_count),
		cmocka_unit_test(test_names_index),
		cmocka_unit_test(test_names_not_terminated),
		cmocka_unit_test(test_name_outside),
		cmocka_unit_test(test_section_outside),
		cmocka_unit_test(test_overlap),
		cmocka_unit_test(test_symtab_shape),
		cmocka_unit_test(test_symbol_name),
		cmocka_unit_test(test_symbol_section),
		cmocka_unit_test(test_symbol_outside),
		cmocka_unit_test(test_reloc_entries),
		cmocka_unit_test(test_reloc_table),
		cmocka_unit_test(test_stripped_kernel),
		cmocka_unit_test(test_bad_note),
		cmocka_unit_test(test_xindex),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
