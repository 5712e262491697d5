// SPDX-License-Identifier: GPL-2.0-only
/*
 * places.c - the code of a patch that the kernel itself rewrites
 *
 * The module loader has replaced alternatives and the like before a patch can
 * register, and jump labels, static calls and ftrace write whenever they are
 * switched. A relocation must not have its place in any of these.
 *
 * Some of them are in struct module. The others are found through the list of
 * sections that the kernel keeps for /sys/module/NAME/sections. Its layout is
 * not in a header: so it is read with care, and believed only if it has the
 * module's own structure where that is.
 */
#include <linux/jump_label.h>
#include <linux/module.h>
#include <linux/static_call_types.h>
#include <linux/sysfs.h>
#include <linux/uaccess.h>
#include <asm/alternative.h>

#include "compat.h"
#include "patch.h"
#include "places.h"

/* More sections than any module has. */
#define MAX_SECTIONS	65536

/* --- sections ------------------------------------------------------------- */

/* Newer kernels have the address in the attribute, and nothing behind it. */
struct listed {
	struct bin_attribute attr;
	unsigned long address;
};

struct section {
	const char *name;
	unsigned long address;
};

static bool read_safely(void *to, const void *from, size_t size)
{
	return !copy_from_kernel_nofault(to, from, size);
}

static bool is_called(const struct section *s, const char *name)
{
	const char *given = s->name;
	char c;

	do {
		if (!read_safely(&c, given++, 1) || c != *name)
			return false;
	} while (*name++);
	return true;
}

/* The section number @i of @mod; false: there are no more, or none at all. */
static bool read_section(const struct module *mod, unsigned int i,
			 struct section *s)
{
	struct attribute_group group;
	const struct bin_attribute *at;
	struct bin_attribute attr;

	if (i >= MAX_SECTIONS ||
	    !read_safely(&group, mod->sect_attrs, sizeof(group)) ||
	    !read_safely(&at, &group.bin_attrs[i], sizeof(at)) || !at ||
	    !read_safely(&attr, at, sizeof(attr)))
		return false;
	s->name = attr.attr.name;
	s->address = (unsigned long)attr.private;
	return s->address ||
	       read_safely(&s->address,
			   &container_of(at, struct listed, attr)->address,
			   sizeof(s->address));
}

static bool sections_are_known(const struct module *mod)
{
	struct section s;
	unsigned int i;

	for (i = 0; read_section(mod, i, &s); i++)
		if (is_called(&s, ".gnu.linkonce.this_module"))
			return s.address == (unsigned long)mod;
	return false;
}

/*
 * From @start, where a section begins, to the next section, or to the end of
 * the module's memory there. Between two sections there are zeros at most.
 * Empty: it is not in memory that stays after the module's init.
 */
static struct kpatch_span section_span(const struct module *mod,
				       unsigned long start)
{
	struct kpatch_span span = {
		.start = start,
		.end = kpatch_module_end(mod, start),
	};
	struct section s;
	unsigned int i;

	for (i = 0; read_section(mod, i, &s); i++)
		if (s.address > start && s.address < span.end)
			span.end = s.address;
	return span;
}

/* --- what is rewritten ------------------------------------------------------ */

static bool spans_overlap(const struct kpatch_span *place, unsigned long start,
			  size_t size)
{
	return place->start < start + size && start < place->end;
}

static bool in_alternative(const struct kpatch_span *table,
			   const struct kpatch_span *place)
{
	const struct alt_instr *a = (void *)table->start;

	for (; (unsigned long)(a + 1) <= table->end; a++)
		if (spans_overlap(place, (unsigned long)&a->instr_offset +
				  a->instr_offset, a->instrlen))
			return true;
	return false;
}

/* Tables of 32-bit offsets to what has five bytes at most. */
static bool in_site(const struct kpatch_span *table,
		    const struct kpatch_span *place)
{
	const s32 *site = (void *)table->start;

	for (; (unsigned long)(site + 1) <= table->end; site++)
		if (*site &&
		    spans_overlap(place, (unsigned long)site + *site, 5))
			return true;
	return false;
}

/* Of the prefix alone is written. */
static bool in_lock(const struct kpatch_span *table,
		    const struct kpatch_span *place)
{
	const s32 *site = (void *)table->start;

	for (; (unsigned long)(site + 1) <= table->end; site++)
		if (*site &&
		    spans_overlap(place, (unsigned long)site + *site, 1))
			return true;
	return false;
}

