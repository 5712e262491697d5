// SPDX-License-Identifier: GPL-2.0-only
/*
 * Bytes between relocations have to be equal, but where a build tool made a
 * jump label's jump a no-op. Relocations have to lead to the same: a symbol of
 * the same name, the same place of the same section, or an equal string.
 */
#include <elf.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "kpatch/builder/arch.h"
#include "kpatch/builder/match_data.h"
#include "kpatch/builder/match_jump.h"
#include "kpatch/builder/match_reloc.h"
#include "stackcheck/util/search.h"

#define WHY_SIZE sizeof(((struct pb_match_func *)0)->why)
/* Instructions end at most so many bytes behind a relative field. */
#define MAX_TAIL 8

/* One function that is compared. */
struct comparison {
	struct pb_matcher *m;
	const struct pb_symbol *func;
	const struct pb_section *sec; /* that it is in */
	struct pb_place place; /* of the kernel's code */
	const uint8_t *kernel; /* the bytes there */
	bool probe;
	char *why;
};

static int differ_at(const struct comparison *c, uint64_t off, const char *fmt,
		     ...) __attribute__((format(printf, 3, 4)));

static int differ_at(const struct comparison *c, uint64_t off, const char *fmt,
		     ...)
{
	int n = snprintf(c->why, WHY_SIZE, "at +0x%llx ",
			 (unsigned long long)(off - c->func->value));
	va_list args;

	va_start(args, fmt);
	vsnprintf(c->why + n, WHY_SIZE - (size_t)n, fmt, args);
	va_end(args);
	return -1;
}

/* The length of the jump at @off that the kernel has as a no-op; 0: there is none. */
static unsigned int nop_at(const struct comparison *c, uint64_t off)
{
	const struct pb_jump_place place = {
		.obj = c->m->obj,
		.jumps = c->m->jumps,
		.sec = c->func->sec,
		.kernel = c->kernel - c->func->value,
		.off = off,
		.end = c->func->value + c->func->size,
	};

	return pb_jump_made_nop(&place);
}

/* Bytes [@from, @to) of the section, which no relocation touches. */
static int compare_bytes(const struct comparison *c, uint64_t from, uint64_t to)
{
	const uint8_t *object = c->sec->data;
	const uint8_t *kernel = c->kernel - c->func->value;

	while (from < to) {
		unsigned int n;

		if (object[from] == kernel[from]) {
			from++;
			continue;
		}
		n = nop_at(c, from);
		if (!n || n > to - from)
			return differ_at(
				c, from,
				"the kernel has byte %02x, its source gives %02x",
				kernel[from], object[from]);
		from += n;
	}
	return 0;
}

/* The kernel's relocation of a module's code at that place; NULL: none. */
static const struct sc_reloc *find_reloc(const struct pb_target *t,
					 struct pb_place place)
{
	const struct sc_section *s = &t->img->secs[place.sec];
	size_t at =
		SC_FIRST_NOT(i, 0, s->nrelocs, s->relocs[i].off < place.off);

	return at < s->nrelocs && s->relocs[at].off == place.off
		       ? &s->relocs[at]
		       : NULL;
}

/* Where the kernel's code leads: a place, or a symbol of another object. */
struct lead {
	struct pb_place to; /* without the addend that the object has */
	const char *name; /* of what the module does not have; or NULL */
};

static int read_vmlinux_lead(const struct comparison *c,
			     const struct pb_reloc *r, struct lead *lead)
{
	uint64_t delta = r->off - c->func->value;
	int64_t value = pb_arch_x86_64.reloc_read(r->type, c->kernel + delta);

	lead->to.off = (uint64_t)value - (uint64_t)r->addend;
	if (pb_arch_x86_64.reloc_is_relative(r->type))
		lead->to.off += c->place.off + delta;
	return 0;
}

static int read_module_lead(const struct comparison *c,
			    const struct pb_reloc *r, struct lead *lead)
{
	const struct sc_image *img = c->m->target->img;
	struct pb_place at = c->place;
	const struct sc_reloc *found;
	const struct sc_symbol *sym;

	at.off += r->off - c->func->value;
	found = find_reloc(c->m->target, at);
	if (!found || found->type != r->type)
		return differ_at(c, r->off,
				 "the kernel has no such relocation");
	sym = &img->syms[found->sym];
	if (sym->sec == SC_SEC_UNDEF) {
		lead->name = sym->name;
		return found->addend == r->addend
			       ? 0
			       : differ_at(c, r->off, "another place of %.80s",
					   sym->name);
	}
	lead->to.sec = sym->sec;
	lead->to.off = sym->off + (uint64_t)found->addend - (uint64_t)r->addend;
	return 0;
}

/* The bytes of the kernel from a place on, and how many there are. */
static const uint8_t *kernel_bytes(const struct pb_target *t,
				   struct pb_place place, uint64_t size)
{
	const struct sc_section *s;

	if (!t->name)
		return pb_target_bytes(t, place.off, size);
	s = &t->img->secs[place.sec];
	if (!s->data || place.off > s->size || size > s->size - place.off)
		return NULL;
	return s->data + place.off;
}

/* Has the kernel, at @to, the string or constant at @at of the section? */
static bool has_constant(const struct comparison *c,
			 const struct pb_section *sec, int64_t at,
			 struct pb_place to)
{
	const uint8_t *kernel;
	uint64_t size;

