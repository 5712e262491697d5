// SPDX-License-Identifier: GPL-2.0-only
/*
 * VMLAUNCH and VMRESUME leave for a guest; when it exits, the processor goes
 * to the address that was put in its control structure, with the %rsp that
 * was put there (Intel SDM, VM exits). The address is a name behind the
 * instruction in the same function; the stack is as it was when it left.
 */
#include "arch/x86/guest.h"
#include "arch/x86/x86.h"
#include "stackcheck/util/search.h"

static bool is_guest_entry(const struct sc_object *obj, uint32_t sec,
			   const struct sc_insn *insn)
{
	const uint8_t *code = obj->img->secs[sec].data + insn->off;

	return insn->op == SC_OP_OTHER && insn->len == 3 && code[0] == 0x0f &&
	       code[1] == 0x01 && (code[2] == 0xc2 || code[2] == 0xc3);
}

/* The first name of function @func behind @off; labels are sorted. */
static const struct sc_label *next_label(const struct sc_object *obj,
					 uint32_t func, uint32_t off)
{
	const struct sc_label *l = obj->labels;
	size_t at = SC_FIRST_NOT(i, 0, obj->nlabels,
				 l[i].func < func || (l[i].func == func &&
						      l[i].off <= off));

	return at < obj->nlabels && l[at].func == func ? &l[at] : NULL;
}

static int add_edges(struct sc_object *obj, uint32_t func)
{
	const struct sc_func *f = &obj->funcs[func];
	struct sc_code *code = &obj->code[f->sec];
	struct sc_edge e = { .sec = f->sec,
			     .to_sec = f->sec,
			     .kind = SC_EDGE_GUEST };

	for (uint32_t i = f->first; i < f->first + f->ninsns; i++) {
		const struct sc_insn insn = sc_code_insn(code, i);
		const struct sc_label *l;

		if (!is_guest_entry(obj, f->sec, &insn))
			continue;
		l = next_label(obj, func, insn.off);
		if (!l)
			continue;
		code->mark[i] |= SC_M_EDGE;
		e.off = insn.off;
		e.to_off = l->off;
		if (sc_edge_add(obj, &e))
			return -1;
	}
	return 0;
}

int sc_x86_guest_edges(struct sc_object *obj)
{
	for (uint32_t i = 0; i < obj->nlabels; i++)
		if ((!i || obj->labels[i].func != obj->labels[i - 1].func) &&
		    add_edges(obj, obj->labels[i].func))
			return -1;
	return 0;
}
