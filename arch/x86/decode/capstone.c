// SPDX-License-Identifier: GPL-2.0-only
/* The authority: struct sc_insn from capstone's detail. */
#include "arch/x86/decode/capstone.h"
#include "arch/x86/decode/capstone_fixups.h"
#include "arch/x86/decode/capstone_internal.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "arch/x86/decode/length.h"
#include "arch/x86/decode/system_name.h"
#include "arch/x86/decode/table_only.h"
#include "stackcheck/util/memory.h"
#include "arch/x86/decode/capstone_op.h"
#include "arch/x86/decode/capstone_prefix.h"
#include "arch/x86/decode/capstone_regs.h"

/*
 * What of it succeeded is to be seen in the decoder. Capstone allocates the
 * last of its memory when it is first used, so it is used here.
 */
static void open_capstone(void *arg)
{
	static const uint8_t nop[] = { 0x90 };
	struct sc_decoder *dec = arg;
	const uint8_t *at = nop;
	size_t size = sizeof(nop);
	uint64_t addr = 0;

	dec->cs = sc_capstone_load();
	if (!dec->cs)
		return;
	if (dec->cs->cs_open(CS_ARCH_X86, CS_MODE_64, &dec->handle) !=
	    CS_ERR_OK) {
		dec->handle = 0;
		return;
	}
	dec->cs->cs_option(dec->handle, CS_OPT_DETAIL, CS_OPT_ON);
	dec->cs->cs_option(dec->handle, CS_OPT_SYNTAX, CS_OPT_SYNTAX_INTEL);
	dec->insn = dec->cs->cs_malloc(dec->handle);
	if (dec->insn)
		dec->cs->cs_disasm_iter(dec->handle, &at, &size, &addr,
					dec->insn);
}

bool sc_decoder_open(struct sc_decoder *dec)
{
	if (dec->opened)
		return dec->insn;
	dec->opened = true;
	/* capstone uses what it could not allocate; that is lost then */
	if (!sc_memory_guard(open_capstone, dec)) {
		dec->handle = 0;
		dec->insn = NULL;
	}
	return dec->insn;
}

struct sc_decoder *sc_decoder_new(void)
{
	return calloc(1, sizeof(struct sc_decoder));
}

void sc_decoder_free(struct sc_decoder *dec)
{
	if (!dec)
		return;
	if (dec->insn)
		dec->cs->cs_free(dec->insn, 1);
	if (dec->handle)
		dec->cs->cs_close(&dec->handle);
	free(dec);
}

/* The prefixes; capstone reports one of each group only. */
static const uint8_t *scan_prefixes(struct cs_ctx *c, const uint8_t *p,
				    const uint8_t *end)
{
	while (p < end && sc_cs_prefix(c, *p))
		p++;
	c->opcode = p; /* at the end when there are only prefixes */
	if (p < end && (*p & 0xf0) == 0x40)
		c->rex = *c->opcode++;
	return p;
}

/* Gives capstone the bytes in the order it understands. */
static int decode_at(struct sc_decoder *dec, const uint8_t *code, size_t avail,
		     uint64_t addr, struct cs_ctx *c)
{
	const uint8_t *in = dec->bytes;
	size_t size = avail < SC_X86_MAX_LEN ? avail : SC_X86_MAX_LEN;
	const uint8_t *rest = scan_prefixes(c, code, code + size);

	if (!sc_decoder_open(dec))
		return 0;
	c->ci = dec->insn;
	sc_cs_order(dec->bytes, code, (size_t)(rest - code), size, c);
	c->opcode += in - code;
	return dec->cs->cs_disasm_iter(dec->handle, &in, &size, &addr,
				       dec->insn);
}