/* The section itself is what may not be written. */
static bool in_section(const struct kpatch_span *table,
		       const struct kpatch_span *place)
{
	return spans_overlap(place, table->start, table->end - table->start);
}

static const struct {
	const char *section;
	const char *what;
	bool (*holds)(const struct kpatch_span *table,
		      const struct kpatch_span *place);
} tables[] = {
	{ ".altinstructions", "an alternative", in_alternative },
	{ ".altinstr_replacement", "the replacement of an alternative",
	  in_section },
	{ ".parainstructions", "a call of paravirt", kpatch_in_paravirt },
	{ ".retpoline_sites", "a retpoline", in_site },
	{ ".return_sites", "a return thunk", in_site },
	{ ".ibt_endbr_seal", "a landing pad", in_site },
	{ ".smp_locks", "a lock prefix", in_lock },
	{ ".static_call.text", "the trampoline of a static call", in_section },
};

static const char unknown[] = "code of which nothing tells what is rewritten";

static const char *in_tables(const struct module *mod,
			     const struct kpatch_span *place)
{
	struct kpatch_span span;
	unsigned int i, k;
	struct section s;

	for (i = 0; read_section(mod, i, &s); i++) {
		for (k = 0; k < ARRAY_SIZE(tables); k++) {
			if (!is_called(&s, tables[k].section))
				continue;
			span = section_span(mod, s.address);
			if (span.start == span.end)
				return unknown;
			if (tables[k].holds(&span, place))
				return tables[k].what;
		}
	}
	return NULL;
}

#ifdef CONFIG_JUMP_LABEL
/* A jump, or a nop in its place, has two bytes or five. */
static size_t jump_size(unsigned long addr)
{
	static const u8 nop2[] = { 0x66, 0x90 };
	u8 code[2];

	if (!read_safely(code, (void *)addr, sizeof(code)))
		return 5;
	return code[0] == 0xeb || !memcmp(code, nop2, sizeof(nop2)) ? 2 : 5;
}

static bool in_jump_label(const struct module *mod,
			  const struct kpatch_span *place)
{
	unsigned int i;

	for (i = 0; i < mod->num_jump_entries; i++) {
		unsigned long addr = jump_entry_code(&mod->jump_entries[i]);

		if (spans_overlap(place, addr, 5) &&
		    spans_overlap(place, addr, jump_size(addr)))
			return true;
	}
	return false;
}

#else
/* What would be one is a plain branch. */
static bool in_jump_label(const struct module *mod,
			  const struct kpatch_span *place)
{
	return false;
}
#endif

#ifdef CONFIG_HAVE_STATIC_CALL_INLINE
/* A call, a jump, or a conditional jump, which has a byte more. */
static bool in_static_call(const struct module *mod,
			   const struct kpatch_span *place)
{
	unsigned int i;

	for (i = 0; i < mod->num_static_call_sites; i++) {
		const struct static_call_site *site =
			&mod->static_call_sites[i];
		unsigned long addr = (unsigned long)&site->addr + site->addr;
		u8 code[2] = {};

		read_safely(code, (void *)addr, sizeof(code));
		if (spans_overlap(place, addr, code[0] == 0x0f &&
				  (code[1] & 0xf0) == 0x80 ? 6 : 5))
			return true;
	}
	return false;
}

#else
/* They jump through a trampoline, which has a section of its own. */
static bool in_static_call(const struct module *mod,
			   const struct kpatch_span *place)
{
	return false;
}
#endif

static bool in_fentry(const struct module *mod,
		      const struct kpatch_span *place)
{
	unsigned int i;

	for (i = 0; i < mod->num_ftrace_callsites; i++)
		if (spans_overlap(place, mod->ftrace_callsites[i],
				  MCOUNT_INSN_SIZE))
			return true;
	return false;
}

const char *kpatch_rewritten(const struct module *mod,
			     const struct kpatch_span *place)
{
	struct kpatch_span text;

	kpatch_module_text(mod, &text.start, &text.end);
	if (!spans_overlap(place, text.start, text.end - text.start))
		return NULL;
	if (!sections_are_known(mod))
		return unknown;
	if (in_jump_label(mod, place))
		return "a jump label";
	if (in_static_call(mod, place))
		return "a static call";
	if (in_fentry(mod, place))
		return "a call of ftrace";
	return in_tables(mod, place);
}
