// SPDX-License-Identifier: GPL-2.0-only
#include <string.h>

#include "kpatch/builder/emit_section.h"
#include "stackcheck/util/affix.h"

#define PERCPU ".data..percpu"

/* The loader places variables of each CPU at such multiples at most, in bytes. */
#define PERCPU_ALIGN_MOST 4096

/* Does the compiler make this section for a variable: ".data.NAME", ".bss"? */
static bool is_plain(const char *name)
{
	static const char *const plain[] = { ".data", ".bss", ".rodata",
					     ".ref.data", ".ref.rodata" };

	for (size_t i = 0; i < sizeof(plain) / sizeof(plain[0]); i++) {
		size_t len = strlen(plain[i]);

		if (!strncmp(name, plain[i], len) &&
		    (!name[len] || (name[len] == '.' && name[len + 1] != '.')))
			return true;
	}
	return false;
}

/*
 * Sections that the kernel's macros name, and that are plain data in a module, or
 * that the loader knows. gcc's own begin with ".data..L".
 */
static bool is_known(const char *name)
{
	static const char *const known[] = {
		".data..read_mostly",
		".data..ro_after_init",
		".data..cacheline_aligned",
		".data..page_aligned",
		".bss..page_aligned",
		".data..once",
		".data..do_once",
		".data..unlikely",
		"__dyndbg",
		"__dyndbg_classes",
		"__tracepoint_str",
		"__trace_printk_fmt",
		"alloc_tags",
		".printk_index",
	};

	for (size_t i = 0; i < sizeof(known) / sizeof(known[0]); i++)
		if (!strcmp(name, known[i]))
			return true;
	return sc_starts_with(name, ".data..L");
}

static const char *refuse_align(const struct pb_emitter *e, uint32_t i)
{
	sc_fail(e->err,
		"%.128s: the variable %.128s of each CPU needs a multiple of more than %d bytes; the kernel's loader has no such place",
		e->unit->name, pb_item_name(e->items, i), PERCPU_ALIGN_MOST);
	return NULL;
}

const char *pb_emit_data_section(const struct pb_emitter *e, uint32_t i,
				 const struct pb_section *from)
{
	if (sc_starts_with(from->name, PERCPU))
		return from->align > PERCPU_ALIGN_MOST ? refuse_align(e, i)
						       : PERCPU;
	if (is_plain(from->name) || is_known(from->name))
		return from->name;
	sc_fail(e->err,
		"%.128s: the new variable %.128s is in the section %.64s, which a module cannot have; declare it without that",
		e->unit->name, pb_item_name(e->items, i), from->name);
	return NULL;
}
