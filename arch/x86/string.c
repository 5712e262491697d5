// SPDX-License-Identifier: GPL-2.0-only
/*
 * String stores (movs, stos, ins). How many bytes a repeated one stores is in
 * %rcx. Where that is a constant just before, the extent is known.
 */
#include "arch/x86/leaf.h"
#include "arch/x86/string.h"
#include "arch/x86/x86.h"

#define MAX_BYTES (1 << 24) /* what is larger is no area on a stack */

bool sc_x86_is_string_store(const struct sc_insn *insn)
{
	return insn->op == SC_OP_OTHER && (insn->flags & SC_F_MEMW) &&
	       insn->base == X86_RDI && insn->index == SC_REG_NONE &&
	       !(insn->flags & SC_F_NARROW) && (insn->writes >> X86_RDI & 1);
}

/* Bytes of one element; 0: the instruction is no string store. */
static unsigned int element_size(const uint8_t *code, unsigned int len)
{
	unsigned int i = 0, size = 4;
	uint8_t opcode;

	for (; i + 1 < len; i++) {
		if (code[i] == 0x66 && size == 4)
			size = 2;
		if ((code[i] & 0xf8) == 0x48)
			size = 8;
	}
	opcode = code[i];
	switch (opcode & 0xfe) {
	case 0x6c: /* ins has no form of 8 bytes */
		return opcode & 1 ? (size == 8 ? 4 : size) : 1;
	case 0xa4:
	case 0xaa:
		return opcode & 1 ? size : 1;
	default:
		return 0;
	}
}

void sc_x86_string_store(const struct sc_object *obj, const struct sc_func *f,
			 uint32_t i)
{
	struct sc_code *code = &obj->code[f->sec];
	struct sc_insn insn = sc_code_insn(code, i);
	unsigned int size =
		element_size(obj->img->secs[f->sec].data + insn.off, insn.len);
	int64_t count = insn.writes >> X86_RCX & 1
				? sc_x86_constant_at(code, f, i, X86_RCX)
				: 1;

	if (!size || count < 0 || count * size > MAX_BYTES)
		return;
	insn.op = SC_OP_FILL;
	insn.size = (uint8_t)size;
	insn.val = (int32_t)(count * size);
	sc_code_change(code, i, &insn);
}
