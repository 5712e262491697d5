// SPDX-License-Identifier: GPL-2.0-only
/*
 * The transfer function: what one instruction makes of the stack state. Every
 * write to %rsp or %rbp either has a case here or ends in an unknown value,
 * which is reported through the step's flags.
 */
#include "arch/x86/step.h"
#include "arch/x86/x86.h"

static bool is_reg(unsigned int r)
{
	return r < SC_NREGS;
}

/* Saved slots that were popped with the stack are saved no more. */
static void forget_popped(struct sc_state *st)
{
	for (int r = 0; r < SC_NREGS; r++)
		if (st->saved[r] && !sc_state_load(st, st->saved[r]))
			st->saved[r] = SC_V_ANY;
}

/*
 * The highest place that the stack pointer @sp may be at, if it is counted from
 * a realigned base: that was at most where the stack pointer had been. Before
 * an interrupt pushes anything the processor rounds %rsp down to 16 bytes (SDM
 * 3A, 64-bit mode stack frame); some cryptography relies on it when it adds 8 to
 * a base. Unknown without a base, or if nobody knows where that lies.
 */
static sc_val highest_address(const struct sc_state *st, sc_val sp)
{
	int32_t above = sc_val_payload(sp);

	if (sc_val_kind(sp) != SC_V_ALIGN || !st->align_from)
		return SC_V_ANY;
	return sc_val_add(st->align_from, st->align >= 4 ? above & ~15 : above);
}

/*
 * Above the return address; or so far above a realigned base that what was put
 * in a slot before may be free to be overwritten.
 */
static bool is_above(const struct sc_state *st, sc_val sp)
{
	sc_val top;

	if (sc_val_kind(sp) != SC_V_ALIGN)
		return sc_val_kind(sp) == SC_V_CFA && sc_val_payload(sp) > -8;
	top = highest_address(st, sp);
	for (int i = 0; top && i < st->nslots; i++)
		if (sc_val_kind(st->slot[i].addr) == sc_val_kind(top) &&
		    sc_val_payload(st->slot[i].addr) < sc_val_payload(top))
			return true;
	return false;
}

static void set_sp(struct sc_state *st, sc_val v, struct sc_step *step)
{
	sc_val old = st->reg[X86_RSP];

	if (v == SC_V_STACK && sc_state_is_anchored(st, X86_RBP)) {
		sc_state_make_room(st, X86_RSP);
		return;
	}
	st->reg[X86_RSP] = v;
	if (!sc_val_is_addr(v)) {
		st->reg[X86_RSP] = SC_V_ANY;
		st->loose = 0;
		if (old != SC_V_ANY)
			step->flags |= SC_STEP_SP_LOST;
		return;
	}
	if (is_above(st, v) && !is_above(st, old))
		step->flags |= SC_STEP_ABOVE;
	if (v == old || (sc_val_kind(v) == sc_val_kind(old) &&
			 sc_val_payload(v) < sc_val_payload(old)))
		return;
	sc_state_trim(st, v);
	forget_popped(st);
}

static void set_reg(struct sc_state *st, unsigned int r, sc_val v,
		    struct sc_step *step)
{
	if (!is_reg(r))
		return;
	if (r == X86_RSP) {
		set_sp(st, v, step);
		return;
	}
	if (r == X86_RBP && v != sc_val_make(SC_V_ENTRY, X86_RBP) &&
	    st->reg[X86_RBP] == sc_val_make(SC_V_ENTRY, X86_RBP) &&
	    !st->saved[X86_RBP])
		step->flags |= SC_STEP_BP_LOST;
	st->reg[r] = v;
}

/* Address of the memory operand, unknown if it has an index or a segment. */
static sc_val operand_address(const struct sc_state *st,
			      const struct sc_insn *insn)
{
	if (!is_reg(insn->base) || (insn->flags & SC_F_SEG) ||
	    SC_INDEX_REG(insn->index) != SC_REG_NONE)
		return SC_V_ANY;
	return sc_val_add(st->reg[insn->base], insn->val);
}

/* The slot of @r is gone; another copy, or the register itself, will do. */
static void lose_slot(struct sc_state *st, unsigned int r, struct sc_step *step)
{
	sc_val entry = sc_val_make(SC_V_ENTRY, (int32_t)r);

	st->saved[r] = SC_V_ANY;
	for (int i = 0; i < st->nslots; i++)
		if (st->slot[i].val == entry &&
		    sc_val_is_addr(st->slot[i].addr))
			st->saved[r] = st->slot[i].addr;
	if (st->saved[r] || st->reg[r] == entry)
		return;
	step->flags |= SC_STEP_SLOT;
	step->reg = r;
}

