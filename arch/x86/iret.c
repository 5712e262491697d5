// SPDX-License-Identifier: GPL-2.0-only
/*
 * iret to the next instruction, which serialises the processor: the five
 * words of its frame were pushed right before, the address last.
 */
#include <string.h>

#include "arch/x86/iret.h"
#include "arch/x86/x86.h"
#include "stackcheck/cfg/targets.h"
#include "stackcheck/image/section_index.h"

#define IRET_FRAME 40 /* bytes: address, segment, flags, %rsp, segment */
#define IRET_RSP 24 /* offset of %rsp in it */

static bool is_iretq(const struct sc_object *obj, uint32_t sec,
		     const struct sc_insn *insn)
{
	const uint8_t *code = obj->img->secs[sec].data + insn->off;

	return insn->op == SC_OP_SYSTEM && insn->len == 2 && code[0] == 0x48 &&
	       code[1] == 0xcf;
}

/* Where a pushed 32-bit immediate points. */
static struct sc_target pushed_address(const struct sc_object *obj,
				       uint32_t sec, const struct sc_insn *push)
{
	struct sc_target to = { .kind = SC_TO_NOWHERE };
	int32_t imm;

	if (push->op != SC_OP_PUSH_OTHER || push->len != 5)
		return to;
	if (!obj->img->linked)
		return sc_field_target(obj, sec, push->off + 1, 4, 0);
	memcpy(&imm, obj->img->secs[sec].data + push->off + 1, sizeof(imm));
	to.sec = sc_image_find_addr(obj->img, (uint64_t)(int64_t)imm, &to.off);
	to.kind = to.sec ? SC_TO_CODE : SC_TO_NOWHERE;
	return to;
}

bool sc_x86_returns_to_self(const struct sc_object *obj,
			    const struct sc_func *func, uint32_t i)
{
	const struct sc_insn insn = sc_code_insn(&obj->code[func->sec], i);
	struct sc_insn push;
	struct sc_target to;

	if (i == func->first || !is_iretq(obj, func->sec, &insn))
		return false;
	push = sc_code_insn(&obj->code[func->sec], i - 1);
	to = pushed_address(obj, func->sec, &push);
	return to.kind == SC_TO_CODE && to.sec == func->sec &&
	       to.off == insn.off + insn.len;
}

/*
 * %rsp comes from the frame too. When what was pushed has been corrected in
 * place, the correction is taken to be the right one: back to before it all.
 */
void sc_x86_after_self_return(struct sc_state *st)
{
	sc_val sp = st->reg[X86_RSP];
	sc_val pushed = sc_state_load(st, sc_val_add(sp, IRET_RSP));

	st->reg[X86_RSP] = sc_val_is_addr(pushed) ? pushed
						  : sc_val_add(sp, IRET_FRAME);
	sc_state_trim(st, st->reg[X86_RSP]);
}
