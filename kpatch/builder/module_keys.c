// SPDX-License-Identifier: GPL-2.0-only
/* The first relocation of an entry leads to its code, and the last to its key. */
#include <string.h>

#include "kpatch/builder/module_keys.h"
#include "kpatch/builder/warnings.h"
#include "stackcheck/util/affix.h"

#define TRACEPOINT "__tracepoint_"

static bool is_plain_export(const struct pb_unit *unit, const char *name)
{
	const struct pb_export *export = pb_exports_find(unit->exports, name);

	return export && !strcmp(export->module, "vmlinux");
}

/* Is the key in the module that the unit is a part of? */
static bool is_of_module(const struct pb_unit *unit, const struct pb_ref *ref)
{
	if (ref->kind == PB_REF_ITEM)
		return unit->old_new->old_of[ref->item] != PB_NO_ITEM;
	return ref->kind == PB_REF_NAME && !is_plain_export(unit, ref->name) &&
	       pb_target_find_global(unit->target, ref->name);
}

bool pb_module_has_trampoline(const struct pb_unit *unit, const char *name)
{
	return unit->target->name && sc_starts_with(name, "__SCT__") &&
	       !is_plain_export(unit, name) &&
	       pb_target_find_global(unit->target, name);
}

static const struct pb_section *table_of(const struct pb_unit *unit,
					 const struct pb_entry *entry)
{
	return &unit->new.obj->secs[entry->sec];
}

static size_t find_key(const struct pb_unit *unit, const struct pb_entry *entry)
{
	const struct pb_section *s = table_of(unit, entry);
	size_t i = pb_object_reloc_at(unit->new.obj, entry->sec, entry->off);

	while (i + 1 < s->nrelocs &&
	       s->relocs[i + 1].off < entry->off + entry->size)
		i++;
	return i;
}

static const char *name_of_ref(const struct pb_unit *unit,
			       const struct pb_ref *ref)
{
	return ref->kind == PB_REF_ITEM
		       ? pb_item_name(unit->new.items, ref->item)
		       : ref->name;
}

/* The name of the entry's key; NULL: the module does not have it. */
static const char *read_key(const struct pb_unit *unit,
			    const struct pb_entry *entry, size_t *reloc_ret)
{
	struct pb_ref ref;

	*reloc_ret = find_key(unit, entry);
	if (!unit->target->name || *reloc_ret >= table_of(unit, entry)->nrelocs)
		return NULL;
	ref = pb_items_resolve(unit->new.items, entry->sec, *reloc_ret);
	return is_of_module(unit, &ref) ? name_of_ref(unit, &ref) : NULL;
}

/* The lowest bit of the place that an entry names says that it is on by default. */
static bool is_on(const struct pb_unit *unit, const struct pb_entry *entry,
		  size_t reloc)
{
	return table_of(unit, entry)->relocs[reloc].addend & 1;
}

enum pb_key_use pb_module_key_use(const struct pb_unit *unit,
				  const struct pb_entry *entry,
				  size_t *reloc_ret)
{
	const char *table = entry->special->name;
	bool is_jump = !strcmp(table, "__jump_table");
	const char *key = NULL;

	if (is_jump || !strcmp(table, ".static_call_sites"))
		key = read_key(unit, entry, reloc_ret);
	if (!key)
		return PB_KEY_PLAIN;
	if (!is_jump)
		return PB_KEY_NONE;
	return sc_starts_with(key, TRACEPOINT) &&
			       !is_on(unit, entry, *reloc_ret)
		       ? PB_KEY_OFF
		       : PB_KEY_PLAIN;
}

static int warn_entry(const struct pb_unit *unit, const struct pb_entry *entry,
		      struct pb_selection *sel, struct sc_error *err)
{
	size_t reloc;

	if (entry->owner >= sel->n ||
	    sel->choices[entry->owner].role == PB_ROLE_NONE ||
	    pb_module_key_use(unit, entry, &reloc) != PB_KEY_OFF)
		return 0;
	return pb_warnings_add(
		&sel->warnings, &sel->nwarnings, err,
		"%s: its new code does not report the trace event %s, whose key the module %s has",
		pb_item_name(unit->new.items, entry->owner),
		read_key(unit, entry, &reloc) + sizeof(TRACEPOINT) - 1,
		unit->target->name);
}

int pb_module_keys_warn(const struct pb_unit *unit, struct pb_selection *sel,
			struct sc_error *err)
{
	const struct pb_entries *entries = unit->new.entries;

	for (size_t i = 0; i < entries->n; i++)
		if (warn_entry(unit, &entries->list[i], sel, err))
			return -1;
	return 0;
}
