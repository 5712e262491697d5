// SPDX-License-Identifier: GPL-2.0-only
/* EVEX instructions. */
#include "arch/x86/decode/evex.h"
#include "stackcheck/util/search.h"

struct evex {
	const struct sc_x86_evex *e;
	unsigned int map, pp, w, opcode;
	unsigned int vvvv; /* with V': five bits */
	unsigned int ll;
	unsigned int high; /* R': the reg field is above 15 */
	unsigned int b, z, aaa;
};

static const struct sc_x86_evex *find_evex(unsigned int key)
{
	const struct sc_x86_evex *ops = sc_x86_evex_ops;
	size_t at = SC_FIRST_NOT(i, 0, sc_x86_evex_count, ops[i].key < key);

	return at < sc_x86_evex_count && ops[at].key == key ? &ops[at] : NULL;
}

/* Three bytes after 62, whose fixed bits are right. */
static int read_fields(struct sc_x86_state *s, struct evex *v)
{
	const uint8_t *p = s->p;

	v->map = p[0] & 7;
	v->pp = p[1] & 3;
	v->w = p[1] >> 7;
	v->high = !(p[0] & 0x10);
	v->vvvv = ((p[1] ^ 0xffu) >> 3 & 0xf) | ((p[2] ^ 8u) << 1 & 0x10);
	v->z = p[2] >> 7;
	v->ll = p[2] >> 5 & 3;
	v->b = p[2] >> 4 & 1;
	v->aaa = p[2] & 7;
	s->rex = ((p[0] ^ 0xffu) >> 5) | (v->w ? REX_W : 0);
	v->opcode = p[3];
	s->p += 4;
	return v->map >= 1 && v->map <= 3 && !(p[0] & 8) && p[1] & 4;
}

static int is_permitted(const struct sc_x86_state *s, const struct evex *v)
{
	unsigned int mem = sc_x86_is_mem(s);
	unsigned int forms = mem ? v->e->mem : v->e->reg;
	unsigned int perm = mem ? v->e->perm >> 4 : v->e->perm;

	if ((!(perm & 1) && v->vvvv) || (!(perm & 2) && v->aaa) ||
	    (!(perm & 4) && v->z))
		return 0;
	if (v->b && !(forms & 8))
		return 0;
	if (v->b && !mem) /* L'L is a rounding mode */
		return 1;
	return v->ll < 3 && forms >> v->ll & 1;
}

static unsigned int disp_unit(const struct evex *v)
{
	static const uint8_t fixed[] = {
		[N_1] = 1, [N_2] = 2,	[N_4] = 4,
		[N_8] = 8, [N_16] = 16, [N_32] = 32,
	};

	if (v->b)
		return v->w ? 8 : 4;
	if (v->e->n == N_DUP)
		return v->ll ? 16u << v->ll : 8;
	if (v->e->n < N_DUP)
		return (16u << v->ll) >> v->e->n;
	return fixed[v->e->n];
}

static int decode_plain(struct sc_x86_state *s, unsigned int access,
			unsigned int size)
{
	sc_x86_clear(s->insn, SC_OP_OTHER, 0);
	if (sc_x86_is_mem(s))
		sc_x86_put_mem(s, access, size);
	return 1;
}

static int to_reg(struct sc_x86_state *s, unsigned int reg, unsigned int access,
		  unsigned int size)
{
	decode_plain(s, access, size);
	if (access == F_MW && sc_x86_is_mem(s))
		return 1;
	s->insn->reg = reg;
	s->insn->writes = 1u << reg;
	return 1;
}

/* The groups 71, 72 and 73 by W, as sets of modrm.reg. */
static int decode_shift(struct sc_x86_state *s, const struct evex *v)
{
	static const uint8_t sets[3][2] = {
		{ 0x54, 0x54 },
		{ 0x57, 0x13 },
		{ 0x88, 0xcc },
	};

	decode_plain(s, F_MR, 0);
	return sets[v->opcode - 0x71][v->w] >> (s->modrm >> 3 & 7) & 1;
}

static int apply_action(struct sc_x86_state *s, const struct evex *v,
			unsigned int n)
{
	switch (v->e->act) {
	case E_READ:
		return decode_plain(s, F_MR, 0);
	case E_STORE:
		return decode_plain(s, F_MW, n);
	case E_COMPRESS:
		return decode_plain(s, F_MW, 16u << v->ll);
	case E_REG:
		return !v->high && to_reg(s, s->reg, F_MR, 0);
	case E_RM:
		return to_reg(s, s->rm, F_MW, n);
	case E_SHIFT:
		return decode_shift(s, v);
	}
	return 0;
}

int sc_x86_evex(struct sc_x86_state *s)
{
	struct evex v;
	unsigned int n;
	int ok;

	if (s->rex || !read_fields(s, &v))
		return 0;
	v.e = find_evex(EVEX_KEY(v.map, v.opcode, v.pp, v.w));
	if (!v.e)
		return 0;
	sc_x86_modrm(s);
	if (!is_permitted(s, &v))
		return 0;
	n = disp_unit(&v);
	if (s->modrm >> 6 == 1)
		s->disp *= (int32_t)n;
	ok = apply_action(s, &v, n);
	s->p += sc_x86_vec_imm(v.map, v.opcode);
	return ok;
}
