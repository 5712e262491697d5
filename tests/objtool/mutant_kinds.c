// SPDX-License-Identifier: GPL-2.0-only
/* The mistakes: each changes some bytes of code, or a relocation. */
#include <elf.h>
#include <string.h>

#include "stackcheck/cfg/section_kind.h"
#include "stackcheck/image/section_index.h"
#include "stackcheck/util/affix.h"
#include "tests/objtool/mutants.h"

/* --- places */

bool mt_place_at(const struct mu_subject *s, uint32_t sec, uint32_t off,
		 bool of_relocs, struct mt_place *ret)
{
	const struct sc_object *obj = s->analysis->obj;
	const struct sc_section *section = &s->img->secs[sec];

	*ret = (struct mt_place){
		.s = s, .sec = sec, .off = off, .i = UINT32_MAX
	};
	if (of_relocs) {
		ret->reloc = sc_section_reloc(section, off, 1);
		return ret->reloc && ret->reloc->off == off;
	}
	ret->i = sc_insn_at(obj, sec, off);
	if (ret->i == UINT32_MAX)
		return false;
	ret->f = sc_func_at(obj, sec, off);
	ret->reloc = sc_section_reloc(
		section, off, sc_code_insn(&obj->code[sec], ret->i).len);
	return true;
}

static struct sc_insn insn_of(const struct mt_place *p)
{
	return sc_code_insn(&p->s->analysis->obj->code[p->sec], p->i);
}

static const uint8_t *bytes_of(const struct mt_place *p)
{
	return p->s->img->secs[p->sec].data + p->off;
}

static const struct sc_symbol *symbol_of(const struct mt_place *p)
{
	return p->reloc ? &p->s->img->syms[p->reloc->sym] : &p->s->img->syms[0];
}

/* An instruction that only @len bytes of code are, and nothing else knows. */
static bool is_free(const struct mt_place *p, unsigned int len)
{
	return p->f && insn_of(p).len >= len && mu_is_free(p->s, p->sec, p->i);
}

/* --- changes */

static struct mt_edit *add_edit(struct mt_mutant *m, size_t at,
				unsigned int len)
{
	struct mt_edit *e = &m->edits[m->nedits++];

	e->at = at;
	e->len = len;
	return e;
}

/* The instruction becomes @code, and no-ops behind it. */
static void put_code(const struct mt_place *p, struct mt_mutant *m,
		     const void *code, unsigned int len)
{
	struct mt_edit *e = add_edit(m, (size_t)(bytes_of(p) - p->s->bytes),
				     insn_of(p).len);

	memset(e->bytes, 0x90, e->len);
	memcpy(e->bytes, code, len);
}

/* Where the file has a relocation of @sec; NULL: nowhere. */
static const Elf64_Rela *find_rela(const struct mu_subject *s, uint32_t sec,
				   const struct sc_reloc *r)
{
	const Elf64_Ehdr *eh = (const void *)s->bytes;
	const Elf64_Shdr *sh = (const void *)(s->bytes + eh->e_shoff);

	for (unsigned int i = 0; i < eh->e_shnum; i++) {
		const Elf64_Rela *list =
			(const void *)(s->bytes + sh[i].sh_offset);

		if (sh[i].sh_type != SHT_RELA || sh[i].sh_info != sec)
			continue;
		for (size_t k = 0; k < sh[i].sh_size / sizeof(*list); k++)
			if (list[k].r_offset == r->off &&
			    ELF64_R_TYPE(list[k].r_info) == r->type &&
			    ELF64_R_SYM(list[k].r_info) == r->sym)
				return &list[k];
	}
	return NULL;
}

/* The place's relocation becomes another one, at the same offset. */
static bool put_reloc(const struct mt_place *p, struct mt_mutant *m,
		      uint32_t type, uint32_t sym, int64_t addend)
{
	const Elf64_Rela *old = find_rela(p->s, p->sec, p->reloc);
	Elf64_Rela new = { .r_offset = p->reloc->off,
			   .r_info = ELF64_R_INFO((uint64_t)sym, type),
			   .r_addend = addend };
	struct mt_edit *e;

	if (!old)
		return false;
	e = add_edit(m, (size_t)((const uint8_t *)old - p->s->bytes),
		     sizeof(new));
	memcpy(e->bytes, &new, sizeof(new));
	return true;
}

