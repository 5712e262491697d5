// SPDX-License-Identifier: GPL-2.0-only
/*
 * Lengths and forms (SDM 2, 2.1 to 2.7 and appendix A; APX specification, 3; AMD
 * 3, 1.2 and 1.5).
 */
#include "arch/x86/decode/length.h"

#include <string.h>

#include "arch/x86/decode/decode.h"

/*
 * What follows an opcode, a letter each, sixteen a line.
 *
 *	x	there is no such instruction
 *	n	nothing
 *	b w	an immediate of 1 byte, of 2 bytes
 *	z	of 4 bytes, or 2 with 66
 *	v	of 4 bytes, 2 with 66, or 8 with REX.W
 *	e	of 2 bytes and of 1 byte
 *	o	an address of 8 bytes, or 4 with 67
 *	M	modrm and what that says
 *	B D Z	the same, and an immediate of 1 byte, of 4 bytes, or as z
 *	q	an address of 8 bytes
 *	g G	the same, and b or z for the first two of the group
 *	s	the same, and two bytes behind 66 or f2
 *	c	modrm of two registers
 */
static const char one[] = "MMMMbzxxMMMMbzxx"
			  "MMMMbzxxMMMMbzxx"
			  "MMMMbzxxMMMMbzxx"
			  "MMMMbzxxMMMMbzxx"
			  "xxxxxxxxxxxxxxxx"
			  "nnnnnnnnnnnnnnnn"
			  "xxxMxxxxzZbBnnnn"
			  "bbbbbbbbbbbbbbbb"
			  "BZxBMMMMMMMMMMMM"
			  "nnnnnnnnnnxnnnnn"
			  "oooonnnnbznnnnnn"
			  "bbbbbbbbvvvvvvvv"
			  "BBwnxxBZenwnnbxn"
			  "MMMMxxnnMMMMMMMM"
			  "bbbbbbbbzzxbnnnn"
			  "xnxxnngGnnnnnnMM";

static const char two[] = "MMMMxnnnnnxnxMnB"
			  "MMMMMMMMMMMMMMMM"
			  "ccccxxxxMMMMMMMM"
			  "nnnnnnxnxxxxxxxx"
			  "MMMMMMMMMMMMMMMM"
			  "MMMMMMMMMMMMMMMM"
			  "MMMMMMMMMMMMMMMM"
			  "BBBBMMMnsMxxMMMM"
			  "zzzzzzzzzzzzzzzz"
			  "MMMMMMMMMMMMMMMM"
			  "nnnMBMMMnnnMBMMM"
			  "MMMMMMMMMMBMMMMM"
			  "MMBMBBBMnnnnnnnn"
			  "MMMMMMMMMMMMMMMM"
			  "MMMMMMMMMMMMMMMM"
			  "MMMMMMMMMMMMMMMM";

struct cursor {
	const uint8_t *p, *end;
	struct sc_x86_form *form;
	uint8_t r, x, b; /* extensions of modrm.reg, index, and base or rm */
	bool short_count; /* read beyond the end */
};

static uint8_t take(struct cursor *c)
{
	if (c->p < c->end)
		return *c->p++;
	c->short_count = true;
	return 0;
}

static void skip(struct cursor *c, unsigned int n)
{
	if ((size_t)(c->end - c->p) < n)
		c->short_count = true;
	else
		c->p += n;
}

static bool take_prefix(struct cursor *c, uint8_t byte)
{
	struct sc_x86_form *f = c->form;

	switch (byte) {
	case 0xf2:
	case 0xf3:
		f->rep = byte;
		return true;
	case 0x66:
		f->opsize = true;
		return true;
	case 0x67:
		f->addrsize = true;
		return true;
	case 0xf0:
		f->lock = true;
		return true;
	case 0x64:
	case 0x65:
		f->segment = true;
		return true;
	}
	return byte == 0x26 || byte == 0x2e || byte == 0x36 || byte == 0x3e;
}

/* REX counts only right before the opcode. */
static void take_prefixes(struct cursor *c, const uint8_t *start)
{
	uint8_t rex = 0;

	while (c->p < c->end) {
		if (take_prefix(c, *c->p))
			rex = 0;
		else if ((*c->p & 0xf0) == 0x40)
			rex = *c->p;
		else
			break;
		c->p++;
	}
	c->form->is_rex = rex;
	c->form->prefixes = (uint8_t)(c->p - start - !!rex);
	c->form->w = rex & 8;
	c->r = (rex & 4) << 1;
	c->x = (rex & 2) << 2;
	c->b = (rex & 1) << 3;
}

