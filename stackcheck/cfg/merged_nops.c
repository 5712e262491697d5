// SPDX-License-Identifier: GPL-2.0-only
/*
 * Kernels make a run of no-ops of one byte longer ones, when they apply
 * alternatives: before a module's code is run, and early in a boot. How long
 * they become depends on the version. A place between two of them stays the
 * beginning of an instruction in these cases:
 *   - an alternative begins or ends there;
 *   - the longest no-op of some version ends there.
 */
#include "stackcheck/cfg/merged_nops.h"

static bool is_short_nop(const struct sc_code *code, uint32_t i)
{
	const struct sc_insn insn = sc_code_insn(code, i);

	return insn.op == SC_OP_NOP && insn.len == 1;
}

/* The instructions that @alt may replace: the first, and behind the last. */
static uint32_t find_body(const struct sc_object *obj, const struct sc_alt *alt,
			  uint32_t *end_ret)
{
	const struct sc_code *code = &obj->code[alt->sec];
	uint32_t first = sc_insn_at(obj, alt->sec, alt->off), end = first;

	while (end < code->ninsns &&
	       sc_code_off(code, end) < alt->off + alt->len)
		end++;
	*end_ret = end;
	return first;
}

/* All but the first of a run. */
static void mark_runs(struct sc_object *obj, const struct sc_alt *alt)
{
	struct sc_code *code = &obj->code[alt->sec];
	uint32_t end, i = find_body(obj, alt, &end);

	for (i++; i < end; i++)
		if (is_short_nop(code, i) && is_short_nop(code, i - 1))
			code->mark[i] |= SC_M_MERGED;
}

static void clear_at(struct sc_object *obj, uint32_t sec, uint32_t off)
{
	uint32_t i = sc_insn_at(obj, sec, off);

	if (i != UINT32_MAX)
		obj->code[sec].mark[i] &= ~(uint32_t)SC_M_MERGED;
}

/* A run that is longer than one no-op can be is several. */
static void cut_runs(struct sc_object *obj, const struct sc_alt *alt)
{
	struct sc_code *code = &obj->code[alt->sec];
	uint32_t end, i = find_body(obj, alt, &end), len = 0;

	for (; i < end; i++) {
		if (len == obj->arch->merged_nop)
			code->mark[i] &= ~(uint32_t)SC_M_MERGED;
		if (!(code->mark[i] & SC_M_MERGED))
			len = 0;
		len++;
	}
}

void sc_nops_merge(struct sc_object *obj)
{
	for (uint32_t i = 0; i < obj->nalts; i++)
		mark_runs(obj, &obj->alts[i]);
	for (uint32_t i = 0; i < obj->nalts; i++) {
		const struct sc_alt *alt = &obj->alts[i];

		clear_at(obj, alt->sec, alt->off);
		clear_at(obj, alt->sec, alt->off + alt->len);
	}
	for (uint32_t i = 0; i < obj->nalts; i++)
		cut_runs(obj, &obj->alts[i]);
}