/* --- branches */

static const char *const registers[] = { "rax", "rcx", "rdx", "rbx",
					 "rsp", "rbp", "rsi", "rdi",
					 "r8",	"r9",  "r10", "r11",
					 "r12", "r13", "r14", "r15" };

static int thunk_register(const char *name)
{
	static const char prefix[] = "__x86_indirect_thunk_";

	for (int i = 0; sc_starts_with(name, prefix) && i < 16; i++)
		if (!strcmp(name + sizeof(prefix) - 1, registers[i]))
			return i;
	return -1;
}

/* A call or a jump through a thunk goes through the register itself. */
static bool drop_thunk(const struct mt_place *p, struct mt_mutant *m)
{
	int reg = thunk_register(symbol_of(p)->name);
	enum sc_op op = insn_of(p).op;
	uint8_t code[3] = { 0x41, 0xff, 0 };

	if (reg < 0 || insn_of(p).len != 5 ||
	    (op != SC_OP_CALL && op != SC_OP_JMP))
		return false;
	code[2] = (uint8_t)((op == SC_OP_CALL ? 0xd0 : 0xe0) | (reg & 7));
	put_code(p, m, reg < 8 ? code + 1 : code, reg < 8 ? 2 : 3);
	return put_reloc(p, m, R_X86_64_NONE, 0, 0);
}

static bool put_call(const struct mt_place *p, struct mt_mutant *m)
{
	if (!is_free(p, 2))
		return false;
	put_code(p, m, "\xff\xd0", 2);
	return true;
}

static bool put_jump(const struct mt_place *p, struct mt_mutant *m)
{
	if (!is_free(p, 2))
		return false;
	put_code(p, m, "\xff\xe0", 2);
	return true;
}

static bool drop_return_thunk(const struct mt_place *p, struct mt_mutant *m)
{
	if (insn_of(p).op != SC_OP_JMP || insn_of(p).len != 5 ||
	    strcmp(symbol_of(p)->name, "__x86_return_thunk"))
		return false;
	put_code(p, m, "\xc3\xcc\xcc\xcc\xcc", 5);
	return put_reloc(p, m, R_X86_64_NONE, 0, 0);
}

static bool put_return(const struct mt_place *p, struct mt_mutant *m)
{
	if (!is_free(p, 1))
		return false;
	put_code(p, m, "\xc3", 1);
	return true;
}

/* --- guards and landings */

static bool drop_guard(const struct mt_place *p, struct mt_mutant *m)
{
	static const char other[] = "\x90\xf8\xfc\xf4";

	if (insn_of(p).op != SC_OP_INT3 || !p->f || p->i == p->f->first ||
	    !sc_code_op_is(&p->s->analysis->obj->code[p->sec], p->i - 1,
			   SC_P_END | SC_P_BRANCH))
		return false;
	put_code(p, m, other + (p->pick & 3), 1);
	return true;
}

static bool is_landing(const struct mu_subject *s, uint32_t sec, uint64_t off)
{
	const struct sc_section *in = &s->img->secs[sec];

	return in->data && off + 4 <= in->size &&
	       !memcmp(in->data + off, "\xf3\x0f\x1e\xfa", 4);
}

static bool drop_landing(const struct mt_place *p, struct mt_mutant *m)
{
	if (insn_of(p).len != 4 || !is_landing(p->s, p->sec, p->off))
		return false;
	put_code(p, m, "\x0f\x1f\x40\x00", 4);
	return true;
}

