// SPDX-License-Identifier: GPL-2.0-only
/* Shipped ORC: both layouts, relocated and linked; damage; comparison. */
#include "tests/unit/test.h"

#include "arch/x86/x86.h"
#include "stackcheck/orc/compare.h"
#include "stackcheck/orc/entry.h"
#include "stackcheck/orc/generate.h"
#include "tests/unit/elf_builder.h"

static const uint8_t code[64] = { 0x90 };

/* sp+16 bp@-16; then at -40(bp), bp@(bp+0); then undefined */
static const uint8_t rules_6_4[] = {
	16, 0,	  0xf0, 0xff, 0x15, 0x02, 0xd8, 0xff, 0,
	0,  0x48, 0x02, 0,    0,    0,	  0,	0,    0,
};
/* sp+8 signal, of full registers; end of the stack; undefined */
static const uint8_t rules_6_1[] = {
	8, 0, 0, 0, 0x05, 0x01, 0, 0, 0, 0, 0, 0x04, 0, 0, 0, 0, 0, 0,
};
/* the same with a bit for signals; then sp+8 of full registers, no signal */
static const uint8_t rules_6_3[] = {
	8, 0, 0, 0, 0x05, 0x05, 0, 0, 0, 0, 0, 0x08, 8, 0, 0, 0, 0x05, 0x01,
};

struct loaded {
	uint8_t *file;
	struct sc_image *img;
	struct sc_orc_entry *entries;
	size_t n;
	int code;
	struct sc_error err;
};

static struct loaded load(struct elf_builder *eb)
{
	struct loaded l = { 0 };
	size_t size;

	l.file = eb_build(eb, &size);
	eb_free(eb);
	l.img = sc_image_load("test.o", l.file, size, NULL, &l.err);
	if (!l.img)
		fail_msg("%s", l.err.text);
	l.code = sc_orc_read(l.img, &l.entries, &l.n, &l.err);
	return l;
}

static void unload(struct loaded *l)
{
	free(l->entries);
	sc_image_free(l->img);
	free(l->file);
}

/* An object with three entries at @offs of its text. */
static struct loaded load_object(const uint8_t *rules, size_t rules_size,
				 const int64_t offs[3], bool header,
				 const char *modinfo)
{
	struct elf_builder *eb = eb_new(ET_REL);
	uint32_t text = eb_text(eb, ".text", code, sizeof(code));
	uint32_t ip = eb_data(eb, ".orc_unwind_ip", NULL, 12);
	uint32_t sym =
		eb_symbol(eb, "", (uint16_t)text, 0, 0, STT_SECTION, STB_LOCAL);

	eb_data(eb, ".orc_unwind", rules, rules_size);
	if (header)
		eb_data(eb, ".orc_header", sc_arch_x86_64.formats[3].orc_hash,
			20);
	if (modinfo)
		eb_data(eb, ".modinfo", modinfo, strlen(modinfo) + 1);
	for (uint64_t i = 0; i < 3; i++)
		eb_reloc(eb, ip, 4 * i, R_X86_64_PC32, sym, offs[i]);
	return load(eb);
}

static void test_6_4(void **state)
{
	static const int64_t offs[] = { 32, 4, 64 };
	struct loaded l =
		load_object(rules_6_4, sizeof(rules_6_4), offs, true, NULL);
	const struct sc_orc_entry *e;
	char buf[40];

	(void)state;
	assert_int_equal(l.code, 0);
	assert_int_equal(l.n, 3);
	e = sc_orc_find(l.entries, l.n, 1, 33);
	assert_int_equal(e->off, 32);
	assert_string_equal(sc_orc_words(e, &sc_arch_x86_64, buf, sizeof(buf)),
			    "sp+16 bp@-16");
	e = sc_orc_find(l.entries, l.n, 1, 31);
	assert_string_equal(sc_orc_words(e, &sc_arch_x86_64, buf, sizeof(buf)),
			    "at -40(bp) bp@(bp+0)");
	assert_null(sc_orc_find(l.entries, l.n, 1, 3));
	assert_null(sc_orc_find(l.entries, l.n, 2, 64));
	assert_int_equal(sc_orc_find(l.entries, l.n, 1, 1000)->type,
			 SC_ORC_TYPE_UNDEFINED);
	unload(&l);
}

static void check_old(const uint8_t *rules, const char *modinfo,
		      enum sc_orc_layout layout)
{
	static const int64_t offs[] = { 0, 8, 16 };
	struct loaded l = load_object(rules, 18, offs, false, modinfo);
	uint8_t packed[6];