/*
 * The base was rounded down by anything from nothing to one less than the
 * alignment, so a write counted from it is in one of that many places.
 */
static bool may_hit_saved(const struct sc_state *st, sc_val addr,
			  unsigned int size)
{
	sc_val first;

	if (!st->align_from)
		return false;
	first = sc_val_add(st->align_from,
			   sc_val_payload(addr) + 1 - (1 << st->align));
	return sc_state_overlap(st, first, size + (1u << st->align) - 1) >= 0;
}

/*
 * Note what a write of @size bytes at @addr destroys. A slot whose register
 * still holds its entry value is not needed, so may be written again.
 */
static void note_destroyed(struct sc_state *st, sc_val addr, unsigned int size,
			   struct sc_step *step)
{
	int i;

	if (!sc_val_is_addr(addr))
		return;
	while ((i = sc_state_overlap(st, addr, size)) >= 0) {
		sc_val at = st->slot[i].addr;

		if (at == sc_val_make(SC_V_CFA, -8))
			step->flags |= SC_STEP_RA;
		sc_state_kill(st, at, 8);
		for (unsigned int r = 0; r < SC_NREGS; r++)
			if (st->saved[r] == at)
				lose_slot(st, r, step);
	}
}

static void write_memory(struct sc_state *st, sc_val addr, unsigned int size,
			 struct sc_step *step)
{
	/* a mask may keep the largest vectors from being stored whole */
	if (sc_val_kind(addr) == SC_V_ALIGN && size <= 32 &&
	    may_hit_saved(st, addr, size))
		step->flags |= SC_STEP_ALIGNED;
	note_destroyed(st, addr, size, step);
}

/* Kernels have no red zone: what lies there is an interrupt's to overwrite. */
static bool is_below(const struct sc_state *st, sc_val addr)
{
	sc_val sp = st->reg[X86_RSP];

	if (sc_val_kind(addr) != sc_val_kind(sp))
		sp = highest_address(st, sp);
	return sc_val_kind(addr) == sc_val_kind(sp) &&
	       sc_val_payload(addr) < sc_val_payload(sp);
}

static void store_value(struct sc_state *st, sc_val addr, sc_val v,
			struct sc_step *step)
{
	unsigned int r = (unsigned int)sc_val_payload(v);

	/* the same value again destroys nothing */
	if (sc_val_is_addr(addr) && v && sc_state_load(st, addr) == v)
		return;
	write_memory(st, addr, 8, step);
	if (!sc_val_is_addr(addr) || is_below(st, addr))
		return;
	sc_state_store(st, addr, v);
	if (sc_val_kind(v) == SC_V_ENTRY && !st->saved[r])
		st->saved[r] = addr;
}

static void push_value(struct sc_state *st, sc_val v, unsigned int size,
		       struct sc_step *step)
{
	sc_val sp = sc_val_add(st->reg[X86_RSP], -(int)size);

	set_sp(st, sp, step);
	if (size == 8)
		store_value(st, sp, v, step);
	else
		write_memory(st, sp, size, step);
}

static sc_val pop_value(struct sc_state *st, unsigned int size,
			struct sc_step *step)
{
	sc_val sp = st->reg[X86_RSP];
	sc_val v = size == 8 ? sc_state_load(st, sp) : (sc_val)SC_V_ANY;

	set_sp(st, sc_val_add(sp, size), step);
	return v;
}

static void step_leave(struct sc_state *st, struct sc_step *step)
{
	st->loose = 0;
	set_sp(st, st->reg[X86_RBP], step);
	set_reg(st, X86_RBP, pop_value(st, 8, step), step);
}

static void step_enter(struct sc_state *st, const struct sc_insn *insn,
		       struct sc_step *step)
{
	push_value(st, st->reg[X86_RBP], 8, step);
	set_reg(st, X86_RBP, st->reg[X86_RSP], step);
	if (insn->index & 0x1f)
		set_sp(st, SC_V_ANY, step); /* nested: nobody uses it */
	else
		set_sp(st, sc_val_add(st->reg[X86_RSP], -insn->val), step);
}

