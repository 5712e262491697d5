// SPDX-License-Identifier: GPL-2.0-only
/* The basic blocks of a group, and which of them begins where. */
#include <stdlib.h>
#include <string.h>

#include "stackcheck/dataflow/blocks.h"
#include "stackcheck/dataflow/internal.h"
#include "stackcheck/util/search.h"

/* --- blocks */

const struct sc_func *sc_dataflow_member(const struct sc_dataflow *flow,
					 uint32_t m)
{
	const struct sc_group *g = &flow->obj->groups[flow->group];

	return &flow->obj->funcs[flow->obj->members[g->first + m]];
}

static int reserve_items(void *pptr, size_t *cap, size_t n, size_t size)
{
	void **ptr = pptr, *grown;

	if (n <= *cap)
		return 0;
	n += n / 2;
	grown = realloc(*ptr, n * size);
	if (!grown)
		return -1;
	*ptr = grown;
	*cap = n;
	return 0;
}

/* The blocks of member @m, which is @f; @branch goes along. */
static int cut_blocks(struct sc_dataflow *flow, uint32_t m,
		      const struct sc_func *f)
{
	struct sc_dataflow_priv *p = flow->priv;
	const struct sc_code *code = &flow->obj->code[f->sec];
	const struct sc_branch *branch = code->branch;
	uint32_t *block_of = p->block_of + p->base[m];
	uint32_t i = f->first, end = i + f->ninsns, k = f->first_branch;
	uint32_t kend = k + f->nbranches;

	while (i < end) {
		struct sc_block *b;
		uint32_t first = i;

		if (reserve_items(&flow->blocks, &p->blocks_cap,
				  flow->nblocks + 1, sizeof(*flow->blocks)))
			return -1;
		b = &flow->blocks[flow->nblocks];
		for (i++; i < end && !(code->mark[i] & SC_M_LEADER);)
			i++;
		while (k < kend && branch[k].insn < first)
			k++;
		*b = (struct sc_block){
			.func = (uint32_t)(f - flow->obj->funcs),
			.first = first,
			.n = i - first,
			.from = SC_NO_BLOCK,
			.branch = k,
		};
		block_of[first - f->first] = flow->nblocks++;
	}
	return 0;
}

/* Where each member's instructions and blocks begin. */
static int lay_out(struct sc_dataflow *flow)
{
	uint32_t nmembers = flow->obj->groups[flow->group].nfuncs;
	struct sc_dataflow_priv *p = flow->priv;
	uint32_t ninsns = 0;

	if (reserve_items(&flow->member_block, &p->members_cap, nmembers + 1,
			  sizeof(*flow->member_block)) ||
	    reserve_items(&p->base, &p->bases_cap, nmembers + 1,
			  sizeof(*p->base)))
		return -1;
	for (uint32_t m = 0; m < nmembers; m++) {
		p->base[m] = ninsns;
		ninsns += sc_dataflow_member(flow, m)->ninsns;
	}
	flow->ninsns = ninsns;
	flow->reached = 0;
	return reserve_items(&p->block_of, &p->insns_cap, ninsns + 1,
			     sizeof(*p->block_of));
}

int sc_dataflow_make_blocks(struct sc_dataflow *flow)
{
	uint32_t nmembers = flow->obj->groups[flow->group].nfuncs;
	struct sc_dataflow_priv *p = flow->priv;

	if (lay_out(flow))
		return -1;
	flow->nblocks = 0;
	for (uint32_t m = 0; m < nmembers; m++) {
		flow->member_block[m] = flow->nblocks;
		if (cut_blocks(flow, m, sc_dataflow_member(flow, m)))
			return -1;
	}
	flow->member_block[nmembers] = flow->nblocks;
	if (reserve_items(&p->work, &p->work_cap, flow->nblocks / 64 + 2,
			  sizeof(*p->work)))
		return -1;
	memset(p->work, 0, (flow->nblocks / 64 + 2) * sizeof(*p->work));
	p->low = 0;
	return 0;
}

uint32_t sc_dataflow_member_of(const struct sc_dataflow *flow, uint32_t func)
{
	const struct sc_group *g = &flow->obj->groups[flow->group];
	const uint32_t *list = flow->obj->members + g->first;

	return SC_FIRST_NOT(i, 1, g->nfuncs, list[i] <= func) - 1;
}

/* The block of function @f that begins with instruction @i. */
uint32_t sc_dataflow_block_of(const struct sc_dataflow *flow,
			      const struct sc_func *f, uint32_t i)
{
	uint32_t m;

	if (i == UINT32_MAX || !(flow->obj->code[f->sec].mark[i] & SC_M_LEADER))
		return SC_NO_BLOCK;
	m = sc_dataflow_member_of(flow, (uint32_t)(f - flow->obj->funcs));
	return flow->priv->block_of[flow->priv->base[m] + i - f->first];
}

/* The block of function @f that begins at @off. */
uint32_t sc_dataflow_find_block(const struct sc_dataflow *flow,
				const struct sc_func *f, uint64_t off)
{
	return sc_dataflow_block_of(flow, f, sc_func_insn(flow->obj, f, off));
}

uint32_t sc_dataflow_block_at(const struct sc_dataflow *flow, uint32_t sec,
			      uint64_t off)
{
	const struct sc_func *f = sc_func_at(flow->obj, sec, off);

	return f && f->group == flow->group
		       ? sc_dataflow_find_block(flow, f, off)
		       : SC_NO_BLOCK;
}
