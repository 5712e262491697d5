// SPDX-License-Identifier: GPL-2.0-only
/*
 * Formats of kernels: a small module with each table that depends on the
 * version. As it is, it is read; altered in any of twelve ways it is refused,
 * and the message says which table, what was expected and what was found.
 */
#include "tests/unit/test.h"

#include "arch/x86/x86.h"
#include "stackcheck/image/format.h"
#include "stackcheck/image/orc_table.h"
#include "tests/unit/elf_builder.h"

enum {
	TEXT = 64,
	TRAPS = 4, /* one every 8 bytes, from 0 on */
	ROWS = 4,
};

/* What a module is made of; NULL and 0: as 6.12 has it. */
struct recipe {
	const char *modinfo;
	const uint8_t *hash;
	size_t hash_size;
	uint8_t sp, prev_sp, type; /* numbers in ORC */
	size_t ips; /* entries of .orc_unwind_ip */
	size_t bug, bug_addr, bug_flags; /* bytes */
	size_t alt, alt_from, alt_lengths;
	const char *expect; /* in the message; NULL: it is read */
};

static const struct sc_format *format_of(const char *since)
{
	for (size_t i = 0; i < sc_arch_x86_64.nformats; i++)
		if (!strcmp(sc_arch_x86_64.formats[i].since, since))
			return &sc_arch_x86_64.formats[i];
	fail_msg("no format since %s", since);
	return NULL;
}

static void add_orc(struct elf_builder *eb, const struct recipe *r,
		    uint32_t sym)
{
	uint8_t rows[ROWS * 6] = { 0 };
	uint32_t ip = eb_data(eb, ".orc_unwind_ip", NULL, 4 * r->ips);

	for (size_t i = 0; i < ROWS; i++) {
		uint8_t *at = rows + 6 * i;

		at[0] = (uint8_t)(8 + 8 * i);
		at[4] = (uint8_t)(r->sp | (i ? r->prev_sp : 0) << 4);
		at[5] = r->type;
	}
	eb_data(eb, ".orc_unwind", rows, sizeof(rows));
	for (size_t i = 0; i < r->ips; i++)
		eb_reloc(eb, ip, 4 * i, R_X86_64_PC32, sym, (int64_t)i);
	if (r->hash)
		eb_data(eb, ".orc_header", r->hash, r->hash_size);
}

static void add_bugs(struct elf_builder *eb, const struct recipe *r,
		     uint32_t text, uint32_t names)
{
	uint8_t data[TRAPS * 24] = { 0 };
	uint32_t sec;

	for (size_t i = 0; i < TRAPS; i++)
		data[i * r->bug + r->bug_flags] = 1;
	sec = eb_data(eb, "__bug_table", data, TRAPS * r->bug);
	for (size_t i = 0; i < TRAPS; i++)
		for (size_t k = 0; k + 4 <= r->bug_flags && k < 12; k += 4)
			eb_reloc(eb, sec, i * r->bug + k, R_X86_64_PC32,
				 k == r->bug_addr ? text : names,
				 k == r->bug_addr ? (int64_t)(8 * i) : 0);
}

static void add_alternatives(struct elf_builder *eb, const struct recipe *r,
			     uint32_t text, uint32_t other)
{
	uint8_t data[2 * 16] = { 0 };
	uint32_t sec;

	for (size_t i = 0; i < 2; i++) {
		data[i * r->alt + r->alt_lengths] = 2;
		data[i * r->alt + r->alt_lengths + 1] = 2;
	}
	sec = eb_data(eb, ".altinstructions", data, 2 * r->alt);
	for (size_t i = 0; i < 2; i++)
		for (size_t k = 0; k < 8; k += 4)
			eb_reloc(eb, sec, i * r->alt + k, R_X86_64_PC32,
				 k == r->alt_from ? text : other, 0);
}

static uint32_t section_symbol(struct elf_builder *eb, uint32_t sec)
{
	return eb_symbol(eb, "", (uint16_t)sec, 0, 0, STT_SECTION, STB_LOCAL);
}

static uint8_t *build(const struct recipe *r, size_t *size)
{
	struct elf_builder *eb = eb_new(ET_REL);
	uint8_t code[TEXT], *file;
	uint32_t text, other, names;

	memset(code, 0x90, sizeof(code));
	for (size_t i = 0; i < TRAPS; i++)
		memcpy(code + 8 * i, "\x0f\x0b", 2);
	text = section_symbol(eb, eb_text(eb, ".text", code, TEXT));
	other = section_symbol(eb, eb_text(eb, ".altinstr_replacement",
					   code + 2, 4));
	names = section_symbol(eb, eb_data(eb, ".rodata", NULL, 16));
	eb_data(eb, ".modinfo", r->modinfo, strlen(r->modinfo) + 1);
	add_orc(eb, r, text);
	add_bugs(eb, r, text, names);
	add_alternatives(eb, r, text, other);
	file = eb_build(eb, size);
	eb_free(eb);
	return file;
}