/* capstone's own sum of the registers written, from corrected access. */
static uint16_t written_registers(const struct cs_ctx *c)
{
	const cs_detail *detail = c->ci->detail;
	uint16_t mask = 0;
	unsigned int i;

	for (i = 0; i < detail->regs_write_count; i++)
		if (sc_cs_gpr_size(detail->regs_write[i]))
			mask |= 1u << sc_cs_gpr(detail->regs_write[i]);
	for (i = 0; i < c->x86->op_count; i++)
		if (c->x86->operands[i].type == X86_OP_REG &&
		    c->access[i] & CS_AC_WRITE &&
		    sc_cs_gpr_size(c->x86->operands[i].reg))
			mask |= 1u << sc_cs_gpr(c->x86->operands[i].reg);
	return mask;
}

static uint8_t mem_index(const x86_op_mem *mem)
{
	unsigned int reg = sc_cs_gpr(mem->index);

	if (reg == SC_REG_NONE)
		return SC_REG_NONE;
	return reg | (unsigned int)__builtin_ctz(mem->scale) << 5;
}

static uint8_t mem_base(const x86_op_mem *mem)
{
	if (mem->base == X86_REG_RIP || mem->base == X86_REG_EIP)
		return SC_REG_PC;
	return sc_cs_gpr(mem->base);
}

static void set_mem(struct cs_ctx *c, unsigned int access)
{
	const cs_x86_op *op = c->mem;
	struct sc_insn *insn = c->insn;

	insn->base = mem_base(&op->mem);
	insn->index = mem_index(&op->mem);
	insn->val = (int32_t)op->mem.disp;
	insn->size = op->size;
	if (access & CS_AC_READ)
		insn->flags |= SC_F_MEMR;
	if (access & CS_AC_WRITE)
		insn->flags |= SC_F_MEMW;
	if (c->seg)
		insn->flags |= SC_F_SEG;
	if (c->addrsize)
		insn->flags |= SC_F_NARROW;
}

static void find_mem(struct cs_ctx *c)
{
	unsigned int i;

	for (i = 0; i < c->x86->op_count; i++) {
		if (c->x86->operands[i].type != X86_OP_MEM)
			continue;
		c->mem = &c->x86->operands[i];
		set_mem(c, c->access[i]);
		return;
	}
}

static void copy_access(struct cs_ctx *c)
{
	unsigned int i;

	for (i = 0; i < c->x86->op_count; i++)
		c->access[i] = c->x86->operands[i].access;
}

unsigned int sc_x86_decode_capstone(struct sc_decoder *dec, const uint8_t *code,
				    size_t avail, struct sc_insn *insn)
{
	struct cs_ctx c = { .insn = insn };
	uint32_t off = insn->off;

	if (!decode_at(dec, code, avail, 0, &c))
		return 0;
	c.x86 = &dec->insn->detail->x86;
	if (sc_cs_refuse(&c))
		return 0;
	*insn = (struct sc_insn){
		.off = off,
		.len = dec->insn->size & 0xf,
		.reg = SC_REG_NONE,
		.base = SC_REG_NONE,
		.index = SC_REG_NONE,
	};
	copy_access(&c);
	sc_cs_fix_access(&c);
	insn->writes = written_registers(&c);
	find_mem(&c);
	sc_cs_fix_operand(&c);
	sc_cs_set_op(&c);
	return insn->len;
}

/* String operations and xlat */
static bool has_implied_address(const struct sc_x86_form *f)
{
	uint8_t op = f->opcode;

	return f->space == SC_X86_LEGACY && f->map == 0 &&
	       ((op >= 0x6c && op <= 0x6f) || (op >= 0xa4 && op <= 0xa7) ||
		(op >= 0xaa && op <= 0xaf) || op == 0xd7);
}

/* No-ops that have got meanings since: cldemote, prefetches. */
static bool is_former_no_op(const uint8_t *opcode)
{
	unsigned int reg = opcode[2] >> 3 & 7;

	return opcode[2] < 0xc0 &&
	       ((opcode[1] == 0x18 && reg >= 4) || (opcode[1] == 0x1c && !reg));
}

/*
 * Of the opcodes that have got meanings since, capstone knows those without a
 * prefix. Others are older: pause, the no-ops that keep their name behind any
 * prefix, and the group of fences, where sc_cs_refuse() has the exceptions.
 */