	assert_int_equal(l.code, 0);
	assert_int_equal(l.img->format->orc, layout);
	assert_int_equal(l.entries[0].type, SC_ORC_TYPE_REGS);
	assert_true(l.entries[0].signal && !l.entries[0].end);
	assert_int_equal(l.entries[0].sp_offset, 8);
	assert_int_equal(l.entries[1].type, SC_ORC_TYPE_END_OF_STACK);
	assert_true(l.entries[1].end && !l.entries[1].signal);
	assert_int_equal(l.entries[2].type, layout == SC_ORC_6_3
						    ? SC_ORC_TYPE_REGS
						    : SC_ORC_TYPE_UNDEFINED);
	assert_false(l.entries[2].signal || l.entries[2].end);
	for (int i = 0; i < 3; i++) {
		sc_orc_pack(&l.entries[i], l.img->format, packed);
		assert_memory_equal(packed, rules + 6 * i, 6);
	}
	unload(&l);
}

/* One bit means the end of the stack in one and a signal in the other. */
static void test_before_6_4(void **state)
{
	(void)state;
	check_old(rules_6_1, NULL, SC_ORC_6_1);
	check_old(rules_6_1, "vermagic=6.2.1 SMP", SC_ORC_6_1);
	check_old(rules_6_1, "vermagic=5.10.0 SMP", SC_ORC_6_1);
	check_old(rules_6_3, "vermagic=6.3.0 SMP", SC_ORC_6_3);
}

/* The weak end of one function and the begin of the next, in either order. */
static void test_same_place(void **state)
{
	static const int64_t offs[] = { 0, 8, 0 };
	struct loaded l =
		load_object(rules_6_4, sizeof(rules_6_4), offs, true, NULL);

	(void)state;
	assert_int_equal(sc_orc_find(l.entries, l.n, 1, 0)->type,
			 SC_ORC_TYPE_CALL);
	unload(&l);
}

static void test_linked(void **state)
{
	static const int32_t ips[] = { 0x1000 - 0x2000, 0x1010 - 0x2004,
				       0x1040 - 0x2008 };
	struct elf_builder *eb = eb_new(ET_EXEC);
	uint32_t text = eb_text(eb, ".text", code, sizeof(code));
	uint32_t ip = eb_data(eb, ".orc_unwind_ip", ips, sizeof(ips));
	uint32_t rules =
		eb_data(eb, ".orc_unwind", rules_6_4, sizeof(rules_6_4));
	struct loaded l;

	(void)state;
	eb_place(eb, text, 0x1000, 16);
	eb_place(eb, ip, 0x2000, 16);
	eb_place(eb, rules, 0x3000, 16);
	eb_func(eb, "fn", text, 0x1000, sizeof(code));
	l = load(eb);
	assert_int_equal(l.code, 0);
	assert_int_equal(l.n, 3);
	assert_int_equal(l.entries[1].off, 0x10);
	assert_int_equal(l.entries[2].sec, text);
	assert_int_equal(l.entries[2].off, sizeof(code));
	unload(&l);
}

static void test_none(void **state)
{
	struct elf_builder *eb = eb_new(ET_REL);
	struct loaded l;

	(void)state;
	eb_text(eb, ".text", code, sizeof(code));
	l = load(eb);
	assert_int_equal(l.code, 0);
	assert_null(l.entries);
	assert_int_equal(l.n, 0);
	unload(&l);
}

static void test_damaged(void **state)
{
	static const int64_t good[] = { 0, 8, 16 }, far[] = { 0, 65, 16 },
			     before[] = { 0, -1, 16 };
	struct loaded l = load_object(rules_6_4, 17, good, false, NULL);

	(void)state;
	assert_int_equal(l.code, -1);
	assert_non_null(strstr(l.err.text, "do not match in size"));
	unload(&l);
	l = load_object(rules_6_4, 12, good, false, NULL);
	assert_int_equal(l.code, -1);
	unload(&l);
	l = load_object(rules_6_4, 18, far, true, NULL);
	assert_int_equal(l.code, -1);
	assert_non_null(strstr(l.err.text, "entry 1 leads to no code"));
	assert_null(l.entries);
	unload(&l);
	l = load_object(rules_6_4, 18, before, true, NULL);
	assert_int_equal(l.code, -1);
	unload(&l);
}

/* Entries without a relocation in an object lead nowhere. */
static void test_not_relocated(void **state)
{
	struct elf_builder *eb = eb_new(ET_REL);
	struct loaded l;

	(void)state;
	eb_text(eb, ".text", code, sizeof(code));
	eb_data(eb, ".orc_unwind_ip", NULL, 12);
	eb_data(eb, ".orc_unwind", rules_6_4, 18);
	l = load(eb);
	assert_int_equal(l.code, -1);
	unload(&l);
}

