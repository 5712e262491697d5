// SPDX-License-Identifier: GPL-2.0-only
/* What listings show of an instruction. */
#include "tests/unit/test.h"

#include "arch/x86/decode/capstone.h"
#include "arch/x86/decode/capstone_regs.h"
#include "arch/x86/decode/decode.h"
#include "tests/unit/decode_cases.h"

/* Texts at the address 0x1000. */
static const struct {
	const char *hex, *text;
} texts[] = {
	{ "4889e5", "movq %rsp, %rbp" },
	{ "e800010000", "callq 0x1105" },
	{ "f30f01ca", "eretu" },
	{ "f3480faee8", "incsspq %rax" },
	/* nobody names these: bytes, as an assembler takes them */
	{ "d51089c4", ".byte 0xd5, 0x10, 0x89, 0xc4" },
};

static void test_texts(void **state)
{
	uint8_t code[64];
	char text[64];

	(void)state;
	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		unsigned int n = decode_from_hex(texts[i].hex, code);

		assert_int_equal(sc_x86_format(dec, code, n, 0x1000, text, 64),
				 n);
		assert_string_equal(text, texts[i].text);
	}
}

/* What is kept of one place is not shown at another if it would be wrong. */
static void test_other_address(void **state)
{
	uint8_t code[64];
	char text[64];
	unsigned int n;

	(void)state;
	for (int i = 0; i < 2; i++) {
		n = decode_from_hex("e800010000", code);
		sc_x86_format(dec, code, n, 0x2000, text, 64);
		assert_string_equal(text, "callq 0x2105");
		n = decode_from_hex("4889e5", code);
		sc_x86_format(dec, code, n, 0x2000, text, 64);
		assert_string_equal(text, "movq %rsp, %rbp");
		/* what does not fit is cut, and not kept so */
		sc_x86_format(dec, code, n, 0x2000, text, 5);
		assert_string_equal(text, "movq");
		/* bytes that begin as one that was kept */
		n = decode_from_hex("4889e5c3", code);
		assert_int_equal(sc_x86_format(dec, code, n, 0, text, 64), 3);
	}
}

static void test_no_instruction(void **state)
{
	static const uint8_t bad[] = { 0x06 };
	char text[64];

	(void)state;
	assert_int_equal(sc_x86_format(dec, bad, 1, 0, text, 64), 0);
	assert_string_equal(text, "(bad)");
}

static void test_registers(void **state)
{
	(void)state;
	assert_string_equal(sc_x86_reg_name(4), "rsp");
	assert_string_equal(sc_x86_reg_name(15), "r15");
	assert_string_equal(sc_x86_reg_name(SC_REG_PC), "rip");
	assert_string_equal(sc_x86_reg_name(SC_REG_NONE), "?");
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_texts),
		cmocka_unit_test(test_other_address),
		cmocka_unit_test(test_no_instruction),
		cmocka_unit_test(test_registers),
	};

	return cmocka_run_group_tests(tests, decoder_setup, decoder_teardown);
}
