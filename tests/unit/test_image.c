// SPDX-License-Identifier: GPL-2.0-only
/* What a sound object or linked image looks like once it is loaded. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "stackcheck/image/dwarf.h"
#include "stackcheck/image/image.h"
#include "tests/unit/elf_builder.h"
#include "stackcheck/image/section_index.h"

static const uint8_t code[32] = { 0x90, 0xe8, 0, 0, 0, 0, 0xc3 };

struct loaded {
	uint8_t *file;
	size_t size;
	struct sc_image *img;
};

static struct loaded load(struct elf_builder *eb)
{
	struct sc_error err = { "" };
	struct loaded l;

	l.file = eb_build(eb, &l.size);
	eb_free(eb);
	l.img = sc_image_load("test.o", l.file, l.size, NULL, &err);
	if (!l.img)
		fail_msg("%s", err.text);
	return l;
}

static void unload(struct loaded *l)
{
	sc_image_free(l->img);
	free(l->file);
}

static void test_object(void **state)
{
	struct elf_builder *eb = eb_new(ET_REL);
	uint32_t text = eb_text(eb, ".text", code, sizeof(code));
	uint32_t bss = eb_section(eb, ".bss", SHT_NOBITS, SHF_ALLOC | SHF_WRITE,
				  NULL, 4096);
	uint32_t sec = eb_symbol(eb, "", text, 0, 0, STT_SECTION, STB_LOCAL);
	uint32_t fn = eb_func(eb, "fn", text, 0, 7);
	uint32_t ext =
		eb_symbol(eb, "ext", SHN_UNDEF, 0, 0, STT_NOTYPE, STB_GLOBAL);
	uint32_t abs =
		eb_symbol(eb, "abs", SHN_ABS, 77, 0, STT_NOTYPE, STB_GLOBAL);
	struct loaded l = load(eb);
	const struct sc_image *img = l.img;

	(void)state;
	assert_string_equal(img->path, "test.o");
	assert_false(img->linked || img->vmlinuz);
	assert_int_equal(img->machine, EM_X86_64);
	assert_string_equal(img->secs[text].name, ".text");
	assert_memory_equal(img->secs[text].data, code, sizeof(code));
	assert_true(img->secs[text].data > l.file &&
		    img->secs[text].data < l.file + l.size);
	assert_null(img->secs[bss].data);
	assert_int_equal(img->secs[bss].size, 4096);
	assert_string_equal(img->syms[0].name, "");
	assert_string_equal(img->syms[sec].name, ".text");
	assert_int_equal(img->syms[fn].sec, text);
	assert_int_equal(img->syms[fn].size, 7);
	assert_int_equal(img->syms[fn].type, STT_FUNC);
	assert_int_equal(img->syms[ext].sec, SC_SEC_UNDEF);
	assert_int_equal(img->syms[abs].sec, SC_SEC_ABS);
	assert_int_equal(img->syms[abs].off, 77);
	assert_ptr_equal(sc_image_section(img, ".text"), &img->secs[text]);
	assert_null(sc_image_section(img, ".nothing"));
	unload(&l);
}

static void test_relocs_in_place(void **state)
{
	struct elf_builder *eb = eb_new(ET_REL);
	uint32_t text = eb_text(eb, ".text", code, sizeof(code));
	uint32_t ext =
		eb_symbol(eb, "ext", SHN_UNDEF, 0, 0, STT_NOTYPE, STB_GLOBAL);
	const struct sc_section *sec;
	struct loaded l;

	(void)state;
	eb_reloc(eb, text, 2, R_X86_64_PLT32, ext, -4);
	eb_reloc(eb, text, 8, R_X86_64_64, ext, 1);
	eb_reloc(eb, text, 32, R_X86_64_NONE, ext, 0);
	l = load(eb);
	sec = &l.img->secs[text];
	assert_int_equal(sec->nrelocs, 3);
	assert_true((const uint8_t *)sec->relocs > l.file &&
		    (const uint8_t *)sec->relocs < l.file + l.size);
	assert_int_equal(sec->relocs[0].off, 2);
	assert_int_equal(sec->relocs[0].type, R_X86_64_PLT32);
	assert_int_equal(sec->relocs[0].sym, ext);
	assert_int_equal(sec->relocs[0].addend, -4);
	assert_null(sc_section_reloc(sec, 0, 2));
	assert_ptr_equal(sc_section_reloc(sec, 0, 3), sec->relocs);
	assert_ptr_equal(sc_section_reloc(sec, 3, 6), sec->relocs + 1);
	assert_null(sc_section_reloc(sec, 9, 23));
	assert_null(sc_section_reloc(sec, 33, UINT64_MAX));
	unload(&l);
}

static void test_relocs_sorted(void **state)
{
	struct elf_builder *eb = eb_new(ET_REL);
	uint32_t text = eb_text(eb, ".text", code, sizeof(code));
	struct loaded l;
	size_t i;

	(void)state;
	eb_reloc(eb, text, 20, R_X86_64_PC32, 0, 1);
	eb_reloc(eb, text, 4, R_X86_64_PC32, 0, 2);
	eb_reloc(eb, text, 12, R_X86_64_PC32, 0, 3);
	l = load(eb);
	for (i = 0; i < 3; i++)
		assert_int_equal(l.img->secs[text].relocs[i].off, 4 + 8 * i);
	assert_int_equal(l.img->secs[text].relocs[0].addend, 2);
	unload(&l);
}

/* Two tables for one section, as `ld -r` of livepatches leaves them. */
static void test_relocs_merged(void **state)
{
	Elf64_Rela extra = { .r_offset = 4, .r_addend = 9 };
	struct elf_builder *eb = eb_new(ET_REL);
	uint32_t text = eb_text(eb, ".text", code, sizeof(code));
	uint32_t more = eb_section(eb, ".klp.rela.x", SHT_RELA, SHF_ALLOC,
				   &extra, sizeof(extra));
	struct loaded l;

	(void)state;
	eb_reloc(eb, text, 8, R_X86_64_PC32, 0, 1);
	eb_link(eb, more, more + 2, text, sizeof(extra));
	l = load(eb);
	assert_int_equal(l.img->secs[text].nrelocs, 2);
	assert_int_equal(l.img->secs[text].relocs[0].addend, 9);
	assert_int_equal(l.img->secs[text].relocs[1].addend, 1);
	unload(&l);
}