/*
 * %rsp is put where @base says. Further down, in a frame that needs no %rsp, is
 * room that an alloca() of known size makes; compilers put %rsp back at the
 * end of the block, or of the function.
 */
static void mark_loose(struct sc_state *st, unsigned int base)
{
	sc_val from = st->reg[X86_RSP], to = st->reg[base];

	st->loose = sc_val_kind(from) == sc_val_kind(to) &&
		    sc_val_is_addr(to) && base != X86_RBP &&
		    sc_val_payload(to) < sc_val_payload(from) &&
		    sc_state_is_anchored(st, X86_RBP);
}

/* A place in the stack that @v, which is moved by something, leads to. */
static sc_val stack_place(sc_val v)
{
	return sc_val_is_addr(v) || v == SC_V_STACK ? SC_V_STACK : SC_V_ANY;
}

static bool is_alignment(int32_t mask)
{
	return mask < 0 && (-(int64_t)mask & (-(int64_t)mask - 1)) == 0;
}

/*
 * A realigned stack pointer is rounded down again. The new base is nowhere above
 * where the stack pointer may have been, and within the sum of both alignments
 * below. An interrupt's alignment is the least that is followed here.
 */
static bool align_again(struct sc_state *st, unsigned int align)
{
	enum { OF_INTERRUPT = 4, MOST = 30 };
	int32_t above = sc_val_payload(st->reg[X86_RSP]);
	sc_val from = sc_val_add(st->align_from, above);

	if (align <= st->align && !(above & ((1 << align) - 1)))
		return true; /* as it is */
	if (align < OF_INTERRUPT || st->align == MOST)
		return false;
	sc_state_forget(st, SC_V_ALIGN);
	st->align_from = from;
	st->align = (uint8_t)((align > st->align ? align : st->align) + 1);
	st->reg[X86_RSP] = sc_val_make(SC_V_ALIGN, 0);
	return true;
}

/*
 * Rounding %rsp down gives a base whose distance from the CFA is unknown,
 * and from which slots can be counted all the same. False: not followed.
 */
static bool align_sp(struct sc_state *st, unsigned int align)
{
	enum { LARGEST = 20 }; /* of two twice as large, counts fit */
	sc_val sp = st->reg[X86_RSP];

	if (!sc_val_is_addr(sp) || align > LARGEST)
		return false;
	if (sc_val_kind(sp) == SC_V_ALIGN)
		return align_again(st, align);
	if (sc_val_kind(sp) == SC_V_ROOM) {
		sc_state_make_room(st, X86_RSP);
		return true;
	}
	sc_state_forget(st, SC_V_ALIGN);
	st->align_from = sp;
	st->align = (uint8_t)align;
	st->reg[X86_RSP] = sc_val_make(SC_V_ALIGN, 0);
	return true;
}

static void step_align(struct sc_state *st, const struct sc_insn *insn,
		       struct sc_step *step)
{
	if (insn->reg != X86_RSP)
		set_reg(st, insn->reg, stack_place(st->reg[insn->reg]), step);
	else if (!is_alignment(insn->val) ||
		 !align_sp(st, (unsigned int)__builtin_ctz(
				       (unsigned int)insn->val)))
		set_sp(st, SC_V_ANY, step);
}

/*
 * Room of a size known at run time, as alloca() makes it and as kernels do to
 * move the stack about: harmless while something else than %rsp leads to the
 * CFA. Compilers compute the new %rsp in it or in another register, from a stack
 * pointer and a size, which may be negated. What is added to %rsp itself, or is
 * scaled, is no size.
 */
static void move_far(struct sc_state *st, const struct sc_insn *insn,
		     struct sc_step *step)
{
	sc_val v = SC_V_ANY;

	if (insn->op == SC_OP_SUB_REG)
		v = stack_place(st->reg[insn->reg]);
	else if (insn->op == SC_OP_ADD_REG && insn->reg != X86_RSP)
		v = stack_place(st->reg[insn->reg]) |
		    stack_place(st->reg[insn->base]);
	else if (insn->op == SC_OP_LEA_INDEX && !SC_INDEX_SHIFT(insn->index))
		v = stack_place(st->reg[insn->base]) |
		    stack_place(st->reg[SC_INDEX_REG(insn->index)]);
	set_reg(st, insn->reg, v, step);
}

/*
 * A pointer into the stack that lies in memory may be another by the time it
 * is loaded: it is a variable, whose address the function may have given
 * away. Not so the two that restore a stack: %rsp's own, and the CFA that a
 * realigned frame put aside.
 */