/* Which instructions have no place behind REX2. */
static bool is_rex2_hole(const struct sc_x86_form *f)
{
	unsigned int row = f->opcode >> 4;

	if (f->map == 0)
		return row == 4 || row == 7 || row == 0xe ||
		       (row == 0xa && f->opcode != 0xa1);
	return row == 3 || row == 8;
}

static void rex2(struct cursor *c)
{
	uint8_t v = take(c);

	c->form->is_rex2 = true;
	c->form->w = v & 8;
	c->form->map = v >> 7;
	c->r = (v & 4) << 1 | (v & 0x40) >> 2;
	c->x = (v & 2) << 2 | (v & 0x20) >> 1;
	c->b = (v & 1) << 3 | (v & 0x10);
	c->form->opcode = take(c);
}

static void legacy(struct cursor *c, uint8_t byte)
{
	struct sc_x86_form *f = c->form;

	f->opcode = byte;
	if (byte != 0x0f)
		return;
	f->map = 1;
	f->opcode = take(c);
	if (f->opcode != 0x38 && f->opcode != 0x3a)
		return;
	f->map = f->opcode == 0x38 ? 2 : 3;
	f->opcode = take(c);
}

static void vex2(struct cursor *c)
{
	uint8_t v = take(c);

	c->form->space = SC_X86_VEX;
	c->form->map = 1;
	c->r = (~v & 0x80) >> 4;
	c->form->vvvv = ~v >> 3 & 0xf;
	c->form->pp = v & 3;
	c->form->opcode = take(c);
}

static void vex3(struct cursor *c, enum sc_x86_space space)
{
	uint8_t a = take(c), v = take(c);

	c->form->space = space;
	c->form->map = a & 0x1f;
	c->r = (~a & 0x80) >> 4;
	c->x = (~a & 0x40) >> 3;
	c->b = (~a & 0x20) >> 2;
	c->form->w = v & 0x80;
	c->form->vvvv = ~v >> 3 & 0xf;
	c->form->pp = v & 3;
	c->form->opcode = take(c);
}

static void evex(struct cursor *c)
{
	uint8_t a = take(c), v = take(c), e = take(c);

	c->form->space = SC_X86_EVEX;
	c->form->map = a & 7;
	c->r = (~a & 0x80) >> 4 | (~a & 0x10);
	c->x = (~a & 0x40) >> 3 | (~v & 4) << 2;
	c->b = (~a & 0x20) >> 2 | (a & 8) << 1;
	c->form->w = v & 0x80;
	c->form->vvvv = (~v >> 3 & 0xf) | (~e & 8) << 1;
	c->form->nd = e & 0x10;
	c->form->pp = v & 3;
	c->form->opcode = take(c);
}

/* The opcode with its map, and what the bytes before it say. */
static void take_opcode(struct cursor *c)
{
	uint8_t byte = take(c);

	if (byte == 0xd5)
		rex2(c);
	else if (byte == 0xc5)
		vex2(c);
	else if (byte == 0xc4)
		vex3(c, SC_X86_VEX);
	else if (byte == 0x62)
		evex(c);
	else if (byte == 0x8f && c->p < c->end && (*c->p & 0x1f) >= 8)
		vex3(c, SC_X86_XOP);
	else
		legacy(c, byte);
}

static char legacy_kind(const struct sc_x86_form *f)
{
	if (f->is_rex2 && is_rex2_hole(f))
		return 'x';
	if (f->is_rex2 && f->map == 0 && f->opcode == 0xa1)
		return 'q';
	switch (f->map) {
	case 0:
		return one[f->opcode];
	case 1:
		return two[f->opcode];
	}
	return f->map == 2 ? 'M' : 'B';
}

/* EVEX map 4: instructions of the first two maps with three operands. */
static char promoted_kind(uint8_t opcode)
{
	switch (opcode) {
	case 0x24: /* shld, shrd */
	case 0x2c:
		return 'B';
	case 0x69:
	case 0x6b:
	case 0x80:
	case 0x81:
	case 0x83:
	case 0xc0:
	case 0xc1:
	case 0xf6:
	case 0xf7:
		return one[opcode];
	}
	return 'M';
}

static char vector_kind(const struct sc_x86_form *f)
{
	switch (f->map) {
	case 1:
		if (f->opcode == 0x77)
			return f->space == SC_X86_VEX ? 'n' : 'x';
		return (f->opcode >= 0x70 && f->opcode <= 0x73) ||
				       f->opcode == 0xc2 ||
				       (f->opcode >= 0xc4 && f->opcode <= 0xc6)
			       ? 'B'
			       : 'M';
	case 2:
	case 5:
	case 6:
		return 'M';
	case 3:
		return 'B';
	case 4:
		return f->space == SC_X86_EVEX ? promoted_kind(f->opcode) : 'x';
	case 7: /* of model-specific registers named by a number */
		return f->opcode == 0xf6 || f->opcode == 0xf8 ? 'D' : 'M';
	}
	return 'x';
}

