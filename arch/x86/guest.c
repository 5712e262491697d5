// SPDX-License-Identifier: GPL-2.0-only
/*
 * VMLAUNCH and VMRESUME leave for a guest; when it exits, the processor goes
 * to the address that was put in its control structure, with the %rsp that
 * was put there (Intel SDM, VM exits). The address is a name behind the
 * instruction in the same function; the stack is as it was when it left.
 */
#include "arch/x86/x86.h"

static bool is_guest_entry(const struct sc_object *obj, uint32_t sec,
			   const struct sc_insn *insn)
{
	const uint8_t *code = obj->img->secs[sec].data + insn->off;

	return insn->op == SC_OP_OTHER && insn->len == 3 && code[0] == 0x0f &&
	       code[1] == 0x01 && (code[2] == 0xc2 || code[2] == 0xc3);
}

static int add_edges(struct sc_object *obj, const struct sc_label *label)
{
	const struct sc_func *f = &obj->funcs[label->func];
	struct sc_code *code = &obj->code[f->sec];
	struct sc_edge e = { .sec = f->sec,
			     .to_sec = f->sec,
			     .to_off = label->off,
			     .kind = SC_EDGE_GUEST };

	for (uint32_t i = f->first; i < f->first + f->ninsns; i++) {
		if (code->insns[i].off >= label->off)
			break;
		if (!is_guest_entry(obj, f->sec, &code->insns[i]))
			continue;
		code->mark[i] |= SC_M_EDGE;
		e.off = code->insns[i].off;
		if (sc_edge_add(obj, &e))
			return -1;
	}
	return 0;
}

int sc_x86_guest_edges(struct sc_object *obj)
{
	for (uint32_t i = 0; i < obj->nlabels; i++)
		if (add_edges(obj, &obj->labels[i]))
			return -1;
	return 0;
}
