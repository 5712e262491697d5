// SPDX-License-Identifier: GPL-2.0-only
/*
 * Lengths and forms (SDM 2, 2.1 to 2.7 and appendix A; APX specification, 3; AMD
 * 3, 1.2 and 1.5).
 */
#include "arch/x86/decode/length.h"
#include "arch/x86/decode/cursor.h"

#include <string.h>

#include "arch/x86/decode/decode.h"
#include "arch/x86/decode/prefix.h"

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

/* Which instructions have no place behind REX2. */
static bool is_rex2_hole(const struct sc_x86_form *f)
{
	unsigned int row = f->opcode >> 4;

	if (f->map == 0)
		return row == 4 || row == 7 || row == 0xe ||
		       (row == 0xa && f->opcode != 0xa1);
	return row == 3 || row == 8;
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

static void take_disp(struct sc_x86_cursor *c, unsigned int n)
{
	const uint8_t *p = c->p;

	sc_x86_skip(c, n);
	if (c->short_count || !n)
		return;
	if (n == 1)
		c->form->disp = (int8_t)*p;
	else
		memcpy(&c->form->disp, p, 4);
}

static void take_sib(struct sc_x86_cursor *c, unsigned int mod,
		     unsigned int *disp)
{
	struct sc_x86_form *f = c->form;
	uint8_t sib = sc_x86_take(c);
	unsigned int index = (sib >> 3 & 7) | c->x;

	f->index = index == 4 ? SC_REG_NONE : (uint8_t)(index | sib >> 6 << 5);
	f->base = (sib & 7) | c->b;
	if ((sib & 7) == 5 && mod == 0) {
		f->base = SC_REG_NONE;
		*disp = 4;
	}
}

static void take_memory(struct sc_x86_cursor *c)
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

static void take_modrm(struct sc_x86_cursor *c, bool registers)
{
	struct sc_x86_form *f = c->form;

	f->has_modrm = true;
	f->modrm = sc_x86_take(c);
	f->reg = (f->modrm >> 3 & 7) | c->r;
	f->rm = (f->modrm & 7) | c->b;
	if (f->modrm < 0xc0 && !registers)
		take_memory(c);
}

/* Is the operand of 16 bits? */
static bool is_narrow(const struct sc_x86_form *f)
{
	if (f->space == SC_X86_EVEX)
		return (f->pp == 1 || f->opsize) && !f->w;
	return f->opsize && !f->w;
}

static unsigned int immediate_length(const struct sc_x86_form *f, char kind)
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
	struct sc_x86_cursor c = { .p = code,
				   .end = code + most,
				   .form = form };
	char kind;

	*form = (struct sc_x86_form){ .base = SC_REG_NONE,
				      .index = SC_REG_NONE };
	sc_x86_take_prefixes(&c, code);
	sc_x86_take_opcode(&c);
	form->at = (uint8_t)(c.p - code - 1);
	kind = kind_of(form);
	if (c.short_count || kind == 'x')
		return 0;
	if (strchr("csgGMBDZ", kind))
		take_modrm(&c, kind == 'c');
	else if (is_register_in(form))
		form->rm = (form->opcode & 7) | c.b;
	sc_x86_skip(&c, immediate_length(form, kind));
	if (c.short_count)
		return 0;
	form->len = (uint8_t)(c.p - code);
	return form->len;
}