static char kind_of(const struct sc_x86_form *f)
{
	if (f->space == SC_X86_LEGACY)
		return legacy_kind(f);
	if (f->space != SC_X86_XOP)
		return vector_kind(f);
	return f->map == 8 ? 'B' : f->map == 9 ? 'M' : f->map == 10 ? 'D' : 'x';
}

static void take_disp(struct cursor *c, unsigned int n)
{
	const uint8_t *p = c->p;

	skip(c, n);
	if (c->short_count || !n)
		return;
	if (n == 1)
		c->form->disp = (int8_t)*p;
	else
		memcpy(&c->form->disp, p, 4);
}

static void take_sib(struct cursor *c, unsigned int mod, unsigned int *disp)
{
	struct sc_x86_form *f = c->form;
	uint8_t sib = take(c);
	unsigned int index = (sib >> 3 & 7) | c->x;

	f->index = index == 4 ? SC_REG_NONE : (uint8_t)(index | sib >> 6 << 5);
	f->base = (sib & 7) | c->b;
	if ((sib & 7) == 5 && mod == 0) {
		f->base = SC_REG_NONE;
		*disp = 4;
	}
}

static void take_memory(struct cursor *c)
{
	struct sc_x86_form *f = c->form;
	unsigned int mod = f->modrm >> 6, disp = mod == 2 ? 4 : mod;

	f->is_mem = true;
	f->base = f->rm;
	if ((f->modrm & 7) == 4) {
		take_sib(c, mod, &disp);
	} else if ((f->modrm & 0xc7) == 5) {
		f->base = SC_REG_NONE;
		f->is_pc = true;
		disp = 4;
	}
	take_disp(c, disp);
}

static void take_modrm(struct cursor *c, bool registers)
{
	struct sc_x86_form *f = c->form;

	f->has_modrm = true;
	f->modrm = take(c);
	f->reg = (f->modrm >> 3 & 7) | c->r;
	f->rm = (f->modrm & 7) | c->b;
	if (f->modrm < 0xc0 && !registers)
		take_memory(c);
}

/* Is the operand of 16 bits? */
static bool is_narrow(const struct sc_x86_form *f)
{
	if (f->space == SC_X86_EVEX)
		return f->pp == 1 && !f->w;
	return f->opsize && !f->w;
}

static unsigned int immediate(const struct sc_x86_form *f, char kind)
{
	unsigned int z = is_narrow(f) ? 2 : 4;
	bool first = (f->modrm >> 3 & 7) < 2;

	switch (kind) {
	case 'b':
	case 'B':
		return 1;
	case 'w':
		return 2;
	case 'e':
		return 3;
	case 'D':
		return 4;
	case 'z':
	case 'Z':
		return z;
	case 'v':
		return f->w ? 8 : z;
	case 'q':
		return 8;
	case 'o':
		return f->addrsize ? 4 : 8;
	case 'g':
		return first;
	case 'G':
		return first ? z : 0;
	case 's':
		return f->opsize || f->rep == 0xf2 ? 2 : 0;
	}
	return 0;
}

/* Does the opcode itself name a register? */
static bool is_register_in(const struct sc_x86_form *f)
{
	unsigned int row = f->opcode >> 4;

	if (f->space != SC_X86_LEGACY || f->map > 1)
		return false;
	if (f->map == 1)
		return row == 0xc && f->opcode & 8;
	return row == 5 || row == 0xb || (row == 9 && !(f->opcode & 8));
}

unsigned int sc_x86_form(const uint8_t *code, size_t avail,
			 struct sc_x86_form *form)
{
	size_t most = avail < SC_X86_MAX_LEN ? avail : SC_X86_MAX_LEN;
	struct cursor c = { .p = code, .end = code + most, .form = form };
	char kind;

	*form = (struct sc_x86_form){ .base = SC_REG_NONE,
				      .index = SC_REG_NONE };
	take_prefixes(&c, code);
	take_opcode(&c);
	form->at = (uint8_t)(c.p - code - 1);
	kind = kind_of(form);
	if (c.short_count || kind == 'x')
		return 0;
	if (strchr("csgGMBDZ", kind))
		take_modrm(&c, kind == 'c');
	else if (is_register_in(form))
		form->rm = (form->opcode & 7) | c.b;
	skip(&c, immediate(form, kind));
	if (c.short_count)
		return 0;
	form->len = (uint8_t)(c.p - code);
	return form->len;
}