/* DWARF has far more relocations than code; they are nobody's here. */
static void test_debug_relocs_left_out(void **state)
{
	struct elf_builder *eb = eb_new(ET_REL);
	uint32_t text = eb_text(eb, ".text", code, sizeof(code));
	uint32_t debug = eb_section(eb, ".debug_line", SHT_PROGBITS, 0, code,
				    sizeof(code));
	uint32_t hints = eb_section(eb, ".discard.x", SHT_PROGBITS, 0, code,
				    sizeof(code));
	struct loaded l;

	(void)state;
	eb_reloc(eb, text, 4, R_X86_64_PC32, 0, 0);
	eb_reloc(eb, debug, 4, R_X86_64_64, 0, 0);
	eb_reloc(eb, hints, 4, R_X86_64_64, 0, 0);
	l = load(eb);
	assert_int_equal(l.img->secs[debug].nrelocs, 0);
	assert_int_equal(l.img->secs[hints].nrelocs, 1);
	unload(&l);
}

static void test_build_id(void **state)
{
	static const uint8_t note[] = {
		4, 0, 0,   0,	2,   0, 0, 0, 9, 0,
		0, 0, 'X', 'Y', 'Z', 0, 1, 2, 0, 0, /* another note first */
		4, 0, 0,   0,	3,   0, 0, 0, 3, 0,
		0, 0, 'G', 'N', 'U', 0, 7, 8, 9, 0,
	};
	struct elf_builder *eb = eb_new(ET_REL);
	struct loaded l;

	(void)state;
	eb_text(eb, ".text", code, sizeof(code));
	eb_section(eb, ".notes", SHT_NOTE, SHF_ALLOC, note, sizeof(note));
	l = load(eb);
	assert_int_equal(l.img->build_id_len, 3);
	assert_memory_equal(l.img->build_id, "\7\10\11", 3);
	unload(&l);
}

static void test_no_symbols(void **state)
{
	struct elf_builder *eb = eb_new(ET_REL);
	struct loaded l;

	(void)state;
	eb_text(eb, ".text", code, sizeof(code));
	eb_strip(eb);
	l = load(eb);
	assert_int_equal(l.img->nsyms, 1);
	assert_string_equal(l.img->syms[0].name, "");
	unload(&l);
}