static bool is_of_later(const struct cs_ctx *c, const uint8_t *code,
			unsigned int len)
{
	const uint8_t *p = c->opcode;

	if (!sc_x86_table_only(code, len))
		return false;
	if (p[0] == 0x0f && (p[1] == 0x0d || (p[1] & 0xf8) == 0x18))
		return is_former_no_op(p);
	return (c->rep || c->opsize) && (p[0] != 0x90 || c->rex) &&
	       !(p[0] == 0x0f && p[1] == 0xae);
}

bool sc_cs_name(struct sc_decoder *dec, const uint8_t *code, size_t avail,
		uint64_t addr, unsigned int *len_ret)
{
	struct cs_ctx c = { 0 };
	struct sc_x86_form form;
	unsigned int len = sc_x86_form(code, avail, &form);

	*len_ret = len;
	c.keep_addrsize = form.is_mem || has_implied_address(&form);
	if (!len || !decode_at(dec, code, avail, addr, &c))
		return false;
	c.x86 = &dec->insn->detail->x86;
	return dec->insn->size == len && !is_of_later(&c, code, len) &&
	       !sc_cs_refuse(&c) && !sc_cs_misnamed(&c);
}

/* Bytes, as an assembler takes them. */
static void put_bytes(const uint8_t *code, unsigned int len, char *buf,
		      size_t size)
{
	int at = snprintf(buf, size, ".byte ");

	for (unsigned int i = 0; i < len && at > 0 && (size_t)at < size; i++)
		at += snprintf(buf + at, size - (size_t)at, "%s%#x",
			       i ? ", " : "", code[i]);
}

/* sc_cs_name() in the syntax of the GNU assembler */
static bool name_for_gnu(struct sc_decoder *dec, const uint8_t *code,
			 size_t avail, uint64_t addr, unsigned int *len_ret)
{
	bool named;

	if (!sc_decoder_open(dec))
		return false;
	dec->cs->cs_option(dec->handle, CS_OPT_SYNTAX, CS_OPT_SYNTAX_ATT);
	named = sc_cs_name(dec, code, avail, addr, len_ret);
	dec->cs->cs_option(dec->handle, CS_OPT_SYNTAX, CS_OPT_SYNTAX_INTEL);
	return named;
}

/* What no text was kept of. */
static size_t format_anew(struct sc_decoder *dec, const uint8_t *code,
			  size_t avail, uint64_t addr, char *buf, size_t size)
{
	struct sc_x86_form form;
	unsigned int len = sc_x86_form(code, avail, &form);

	if (len && sc_x86_system_name(&form, buf, size))
		return len;
	if (name_for_gnu(dec, code, avail, addr, &len)) {
		snprintf(buf, size, "%s%s%s", dec->insn->mnemonic,
			 *dec->insn->op_str ? " " : "", dec->insn->op_str);
		if (strlen(buf) + 1 < size)
			sc_x86_text_keep(dec->texts, code, &form, buf);
		sc_x86_text_keep_branch(dec->texts, code, len, addr,
					dec->insn->mnemonic, dec->insn->op_str);
	} else if (!len) {
		snprintf(buf, size, "(bad)");
	} else {
		put_bytes(code, len, buf, size);
	}
	return len;
}

size_t sc_x86_format(struct sc_decoder *dec, const uint8_t *code, size_t avail,
		     uint64_t addr, char *buf, size_t size)
{
	const char *text = avail <= SC_X86_MAX_LEN
				   ? sc_x86_text_find(dec->texts, code,
						      (unsigned int)avail)
				   : NULL;
	size_t len = text ? strlen(text) + 1 : 0;

	if (!text && avail <= SC_X86_MAX_LEN &&
	    sc_x86_text_branch(dec->texts, code, (unsigned int)avail, addr, buf,
			       size))
		return avail;
	if (!text || len > size)
		return format_anew(dec, code, avail, addr, buf, size);
	memcpy(buf, text, len);
	return avail;
}