static sc_val reloaded_value(const struct sc_state *st, unsigned int reg,
			     sc_val at, sc_val v)
{
	if (!sc_val_is_addr(v) || reg == X86_RSP ||
	    (sc_val_kind(at) == SC_V_ALIGN && sc_val_kind(v) == SC_V_CFA))
		return v;
	/* below room of unknown size any place will do to free it */
	return sc_val_kind(st->reg[X86_RSP]) == SC_V_ROOM ? SC_V_STACK
							  : SC_V_ANY;
}

/*
 * Loading. %rsp from memory that no stack pointer leads to is a switch of
 * tasks if %rsp was just stored in the same field of another object: what
 * that task's stack holds, this very code has put there.
 * A realigned frame's CFA that was put aside is taken back for good.
 */
static void step_load(struct sc_state *st, const struct sc_insn *insn,
		      struct sc_step *step)
{
	sc_val at = operand_address(st, insn);
	sc_val v = reloaded_value(st, insn->reg, at, sc_state_load(st, at));

	if (insn->reg == X86_RSP && is_reg(insn->base) &&
	    !sc_val_is_addr(st->reg[insn->base]))
		v = sc_state_load(st, sc_val_make(SC_V_AUX, insn->val));
	if (sc_val_kind(at) == SC_V_ALIGN && sc_val_kind(v) == SC_V_CFA)
		sc_state_kill(st, at, 8);
	set_reg(st, insn->reg, v, step);
}

/*
 * Storing %rsp where no stack pointer leads: the top of another stack that
 * is about to be switched to, or a field that keeps it.
 */
static void store_sp_aside(struct sc_state *st, const struct sc_insn *insn)
{
	if (!is_reg(insn->base) || sc_val_kind(st->reg[X86_RSP]) == SC_V_AUX)
		return;
	sc_state_forget(st, SC_V_AUX);
	st->reg[insn->base] = sc_val_make(SC_V_AUX, 0);
	sc_state_store(st, sc_val_make(SC_V_AUX, insn->val), st->reg[X86_RSP]);
}

static void store_insn(struct sc_state *st, const struct sc_insn *insn,
		       struct sc_step *step)
{
	sc_val at = operand_address(st, insn);

	if (insn->reg == X86_RSP && !sc_val_is_addr(at))
		store_sp_aside(st, insn);
	else
		store_value(st, at, st->reg[insn->reg], step);
}

/*
 * Bytes that a write of unknown size certainly touches: of a repeated string
 * operation the first, of a processor state area (xsave) the smallest.
 */
static unsigned int write_size(const struct sc_insn *insn)
{
	enum { XSAVE_MIN = 576 };

	if (insn->size)
		return insn->size == SC_SIZE_512 ? 512 : insn->size;
	return insn->writes >> X86_RDI & 1 ? 1 : XSAVE_MIN;
}

/*
 * A string store of known extent, up or down as the direction flag says. It
 * leaves its register behind the last element, and no count.
 */
static void step_string_store(struct sc_state *st, const struct sc_insn *insn,
			      struct sc_step *step)
{
	sc_val at = st->reg[insn->base];
	sc_val low = st->df ? sc_val_add(at, insn->size - insn->val) : at;

	if (insn->val && sc_val_kind(low) == SC_V_ALIGN &&
	    may_hit_saved(st, low, (unsigned int)insn->val))
		step->flags |= SC_STEP_ALIGNED;
	if (insn->val)
		note_destroyed(st, low, (unsigned int)insn->val, step);
	for (unsigned int r = 0; r < SC_NREGS; r++)
		if (insn->writes >> r & 1)
			set_reg(st, r, SC_V_ANY, step);
	set_reg(st, insn->base, sc_val_add(at, st->df ? -insn->val : insn->val),
		step);
}

/* Everything without a case of its own: what it writes is unknown after. */
static void clobber_written(struct sc_state *st, const struct sc_insn *insn,
			    struct sc_step *step)
{
	if (insn->flags & SC_F_MEMW)
		write_memory(st, operand_address(st, insn), write_size(insn),
			     step);
	for (unsigned int r = 0; r < SC_NREGS; r++)
		if (insn->writes >> r & 1)
			set_reg(st, r, SC_V_ANY, step);
}

