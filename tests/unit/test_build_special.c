// SPDX-License-Identifier: GPL-2.0-only
/* Pieces of code beside functions, and parts of a source that are got later. */
#include "tests/unit/test.h"

#include <elf.h>

#include "kpatch/builder/source_part.h"
#include "kpatch/builder/special.h"

static const struct sc_format format;

/* A jump at @off of section @from to byte @to of section @aside. */
static void add_jump(struct pb_object *obj, uint32_t from, uint64_t off,
		     uint32_t aside, int64_t to)
{
	const struct pb_reloc r = { .off = off + 1,
				    .addend = to - 4,
				    .type = R_X86_64_PC32,
				    .sym = pb_object_section_symbol(obj,
								    aside) };

	assert_int_equal(pb_object_add_reloc(obj, from, &r), 0);
}

static uint32_t add_code(struct pb_object *obj, const char *name, uint64_t size)
{
	uint32_t sec = pb_object_add_section(obj, name, SHT_PROGBITS,
					     SHF_ALLOC | SHF_EXECINSTR, 16);

	assert_true(sec);
	for (uint64_t i = 0; i < size; i += 5)
		assert_int_not_equal(
			pb_object_append(obj, sec, "\xe9\0\0\0\0", 5), -1);
	return sec;
}

/* f leads to the bytes 0 and 10 of the section beside it, and g to 5. */
static struct pb_object *make_object(uint32_t *aside)
{
	struct pb_object *obj = pb_object_new("sample");
	uint32_t f = add_code(obj, ".text.f", 10);
	uint32_t g = add_code(obj, ".text.g", 5);

	*aside = add_code(obj, ".altinstr_aux", 20);
	assert_true(
		pb_object_add_symbol(obj, "f", f, 0, 10, STT_FUNC, STB_LOCAL));
	assert_true(
		pb_object_add_symbol(obj, "g", g, 0, 5, STT_FUNC, STB_LOCAL));
	add_jump(obj, f, 0, *aside, 0);
	add_jump(obj, f, 5, *aside, 10);
	add_jump(obj, g, 0, *aside, 5);
	return obj;
}

static void pieces_belong_to_who_leads_there(void **state)
{
	static const uint64_t places[][2] = { { 0, 5 }, { 10, 10 }, { 5, 5 } };
	struct sc_error err = { "" };
	uint32_t aside;
	struct pb_object *obj = make_object(&aside);
	struct pb_items *items = pb_items_new(obj, &err);
	struct pb_entries *entries = pb_entries_new(items, &format, &err);

	(void)state;
	assert_non_null(entries);
	assert_int_equal(entries->n, 3);
	for (size_t i = 0; i < 3; i++) {
		assert_int_equal(entries->list[i].sec, aside);
		assert_int_equal(entries->list[i].off, places[i][0]);
		assert_int_equal(entries->list[i].size, places[i][1]);
		assert_string_equal(pb_item_name(items, entries->list[i].owner),
				    i < 2 ? "f" : "g");
	}
	pb_entries_free(entries);
	pb_items_free(items);
	pb_object_free(obj);
}

static void parts_are_folders_of_sources(void **state)
{
	static const char *const parts[][2] = {
		{ "drivers/net/tun.c", "drivers/net/*.c" },
		{ "drivers/net/wireless/ath/ath.h",
		  "drivers/net/wireless/*.h" },
		{ "fs/ext4/inode.c", "fs/ext4/*.c" },
		{ "drivers/gpu/drm/amd/include/asic_reg/a/b.h",
		  "drivers/gpu/drm/amd/include/asic_reg/*.h" },
	};
	static const char *const others[] = { "fs/readdir.c", "net/core/dev.c",
					      "drivers/base/base.h",
					      "drivers/net/Makefile" };
	struct pb_source_part part;

	(void)state;
	for (size_t i = 0; i < sizeof(parts) / sizeof(parts[0]); i++) {
		assert_true(pb_source_part_of(parts[i][0], &part));
		assert_string_equal(part.pattern.s, parts[i][1]);
	}
	for (size_t i = 0; i < sizeof(others) / sizeof(others[0]); i++)
		assert_false(pb_source_part_of(others[i], &part));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(pieces_belong_to_who_leads_there),
		cmocka_unit_test(parts_are_folders_of_sources),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
