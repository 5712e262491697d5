// SPDX-License-Identifier: GPL-2.0-only
/*
 * Instructions that do what a register says, where that is a constant.
 *
 * ENCLS does what the number in %eax says (Intel SDM, ENCLS). Of its leaves
 * one alone, EDBGRD, returns something in %rbx; where the number is a constant
 * just before, it is known whether it is that one. For string stores see string.c.
 */
#include "arch/x86/leaf.h"
#include "arch/x86/string.h"
#include "arch/x86/x86.h"

enum { EDBGRD = 4, LEAF_MAX = 15 };

static bool is_encls(const struct sc_object *obj, uint32_t sec,
		     const struct sc_insn *insn)
{
	const uint8_t *code = obj->img->secs[sec].data + insn->off;

	return insn->op == SC_OP_OTHER && insn->len == 3 &&
	       (insn->writes >> X86_RBX & 1) && code[0] == 0x0f &&
	       code[1] == 0x01 && code[2] == 0xcf;
}

int64_t sc_x86_constant_at(const struct sc_code *code, const struct sc_func *f,
			   uint32_t i, unsigned int reg)
{
	while (i > f->first && !(code->mark[i] & SC_M_LEADER)) {
		const struct sc_insn insn = sc_code_insn(code, --i);

		if (sc_op_is(&insn, SC_P_BRANCH | SC_P_CALL | SC_P_END))
			return -1;
		if (insn.writes >> reg & 1)
			return insn.op == SC_OP_MOVI ? insn.val : -1;
	}
	return -1;
}

/* ENCLS writes %rbx only if %eax may say so. */
static void leaf_of_encls(const struct sc_object *obj, const struct sc_func *f,
			  uint32_t i)
{
	struct sc_code *code = &obj->code[f->sec];
	int64_t leaf = sc_x86_constant_at(code, f, i, X86_RAX);
	struct sc_insn insn = sc_code_insn(code, i);

	if (leaf >= 0 && leaf <= LEAF_MAX && leaf != EDBGRD) {
		insn.writes &= (uint16_t) ~(1u << X86_RBX);
		sc_code_change(code, i, &insn);
	}
}

void sc_x86_leaves(struct sc_object *obj)
{
	for (uint32_t k = 0; k < obj->nfuncs; k++) {
		const struct sc_func *f = &obj->funcs[k];
		struct sc_code *code = &obj->code[f->sec];

		if (!(f->has & SC_HAS_LEAF))
			continue;
		for (uint32_t i = f->first; i < f->first + f->ninsns; i++) {
			struct sc_insn insn;

			if (!sc_code_may_change(code, i))
				continue;
			insn = sc_code_insn(code, i);
			if (sc_x86_is_string_store(&insn))
				sc_x86_string_store(obj, f, i);
			else if (is_encls(obj, f->sec, &insn))
				leaf_of_encls(obj, f, i);
		}
	}
}