static void test_agrees(void **state)
{
	struct sc_orc_entry e = { .sp_offset = 16,
				  .bp_offset = -16,
				  .sp_reg = SC_ORC_REG_BP,
				  .bp_reg = SC_ORC_REG_PREV_SP,
				  .type = SC_ORC_TYPE_CALL };
	struct sc_row row = { .kind = SC_ROW_REG,
			      .reg = X86_RBP,
			      .off = 16,
			      .bp_kind = SC_BP_CFA,
			      .bp_off = -16 };

	(void)state;
	assert_true(sc_orc_agrees(&e, &row, &sc_arch_x86_64));
	row.off = 24;
	assert_false(sc_orc_agrees(&e, &row, &sc_arch_x86_64));
	row.off = 16;
	row.reg = X86_RSP;
	assert_false(sc_orc_agrees(&e, &row, &sc_arch_x86_64));
	row.reg = X86_RBP;
	row.bp_kind = SC_BP_UNCHANGED;
	assert_false(sc_orc_agrees(&e, &row, &sc_arch_x86_64));
	row.bp_kind = SC_BP_CFA;
	row.signal = 1;
	assert_false(sc_orc_agrees(&e, &row, &sc_arch_x86_64));
	row.signal = 0;
	row.frame = SC_FRAME_REGS;
	assert_false(sc_orc_agrees(&e, &row, &sc_arch_x86_64));
	e.type = SC_ORC_TYPE_UNDEFINED;
	row.kind = SC_ROW_UNDEFINED;
	assert_true(sc_orc_agrees(&e, &row, &sc_arch_x86_64));
	row.kind = SC_ROW_END;
	assert_false(sc_orc_agrees(&e, &row, &sc_arch_x86_64));
}

static void test_agrees_indirect(void **state)
{
	struct sc_orc_entry e = { .sp_offset = -40,
				  .sp_reg = SC_ORC_REG_BP_INDIRECT,
				  .bp_reg = SC_ORC_REG_BP,
				  .type = SC_ORC_TYPE_CALL };
	struct sc_row row = { .kind = SC_ROW_DEREF,
			      .reg = X86_RBP,
			      .off = -40,
			      .bp_kind = SC_BP_REG };

	(void)state;
	assert_true(sc_orc_agrees(&e, &row, &sc_arch_x86_64));
	row.kind = SC_ROW_REG;
	assert_false(sc_orc_agrees(&e, &row, &sc_arch_x86_64));
	/* *(sp) + 8 is not *(sp + 8) */
	e.sp_reg = SC_ORC_REG_SP_INDIRECT;
	e.sp_offset = 8;
	row.reg = X86_RSP;
	row.off = 8;
	row.kind = SC_ROW_DEREF;
	assert_false(sc_orc_agrees(&e, &row, &sc_arch_x86_64));
	row.kind = SC_ROW_DEREF_ADD;
	assert_true(sc_orc_agrees(&e, &row, &sc_arch_x86_64));
}

/* After "push %rbp; mov %rsp, %rbp" there are two ways to the CFA. */
static void test_holds(void **state)
{
	const struct sc_arch *arch = &sc_arch_x86_64;
	struct sc_orc_entry e = { .sp_offset = 16,
				  .bp_offset = -16,
				  .bp_reg = SC_ORC_REG_PREV_SP,
				  .type = SC_ORC_TYPE_CALL };
	struct sc_state st;

	(void)state;
	arch->entry_state(&st);
	st.reg[X86_RSP] = st.reg[X86_RBP] = sc_val_make(SC_V_CFA, -16);
	sc_state_store(&st, st.reg[X86_RSP], sc_val_make(SC_V_ENTRY, X86_RBP));
	e.sp_reg = SC_ORC_REG_SP;
	assert_true(sc_orc_holds(&e, &st, arch));
	e.sp_reg = SC_ORC_REG_BP;
	assert_true(sc_orc_holds(&e, &st, arch));
	e.sp_offset = 24;
	assert_false(sc_orc_holds(&e, &st, arch));
	e.sp_offset = 16;
	e.bp_reg = SC_ORC_REG_UNDEFINED;
	assert_false(sc_orc_holds(&e, &st, arch));
	e.sp_reg = X86_ORC_R10;
	assert_false(sc_orc_holds(&e, &st, arch));
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_6_4),
		cmocka_unit_test(test_before_6_4),
		cmocka_unit_test(test_same_place),
		cmocka_unit_test(test_linked),
		cmocka_unit_test(test_none),
		cmocka_unit_test(test_damaged),
		cmocka_unit_test(test_not_relocated),
		cmocka_unit_test(test_agrees),
		cmocka_unit_test(test_agrees_indirect),
		cmocka_unit_test(test_holds),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