static void check(const struct recipe *r)
{
	struct sc_error err = { "" };
	size_t size;
	uint8_t *file = build(r, &size);
	struct sc_image *img =
		sc_image_load("altered.ko", file, size, NULL, &err);

	if (!r->expect && !img)
		fail_msg("%s", err.text);
	if (r->expect && (img || !strstr(err.text, r->expect) ||
			  !strstr(err.text, "altered.ko")))
		fail_msg("\"%s\" does not say \"%s\"", err.text, r->expect);
	sc_image_free(img);
	free(file);
}

static struct recipe of_6_12(void)
{
	return (struct recipe){ .modinfo = "vermagic=6.12.1 SMP",
				.hash = format_of("6.4")->orc_hash,
				.hash_size = SC_ORC_HASH_SIZE,
				.sp = 5,
				.prev_sp = 1,
				.type = 2,
				.ips = ROWS,
				.bug = 12,
				.bug_flags = 10,
				.alt = 14,
				.alt_lengths = 12 };
}

static struct recipe of_7_3(void)
{
	struct recipe r = of_6_12();

	r.modinfo = "vermagic=7.3.4 SMP";
	r.hash = format_of("7.0")->orc_hash;
	r.sp = 3;
	r.prev_sp = 8;
	r.bug = 16;
	r.bug_flags = 14;
	return r;
}

static struct recipe of_6_1(void)
{
	struct recipe r = of_6_12();

	r.modinfo = "vermagic=6.1.0-50 SMP";
	r.hash = NULL;
	r.type = 0;
	r.alt = 12;
	r.alt_lengths = 10;
	return r;
}

static void test_known(void **state)
{
	struct recipe r = of_6_12();

	(void)state;
	check(&r);
	r = of_7_3();
	check(&r);
	r = of_6_1();
	check(&r);
	/* a small module that realigns its stack */
	r = of_6_12();
	r.sp = X86_ORC_R10;
	r.prev_sp = SC_ORC_REG_BP;
	check(&r);
	/* without file and line */
	r = of_6_12();
	r.bug = 8;
	r.bug_flags = 4;
	check(&r);
	r = of_7_3();
	r.bug = 12;
	r.bug_flags = 8;
	check(&r);
}

static void test_hash(void **state)
{
	uint8_t hash[SC_ORC_HASH_SIZE];
	struct recipe r = of_6_12();

	(void)state;
	memcpy(hash, r.hash, sizeof(hash));
	hash[0] ^= 1;
	r.hash = hash;
	r.expect =
		".orc_header begins with ff5d32bf; known are fe5d32bf (6.4), 137c36ad (7.0)";
	check(&r);
	r.hash = format_of("7.0")->orc_hash;
	r.expect = ".orc_unwind is not of Linux 7.0";
	check(&r);
	r = of_6_12();
	r.hash_size = 19;
	r.expect = ".orc_header has 19 bytes";
	check(&r);
}

static void test_orc(void **state)
{
	struct recipe r = of_6_12();

	(void)state;
	r.sp = 3; /* registers of 7.0 */
	r.prev_sp = 8;
	r.expect = ".orc_unwind is not of Linux 6.4";
	check(&r);
	r = of_6_12();
	r.type = 0; /* types of 6.1 */
	r.expect = ".orc_unwind is not of Linux 6.4";
	check(&r);
	r = of_6_12();
	r.ips = ROWS - 1;
	r.expect = "do not match in size";
	check(&r);
}

static void test_bugs(void **state)
{
	struct recipe r = of_6_12();

	(void)state;
	r.bug = 16; /* entries of 7.0 */
	r.bug_flags = 14;
	r.expect = "__bug_table is not of Linux 6.4";
	check(&r);
	r = of_7_3();
	r.bug = 12; /* and those of 6.12 there, but for two together */
	r.bug_addr = 4;
	r.bug_flags = 10;
	r.expect = "__bug_table is not of Linux 7.0";
	check(&r);
	r = of_6_12();
	r.bug = 24; /* numbers of twice the width */
	r.bug_flags = 20;
	r.expect = "__bug_table is not of Linux 6.4";
	check(&r);
}

static void test_alternatives(void **state)
{
	struct recipe r = of_6_12();

	(void)state;
	r.alt = 12; /* entries of 6.1 */
	r.alt_lengths = 10;
	r.expect = ".altinstructions is not of Linux 6.4";
	check(&r);
	r = of_6_1();
	r.alt = 14; /* and those of 6.12 there */
	r.alt_lengths = 12;
	r.expect = ".altinstructions is not of Linux 5.13";
	check(&r);
	r = of_6_12();
	r.alt_from = 4; /* the replacement first */
	r.expect = ".altinstructions is not of Linux 6.4";
	check(&r);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_known),
		cmocka_unit_test(test_hash),
		cmocka_unit_test(test_orc),
		cmocka_unit_test(test_bugs),
		cmocka_unit_test(test_alternatives),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