	if (at < 0 || (uint64_t)at >= sec->size)
		return false;
	size = sec->flags & SHF_STRINGS
		       ? strnlen((char *)sec->data + at,
				 sec->size - (uint64_t)at) +
				 1
		       : sec->entsize - (uint64_t)at % sec->entsize;
	if (!size || size > sec->size - (uint64_t)at)
		return false;
	kernel = kernel_bytes(c->m->target, to, size);
	return kernel && !memcmp(kernel, sec->data + at, size);
}

/*
 * Linkers merge equal strings and constants, so only what is there counts. A constant
 * may have a symbol of its own, and what the addend leads to counts from there. Else
 * the addend tells the place, but for the end of the instruction if the field is
 * relative, which is 4 to 8 bytes behind its start.
 */
static int compare_merged(const struct comparison *c, const struct pb_reloc *r,
			  const struct pb_symbol *sym, struct lead lead)
{
	const struct pb_section *sec = &c->m->obj->secs[sym->sec];
	bool own = sym->type != STT_SECTION;
	bool relative = !own && pb_arch_x86_64.reloc_is_relative(r->type);
	int64_t start = (int64_t)sym->value + (own ? 0 : r->addend);
	int64_t tail = relative ? 4 : 0, last = relative ? MAX_TAIL : 0;

	for (; tail <= last; tail++) {
		int64_t at = start + tail;
		struct pb_place to = { .sec = lead.to.sec,
				       .off = lead.to.off + (uint64_t)at };

		if (has_constant(c, sec, at, to))
			return 0;
	}
	return differ_at(c, r->off, "another string or constant");
}

static bool is_merged(const struct pb_section *sec)
{
	return sec->flags & SHF_MERGE && sec->entsize && sec->data;
}

/* Where the object's section is, if @lead leads to its symbol @sym. */
static int compare_section(const struct comparison *c, const struct pb_reloc *r,
			   const struct pb_symbol *sym, struct lead lead)
{
	struct pb_match_section *known = &c->m->match->secs[sym->sec];
	struct pb_place base = lead.to;
	const char *moved;

	base.off -= sym->value;
	if (is_merged(&c->m->obj->secs[sym->sec]))
		return compare_merged(c, r, sym, (struct lead){ .to = base });
	if (known->known) {
		if (known->base.sec == base.sec && known->base.off == base.off)
			return 0;
		return differ_at(c, r->off, "another place of %.100s",
				 *sym->name ? sym->name
					    : c->m->obj->secs[sym->sec].name);
	}
	moved = pb_match_find_moved(c->m, sym->sec, base);
	if (moved)
		return differ_at(c, r->off,
				 "%.80s, which the kernel has elsewhere",
				 moved);
	if (!c->probe) {
		known->known = true;
		known->base = base;
	}
	return 0;
}

static int compare_reloc(const struct comparison *c, const struct pb_reloc *r)
{
	const struct pb_symbol *sym = &c->m->obj->syms[r->sym];
	struct lead lead = { .name = NULL };

	if (!pb_arch_x86_64.reloc_size(r->type))
		return differ_at(c, r->off,
				 "a relocation of type %u, which is not known",
				 r->type);
	if (c->m->target->name ? read_module_lead(c, r, &lead)
			       : read_vmlinux_lead(c, r, &lead))
		return -1;
	if (lead.name) {
		if (!sym->sec && !strcmp(lead.name, sym->name))
			return 0;
		return differ_at(c, r->off, "%.80s, where the source has %.80s",
				 lead.name, sym->name);
	}
	if (sym->sec && sym->bind != STB_WEAK)
		return compare_section(c, r, sym, lead);
	if (pb_target_symbol_at(c->m->target, sym->name, lead.to.sec,
				lead.to.off))
		return 0;
	return differ_at(c, r->off, "something else than %.100s", sym->name);
}

/*
 * Is @r the target of a jump that the kernel has as a no-op? Where the jump
 * begins, then; else where the relocation does.
 */
static uint64_t begin_of(const struct comparison *c, const struct pb_reloc *r,
			 uint64_t at)
{
	uint64_t jump = r->off - pb_arch_x86_64.jump_field;
	uint64_t end = r->off + pb_arch_x86_64.reloc_size(r->type);

	return r->off > at && jump >= at && nop_at(c, jump) == end - jump
		       ? jump
		       : r->off;
}

static int compare_all(const struct comparison *c)
{
	const struct pb_object *obj = c->m->obj;
	uint64_t at = c->func->value, end = at + c->func->size;
	size_t i = pb_object_reloc_at(obj, c->func->sec, at);

	for (; i < c->sec->nrelocs && c->sec->relocs[i].off < end; i++) {
		const struct pb_reloc *r = &c->sec->relocs[i];
		uint64_t begin;

		if (r->off < at)
			return differ_at(c, r->off, "relocations that overlap");
		begin = begin_of(c, r, at);
		if (compare_bytes(c, at, begin) ||
		    (begin == r->off && compare_reloc(c, r)))
			return -1;
		at = r->off + pb_arch_x86_64.reloc_size(r->type);
		if (at > end)
			return differ_at(c, r->off,
					 "a relocation across its end");
	}
	return compare_bytes(c, at, end);
}

int pb_compare_function(struct pb_matcher *m, uint32_t sym,
			struct pb_place place, bool probe, char *why)
{
	const struct pb_symbol *func = &m->obj->syms[sym];
	struct comparison c = { .m = m,
				.func = func,
				.sec = &m->obj->secs[func->sec],
				.place = place,
				.probe = probe,
				.why = why };

	c.kernel = kernel_bytes(m->target, place, func->size);
	if (!c.kernel)
		return differ_at(&c, func->value,
				 "the kernel's code ends before");
	return compare_all(&c);
}
