// SPDX-License-Identifier: GPL-2.0-only
/*
 * What comes before an opcode: prefixes, and how its map is named (SDM 2, 2.1 to
 * 2.7; APX specification, 3.1; AMD 3, 1.2).
 */
#include "arch/x86/decode/cursor.h"
#include "arch/x86/decode/prefix.h"

static bool take_prefix(struct sc_x86_cursor *c, uint8_t byte)
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

void sc_x86_take_prefixes(struct sc_x86_cursor *c, const uint8_t *start)
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

static void read_rex2(struct sc_x86_cursor *c)
{
	uint8_t v = sc_x86_take(c);

	c->form->is_rex2 = true;
	c->form->w = v & 8;
	c->form->map = v >> 7;
	c->r = (v & 4) << 1 | (v & 0x40) >> 2;
	c->x = (v & 2) << 2 | (v & 0x20) >> 1;
	c->b = (v & 1) << 3 | (v & 0x10);
	c->form->opcode = sc_x86_take(c);
}

static void read_legacy(struct sc_x86_cursor *c, uint8_t byte)
{
	struct sc_x86_form *f = c->form;

	f->opcode = byte;
	if (byte != 0x0f)
		return;
	f->map = 1;
	f->opcode = sc_x86_take(c);
	if (f->opcode != 0x38 && f->opcode != 0x3a)
		return;
	f->map = f->opcode == 0x38 ? 2 : 3;
	f->opcode = sc_x86_take(c);
}

static void read_vex2(struct sc_x86_cursor *c)
{
	uint8_t v = sc_x86_take(c);

	c->form->space = SC_X86_VEX;
	c->form->map = 1;
	c->r = (~v & 0x80) >> 4;
	c->form->vvvv = ~v >> 3 & 0xf;
	c->form->pp = v & 3;
	c->form->opcode = sc_x86_take(c);
}

static void read_vex3(struct sc_x86_cursor *c, enum sc_x86_space space)
{
	uint8_t a = sc_x86_take(c), v = sc_x86_take(c);

	c->form->space = space;
	c->form->map = a & 0x1f;
	c->r = (~a & 0x80) >> 4;
	c->x = (~a & 0x40) >> 3;
	c->b = (~a & 0x20) >> 2;
	c->form->w = v & 0x80;
	c->form->vvvv = ~v >> 3 & 0xf;
	c->form->pp = v & 3;
	c->form->opcode = sc_x86_take(c);
}

static void read_evex(struct sc_x86_cursor *c)
{
	uint8_t a = sc_x86_take(c), v = sc_x86_take(c), e = sc_x86_take(c);

	c->form->space = SC_X86_EVEX;
	c->form->map = a & 7;
	c->r = (~a & 0x80) >> 4 | (~a & 0x10);
	c->x = (~a & 0x40) >> 3 | (~v & 4) << 2;
	c->b = (~a & 0x20) >> 2 | (a & 8) << 1;
	c->form->w = v & 0x80;
	c->form->vvvv = (~v >> 3 & 0xf) | (~e & 8) << 1;
	c->form->nd = e & 0x10;
	c->form->pp = v & 3;
	c->form->opcode = sc_x86_take(c);
}

void sc_x86_take_opcode(struct sc_x86_cursor *c)
{
	uint8_t byte = sc_x86_take(c);

	if (byte == 0xd5)
		read_rex2(c);
	else if (byte == 0xc5)
		read_vex2(c);
	else if (byte == 0xc4)
		read_vex3(c, SC_X86_VEX);
	else if (byte == 0x62)
		read_evex(c);
	else if (byte == 0x8f && c->p < c->end && (*c->p & 0x1f) >= 8)
		read_vex3(c, SC_X86_XOP);
	else
		read_legacy(c, byte);
}