/* An address of a landing becomes that of what is behind it. */
static bool pass_landing(const struct mt_place *p, struct mt_mutant *m)
{
	const struct sc_symbol *to = symbol_of(p);
	int64_t at = (int64_t)to->off + p->reloc->addend;

	if ((p->reloc->type != R_X86_64_64 && p->reloc->type != R_X86_64_32S) ||
	    to->sec == SC_SEC_UNDEF || to->sec >= p->s->img->nsecs || at < 0 ||
	    !is_landing(p->s, to->sec, (uint64_t)at))
		return false;
	return put_reloc(p, m, p->reloc->type, p->reloc->sym,
			 p->reloc->addend + 4);
}

/* --- access to memory of users */

/* stac or clac of a replacement becomes the other, or a no-op. */
static bool turn_access(const struct mt_place *p, struct mt_mutant *m)
{
	const uint8_t *code = bytes_of(p);
	uint8_t other[] = { 0x0f, 0x01, (uint8_t)(code[2] ^ 1) };

	if (insn_of(p).len != 3 || code[0] != 0x0f || code[1] != 0x01 ||
	    (code[2] & 0xfe) != 0xca)
		return false;
	put_code(p, m, p->pick & 1 ? "\x0f\x1f\x00" : (const char *)other, 3);
	return true;
}

/* Is there a place near before this one that opens access? */
static bool is_near_opening(const struct mt_place *p)
{
	const struct sc_object *obj = p->s->analysis->obj;
	const struct sc_code *code = &obj->code[p->sec];

	for (uint32_t i = p->i; p->f && i-- > p->f->first && p->i - i < 9;) {
		uint32_t n;
		const struct sc_edge *e =
			sc_edges_at(obj, p->sec, sc_code_off(code, i), &n);

		for (; n--; e++)
			if (e->kind == SC_EDGE_ALT &&
			    !memcmp(p->s->img->secs[e->to_sec].data + e->to_off,
				    "\x0f\x01\xcb", 3))
				return true;
	}
	return false;
}

static bool call_with_access(const struct mt_place *p, struct mt_mutant *m)
{
	return is_near_opening(p) && put_call(p, m);
}

static bool return_with_access(const struct mt_place *p, struct mt_mutant *m)
{
	return is_near_opening(p) && put_return(p, m);
}

/* --- code without instrumentation, and ways into the kernel */

static bool is_quiet(const struct mt_place *p)
{
	return sc_section_is_noinstr(p->s->img->secs[p->sec].name);
}

/* A function that may be instrumented, by chance. */
static uint32_t find_loud(const struct mt_place *p)
{
	const struct sc_image *img = p->s->img;

	for (uint32_t n = 0; n < img->nsyms; n++) {
		uint32_t i = (p->pick + n) % img->nsyms;
		const struct sc_symbol *s = &img->syms[i];

		if (s->type == STT_FUNC && s->sec && s->sec < img->nsecs &&
		    !strcmp(img->secs[s->sec].name, ".text"))
			return i;
	}
	return 0;
}

/* A call of one that may not goes to one that may. */
static bool call_loud(const struct mt_place *p, struct mt_mutant *m)
{
	enum sc_op op = insn_of(p).op;
	uint32_t to = find_loud(p);

	return is_quiet(p) && p->reloc && to &&
	       (op == SC_OP_CALL || op == SC_OP_JMP || op == SC_OP_JCC) &&
	       put_reloc(p, m, p->reloc->type, to, -4);
}

static bool call_anything_quietly(const struct mt_place *p, struct mt_mutant *m)
{
	return is_quiet(p) && put_call(p, m);
}

/* Annotations name the section that a place is in. */
static uint32_t find_section_symbol(const struct sc_image *img, uint32_t sec)
{
	uint32_t i = 1;

	while (i < img->nsyms &&
	       (img->syms[i].type != STT_SECTION || img->syms[i].sec != sec))
		i++;
	return i < img->nsyms ? i : 0;
}

/* A record of @table tells of other code, where it means nothing. */
static bool move_annotation(const struct mt_place *p, struct mt_mutant *m,
			    const char *table)
{
	const struct sc_image *img = p->s->img;
	uint32_t loud = find_loud(p);
	uint32_t sym = find_section_symbol(img, img->syms[loud].sec);

	return !strcmp(img->secs[p->sec].name, table) && loud && sym &&
	       put_reloc(p, m, p->reloc->type, sym,
			 (int64_t)img->syms[loud].off);
}