/* What a register held on entry is kept where no walk finds it. */
static void to_vector(struct sc_state *st, const struct sc_insn *insn)
{
	sc_val v = st->reg[insn->reg];

	sc_state_forget_vectors(st, 1u << insn->size);
	if (sc_val_kind(v) != SC_V_ENTRY)
		return;
	sc_state_store(st, sc_val_vector(insn->size), v);
	sc_state_forget_vectors(st, 0);
}

static void from_vector(struct sc_state *st, const struct sc_insn *insn,
			struct sc_step *step)
{
	set_reg(st, insn->reg, sc_state_load(st, sc_val_vector(insn->size)),
		step);
}

static void exchange_registers(struct sc_state *st, const struct sc_insn *insn,
			       struct sc_step *step)
{
	sc_val a = st->reg[insn->reg], b = st->reg[insn->base];

	set_reg(st, insn->reg, b, step);
	set_reg(st, insn->base, a, step);
}

/*
 * A word that is pushed from the caller's frame is its return address: that is
 * what tracers copy, to make a frame of their own for the function they trace.
 */
static sc_val load_word(const struct sc_state *st, sc_val at)
{
	sc_val v = sc_state_load(st, at);

	if (v == SC_V_ANY && sc_val_kind(at) == SC_V_CFA &&
	    sc_val_payload(at) >= 0)
		return sc_val_make(SC_V_RA, 1);
	return v;
}

static void step_stack(struct sc_state *st, const struct sc_insn *insn,
		       struct sc_step *step)
{
	sc_val v;

	switch (insn->op) {
	case SC_OP_PUSH:
		push_value(st, st->reg[insn->reg], insn->size, step);
		break;
	case SC_OP_PUSH_MEM:
		push_value(st, load_word(st, operand_address(st, insn)),
			   insn->size, step);
		break;
	case SC_OP_PUSH_OTHER:
		push_value(st, SC_V_ANY, insn->size, step);
		break;
	case SC_OP_POP:
		v = pop_value(st, insn->size, step);
		set_reg(st, insn->reg, v, step);
		break;
	case SC_OP_POP_MEM:
		v = pop_value(st, insn->size, step);
		if (insn->size == 8)
			store_value(st, operand_address(st, insn), v, step);
		else
			write_memory(st, operand_address(st, insn), insn->size,
				     step);
		break;
	case SC_OP_POP_OTHER:
		pop_value(st, insn->size, step);
		clobber_written(st, insn, step);
		break;
	case SC_OP_LEAVE:
		if (insn->flags & SC_F_NARROW)
			set_sp(st, SC_V_ANY, step); /* 16 bits of it */
		step_leave(st, step);
		break;
	case SC_OP_ENTER:
		step_enter(st, insn, step);
		break;
	default:
		clobber_written(st, insn, step);
	}
}

void sc_x86_step(struct sc_state *st, const struct sc_insn *insn,
		 struct sc_step *step)
{
	switch (insn->op) {
	case SC_OP_MOV:
		if (insn->reg == X86_RSP)
			mark_loose(st, insn->base);
		set_reg(st, insn->reg, st->reg[insn->base], step);
		break;
	case SC_OP_LEA:
		if (insn->reg == X86_RSP && insn->base != X86_RSP)
			st->loose = 0;
		set_reg(st, insn->reg,
			sc_val_add(st->reg[insn->base], insn->val), step);
		break;
	case SC_OP_ADD:
		set_reg(st, insn->reg,
			sc_val_add(st->reg[insn->reg], insn->val), step);
		break;
	case SC_OP_AND:
		step_align(st, insn, step);
		break;
	case SC_OP_ADD_REG:
	case SC_OP_SUB_REG:
	case SC_OP_LEA_INDEX:
		move_far(st, insn, step);
		break;
	case SC_OP_LOAD:
		step_load(st, insn, step);
		break;
	case SC_OP_STORE:
		store_insn(st, insn, step);
		break;
	case SC_OP_XCHG:
		exchange_registers(st, insn, step);
		break;
	case SC_OP_FILL:
		step_string_store(st, insn, step);
		break;
	case SC_OP_TO_VECTOR:
		to_vector(st, insn);
		break;
	case SC_OP_FROM_VECTOR:
		from_vector(st, insn, step);
		break;
	case SC_OP_STD:
	case SC_OP_CLD:
		st->df = insn->op == SC_OP_STD;
		break;
	default:
		step_stack(st, insn, step);
	}
}
