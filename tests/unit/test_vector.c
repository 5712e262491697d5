// SPDX-License-Identifier: GPL-2.0-only
/*
 * Which vector registers an instruction may change: never fewer than capstone
 * says, on random bytes; and not more than that for those that matter.
 */
#include "tests/unit/test.h"

#include <capstone/capstone.h>

#include "arch/x86/decode/decode.h"
#include "arch/x86/vector.h"
#include "arch/x86/x86.h"

#define ROUNDS 400000

static uint32_t seed = 1;

static uint32_t draw(uint32_t n)
{
	seed = seed * 1664525u + 1013904223u;
	return (uint32_t)((uint64_t)(seed >> 8) * n >> 24);
}

static uint32_t bit_of(unsigned int reg)
{
	if (reg >= X86_REG_XMM0 && reg <= X86_REG_XMM15)
		return 1u << (reg - X86_REG_XMM0);
	if (reg >= X86_REG_YMM0 && reg <= X86_REG_YMM15)
		return 1u << (reg - X86_REG_YMM0);
	if (reg >= X86_REG_ZMM0 && reg <= X86_REG_ZMM15)
		return 1u << (reg - X86_REG_ZMM0);
	return 0;
}

/* Bytes that are an instruction of the maps more often than chance has it. */
static void draw_bytes(uint8_t *code)
{
	static const uint8_t first[] = { 0x66, 0xf2, 0xf3, 0x0f,
					 0xc4, 0xc5, 0x62, 0x48 };
	unsigned int i = 0;

	for (unsigned int k = 0; k < 15; k++)
		code[k] = (uint8_t)draw(256);
	code[i++] = first[draw(sizeof(first))];
	if (code[0] == 0xc4)
		code[1] = (uint8_t)((code[1] & 0xe0) | (1 + draw(3)));
	else if (code[0] >= 0xf2 || code[0] == 0x66)
		code[i++] = draw(2) ? 0x0f : (uint8_t)(0x40 | draw(16));
	if (code[i - 1] >= 0x40 && code[i - 1] < 0x50)
		code[i++] = 0x0f;
	if (code[i - 1] == 0x0f && draw(3) == 0)
		code[i] = draw(2) ? 0x38 : 0x3a;
}

static void test_covers(void **state)
{
	cs_insn *ci;
	csh cs;
	unsigned int compared = 0;

	(void)state;
	assert_int_equal(cs_open(CS_ARCH_X86, CS_MODE_64, &cs), CS_ERR_OK);
	cs_option(cs, CS_OPT_DETAIL, CS_OPT_ON);
	ci = cs_malloc(cs);
	for (unsigned int k = 0; k < ROUNDS; k++) {
		struct sc_insn insn = { .op = SC_OP_OTHER };
		uint8_t code[15], nread, nwritten;
		const uint8_t *at = code;
		cs_regs read, written;
		size_t size = sizeof(code);
		uint64_t addr = 0;
		uint32_t mask, want = 0;

		draw_bytes(code);
		if (!cs_disasm_iter(cs, &at, &size, &addr, ci) ||
		    cs_regs_access(cs, ci, read, &nread, written, &nwritten))
			continue;
		/* capstone 5: the last source. AMD APM 4: the first operand. */
		if (ci->id == X86_INS_VPERMIL2PS ||
		    ci->id == X86_INS_VPERMIL2PD)
			continue;
		for (unsigned int i = 0; i < nwritten; i++)
			want |= bit_of(written[i]);
		insn.len = ci->size & 0xf;
		mask = sc_x86_writes_vectors(&insn, code);
		compared += want != 0;
		if (want & ~mask)
			fail_msg("%s %s writes %x, not %x", ci->mnemonic,
				 ci->op_str, want, mask);
	}
	assert_true(compared > ROUNDS / 20);
	cs_free(ci, 1);
	cs_close(&cs);
}

static const struct {
	uint8_t code[8];
	uint8_t len;
	uint32_t mask;
} exact[] = {
	{ { 0x90 }, 1, 0 },
	{ { 0x48, 0x01, 0xd8 }, 3, 0 }, /* add %rbx,%rax */
	{ { 0x0f, 0x45, 0xc1 }, 3, 0 }, /* cmovne %ecx,%eax */
	{ { 0x66, 0x48, 0x0f, 0x6e, 0xeb }, 5, 1u << 5 }, /* movq %rbx,%xmm5 */
	{ { 0x66, 0x48, 0x0f, 0x7e, 0xeb }, 5, 0 }, /* movq %xmm5,%rbx */
	{ { 0x66, 0x0f, 0xef, 0x3e }, 4, 1u << 7 }, /* pxor (%rsi),%xmm7 */
	{ { 0xf3, 0x0f, 0x7f, 0x0f }, 4, 0 }, /* movdqu %xmm1,(%rdi) */
	{ { 0xc5, 0xf8, 0x77 }, 3, UINT32_MAX }, /* vzeroupper */
	{ { 0x0f, 0xae, 0x0f }, 3, UINT32_MAX }, /* fxrstor (%rdi) */
	{ { 0x66, 0x0f, 0x3a, 0x62, 0xc1, 0 }, 6, UINT32_MAX }, /* pcmpistrm */
	{ { 0xf3, 0x0f, 0x38, 0xd8, 0x06 },
	  5,
	  UINT32_MAX }, /* aesencwide128kl */
	{ { 0x62, 0xf1, 0x7d, 0x48, 0xef, 0xc1 }, 6, UINT32_MAX }, /* EVEX */
	{ { 0x0f, 0x01, 0xc2 }, 3, UINT32_MAX }, /* vmlaunch */
};

static void test_exact(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(exact) / sizeof(exact[0]); i++) {
		struct sc_insn insn = { .op = SC_OP_OTHER,
					.len = exact[i].len & 0xf };

		assert_int_equal(sc_x86_writes_vectors(&insn, exact[i].code),
				 exact[i].mask);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_covers),
		cmocka_unit_test(test_exact),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