static bool drop_permission(const struct mt_place *p, struct mt_mutant *m)
{
	return move_annotation(p, m, ".discard.instr_begin");
}

/* Is the record about a no-op? */
static bool is_told_of_nop(const struct mt_place *p)
{
	const struct sc_object *obj = p->s->analysis->obj;
	const struct sc_symbol *to = symbol_of(p);
	uint32_t i = UINT32_MAX;

	if (to->sec != SC_SEC_UNDEF && to->sec < obj->img->nsecs)
		i = sc_insn_at(obj, to->sec,
			       to->off + (uint64_t)p->reloc->addend);
	return i != UINT32_MAX &&
	       sc_code_insn(&obj->code[to->sec], i).op == SC_OP_NOP;
}

/* A no-op with this annotation is where returns are safe from. */
static bool drop_safety(const struct mt_place *p, struct mt_mutant *m)
{
	return is_told_of_nop(p) &&
	       move_annotation(p, m, ".discard.retpoline_safe");
}

/* Is it one of the first instructions of a way into the kernel? */
static bool is_entry(const struct mt_place *p)
{
	const struct sc_code *code = &p->s->analysis->obj->code[p->sec];

	for (uint32_t n = 0; n < 16 && n <= p->i; n++)
		if (code->mark[p->i - n] & SC_M_UNRET_BEGIN)
			return true;
	return false;
}

/* Entry code has marks, and its blocks are in no function. */
static bool enter_with(const struct mt_place *p, struct mt_mutant *m,
		       const char *code, unsigned int len)
{
	if (!is_entry(p) || p->reloc || insn_of(p).len < len)
		return false;
	put_code(p, m, code, len);
	return true;
}

static bool return_early(const struct mt_place *p, struct mt_mutant *m)
{
	return enter_with(p, m, "\xc3", 1);
}

static bool call_early(const struct mt_place *p, struct mt_mutant *m)
{
	return enter_with(p, m, "\xff\xd0", 2);
}

/* --- absolute addresses */

static bool make_absolute(const struct mt_place *p, struct mt_mutant *m)
{
	const struct sc_section *in = &p->s->img->secs[p->sec];
	bool wide = p->reloc->type == R_X86_64_PC64;
	bool near = p->reloc->type == R_X86_64_PC32 ||
		    p->reloc->type == R_X86_64_PLT32;

	if (!(in->flags & SHF_ALLOC) || (!wide && !near))
		return false;
	return put_reloc(p, m,
			 wide	       ? R_X86_64_64
			 : p->pick & 1 ? R_X86_64_32S
				       : R_X86_64_32,
			 p->reloc->sym, p->reloc->addend);
}

static const struct mt_family families[] = {
	{ "naked-branch",
	  { { "drop-thunk", false, drop_thunk },
	    { "put-call", false, put_call },
	    { "put-jump", false, put_jump } } },
	{ "naked-return",
	  { { "drop-thunk", false, drop_return_thunk },
	    { "put-return", false, put_return } } },
	{ "guard-missing", { { "drop-guard", false, drop_guard } } },
	{ "landing-missing",
	  { { "drop-landing", false, drop_landing },
	    { "pass-landing", true, pass_landing } } },
	{ "user-access",
	  { { "turn-access", false, turn_access },
	    { "put-call", false, call_with_access },
	    { "put-return", false, return_with_access } } },
	{ "noinstr",
	  { { "retarget-call", false, call_loud },
	    { "put-call", false, call_anything_quietly },
	    { "move-begin", true, drop_permission } } },
	{ "unret",
	  { { "put-return", false, return_early },
	    { "put-call", false, call_early },
	    { "move-safe", true, drop_safety } } },
	{ "absolute-reference", { { "absolute", true, make_absolute } } },
};

const struct mt_family *mt_family_find(const char *name)
{
	for (size_t i = 0; i < sizeof(families) / sizeof(families[0]); i++)
		if (!strcmp(families[i].name, name))
			return &families[i];
	return NULL;
}
