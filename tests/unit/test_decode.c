// SPDX-License-Identifier: GPL-2.0-only
/* The decoder: the table and capstone, on the cases of decode_cases.c. */
#include "tests/unit/test.h"

#include "arch/x86/decode/capstone.h"
#include "arch/x86/decode/capstone_regs.h"
#include "arch/x86/decode/decode.h"
#include "arch/x86/decode/table.h"
#include "tests/unit/decode_cases.h"

static void print_insn(const char *hex, const struct sc_insn *i)
{
	print_message(
		"%s: len %u %s val %d reg %u base %u index %#x size %u flags %#x writes %#x\n",
		hex, i->len, sc_op_names[i->op], i->val, i->reg, i->base,
		i->index, i->size, i->flags, i->writes);
}

static int matches(const struct decode_case *e, const struct sc_insn *i)
{
	return i->op == e->op && i->val == e->val && i->reg == e->reg &&
	       i->base == e->base && i->index == e->index &&
	       i->size == e->size && i->flags == e->flags &&
	       i->writes == e->writes;
}

static unsigned int check(const struct decode_case *e, size_t more)
{
	uint8_t code[64] = { 0 };
	struct sc_insn insn = { .off = 7 };
	unsigned int n = decode_from_hex(e->hex, code), len;

	len = sc_x86_decode(dec, code, n + more, &insn);
	if (len == n && insn.len == n && insn.off == 7 && matches(e, &insn))
		return 0;
	print_insn(e->hex, &insn);
	return 1;
}

static void test_cases(void **state)
{
	unsigned int i, failed = 0;

	(void)state;
	for (i = 0; i < decode_ncases; i++)
		failed += check(&decode_cases[i], 0) +
			  check(&decode_cases[i], 40);
	assert_int_equal(failed, 0);
}

/* Every operation but BAD, which the caller makes, is among the cases. */
static void test_complete(void **state)
{
	unsigned int op, i, seen[SC_OP_COUNT] = { 0 };

	(void)state;
	for (i = 0; i < decode_ncases; i++)
		seen[decode_cases[i].op] = 1;
	for (op = 0; op < SC_OP_BAD; op++)
		if (!seen[op])
			fail_msg("no case of %s", sc_op_names[op]);
}

static int is_decoded(const uint8_t *code, size_t avail)
{
	struct sc_insn insn;

	return sc_x86_decode(dec, code, avail, &insn) && insn.op != SC_OP_BAD;
}

static void test_invalid(void **state)
{
	uint8_t code[64];
	unsigned int i, n;

	(void)state;
	for (i = 0; i < decode_ninvalid; i++) {
		memset(code, 0, sizeof(code));
		n = decode_from_hex(decode_invalid[i], code);
		if (is_decoded(code, n) || is_decoded(code, n + 40))
			fail_msg("%s is decoded", decode_invalid[i]);
	}
}

/* A prefix of an instruction is none, unless it is a shorter one. */
static void test_cut(void **state)
{
	uint8_t code[64];
	struct sc_insn insn;
	unsigned int i, n, cut;

	(void)state;
	for (i = 0; i < decode_ncases; i++) {
		n = decode_from_hex(decode_cases[i].hex, code);
		for (cut = 0; cut < n; cut++)
			if (sc_x86_decode(dec, code, cut, &insn) > cut)
				fail_msg("%s at %u", decode_cases[i].hex, cut);
	}
}

static void test_same(void **state)
{
	uint8_t code[64];
	struct sc_insn a, b;
	unsigned int i, n, bad = 0;

	(void)state;
	for (i = 0; i < decode_ncases; i++) {
		n = decode_from_hex(decode_cases[i].hex, code);
		memset(&a, 0, sizeof(a));
		memset(&b, 0, sizeof(b));
		if (!sc_x86_decode_table(code, n, &a) ||
		    !sc_x86_decode_capstone(dec, code, n, &b) ||
		    !memcmp(&a, &b, sizeof(a)))
			continue;
		print_insn(decode_cases[i].hex, &b);
		bad++;
	}
	assert_int_equal(bad, 0);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_cases),	cmocka_unit_test(test_complete),
		cmocka_unit_test(test_invalid), cmocka_unit_test(test_cut),
		cmocka_unit_test(test_same),
	};

	return cmocka_run_group_tests(tests, decoder_setup, decoder_teardown);
}