static void test_linked(void **state)
{
	struct elf_builder *eb = eb_new(ET_EXEC);
	uint32_t text = eb_text(eb, ".text", code, sizeof(code));
	uint32_t data = eb_data(eb, ".rodata", code, sizeof(code));
	uint32_t fn = eb_func(eb, "fn", text, 0xffffffff81000010, 8);
	uint32_t end = eb_func(eb, "end", text, 0xffffffff81000020, 0);
	uint32_t past = eb_func(eb, "past", text, 0xffffffff81002004, 0);
	uint64_t off = 0;
	struct loaded l;

	(void)state;
	eb_place(eb, text, 0xffffffff81000000, 16);
	eb_place(eb, data, 0xffffffff81002000, 16);
	l = load(eb);
	assert_true(l.img->linked);
	assert_int_equal(l.img->syms[fn].sec, text);
	assert_int_equal(l.img->syms[fn].off, 16);
	assert_int_equal(l.img->syms[end].sec, text);
	assert_int_equal(l.img->syms[end].off, 32);
	assert_int_equal(l.img->syms[past].sec, data);
	assert_int_equal(l.img->syms[past].off, 4);
	assert_int_equal(sc_image_find_addr(l.img, 0xffffffff8100001f, &off),
			 text);
	assert_int_equal(off, 31);
	assert_int_equal(sc_image_find_addr(l.img, 0xffffffff81000020, &off),
			 0);
	assert_int_equal(sc_image_find_addr(l.img, 0xffffffff81002000, &off),
			 data);
	assert_int_equal(sc_image_find_addr(l.img, 0, &off), 0);
	unload(&l);
}

/* A linker that keeps relocations (--emit-relocs) writes addresses. */
static void test_linked_relocs(void **state)
{
	struct elf_builder *eb = eb_new(ET_EXEC);
	uint32_t text = eb_text(eb, ".text", code, sizeof(code));
	struct loaded l;

	(void)state;
	eb_place(eb, text, 0x1000, 16);
	eb_func(eb, "fn", text, 0x1000, 8);
	eb_reloc(eb, text, 0x1004, R_X86_64_PC32, 1, -4);
	l = load(eb);
	assert_int_equal(l.img->secs[text].nrelocs, 1);
	assert_int_equal(l.img->secs[text].relocs[0].off, 4);
	unload(&l);
}

/* An archive aligns its members to two bytes only. */
static void test_unaligned(void **state)
{
	struct elf_builder *eb = eb_new(ET_REL);
	uint32_t text = eb_text(eb, ".text", code, sizeof(code));
	struct sc_error err = { "" };
	struct sc_image *img;
	uint8_t *file, *odd;
	size_t size;

	(void)state;
	eb_func(eb, "fn", text, 0, 8);
	eb_reloc(eb, text, 4, R_X86_64_PC32, 1, -4);
	file = eb_build(eb, &size);
	eb_free(eb);
	odd = malloc(size + 2);
	memcpy(odd + 2, file, size);
	img = sc_image_load("odd", odd + 2, size, NULL, &err);
	assert_non_null(img);
	assert_int_equal(img->secs[text].relocs[0].addend, -4);
	assert_string_equal(img->syms[1].name, "fn");
	sc_image_free(img);
	free(odd);
	free(file);
}

static void test_no_dwarf(void **state)
{
	struct elf_builder *eb = eb_new(ET_REL);
	uint32_t text = eb_text(eb, ".text", code, sizeof(code));
	struct loaded l = load(eb);
	const char *file;
	int line;

	(void)state;
	assert_false(sc_image_line(l.img, text, 0, &file, &line));
	assert_false(sc_image_line(l.img, 99, 0, &file, &line));
	sc_image_dwarf_noreturn(l.img, NULL, NULL);
	unload(&l);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_object),
		cmocka_unit_test(test_relocs_in_place),
		cmocka_unit_test(test_relocs_sorted),
		cmocka_unit_test(test_relocs_merged),
		cmocka_unit_test(test_debug_relocs_left_out),
		cmocka_unit_test(test_build_id),
		cmocka_unit_test(test_no_symbols),
		cmocka_unit_test(test_linked),
		cmocka_unit_test(test_linked_relocs),
		cmocka_unit_test(test_unaligned),
		cmocka_unit_test(test_no_dwarf),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
