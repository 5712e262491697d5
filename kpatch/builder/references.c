// SPDX-License-Identifier: GPL-2.0-only
/*
 * An export of vmlinux without a namespace is left to modpost. All other names
 * are found in the symbols of the target or of vmlinux.
 */
#include <elf.h>
#include <string.h>

#include "kpatch/builder/references.h"
#include "kpatch/builder/seals.h"

static bool is_same_text(const char *a, const char *b)
{
	return a && b ? !strcmp(a, b) : a == b;
}

/* The objects of a patch share their undefined symbols. */
static int check_ref(const struct pb_plan_ref *a, const struct pb_plan_ref *b,
		     struct sc_error *err)
{
	if (is_same_text(a->object, b->object) &&
	    is_same_text(a->name, b->name) && a->sympos == b->sympos)
		return 0;
	return sc_fail(
		err,
		"%.128s is another thing in %.64s than in %.64s; build a patch for each of these changes",
		a->symbol, a->object ? a->object : "vmlinux",
		b->object ? b->object : "vmlinux");
}

static int add_ref(struct pb_plan *plan, const char *object, const char *symbol,
		   const char *name, unsigned int sympos, struct sc_error *err)
{
	const struct pb_plan_ref ref = {
		.object = (char *)object,
		.symbol = (char *)symbol,
		.name = (char *)name,
		.sympos = sympos,
	};
	const struct pb_plan_ref *known = pb_plan_find_ref(plan, symbol);

	if (known)
		return check_ref(known, &ref, err);
	return pb_plan_add_ref(plan, &ref) ? sc_fail(err, "out of memory") : 0;
}

static bool is_plain_export(const struct pb_export *export)
{
	return export && !strcmp(export->module, "vmlinux") &&
	       !*export->namespace;
}

static int refuse_freed(const struct pb_unit *unit, const char *name,
			struct sc_error *err)
{
	return sc_fail(
		err,
		"%.128s: the change uses %.128s, which the kernel has freed after its start",
		unit->name, name);
}

/*
 * Another object of the patch has it. The linker joins them, or the plan says what
 * of the kernel it is: that other unit cares for both.
 */
static int reference_cross(const struct pb_unit *unit, const char *name,
			   struct sc_error *err)
{
	const struct pb_cross_name *def =
		pb_cross_find(unit->cross, unit->name, name);

	if (!def)
		return sc_fail(
			err,
			"%.128s: nothing in the kernel has the symbol %.128s; a patch cannot use it",
			unit->name, name);
	if (!def->module || is_same_text(def->module, unit->module))
		return 0;
	return sc_fail(
		err,
		"%.128s: %.128s is new in %.128s, which is part of another module; a patch cannot use it here",
		unit->name, name, def->unit);
}

int pb_reference_name(struct pb_plan *plan, const struct pb_unit *unit,
		      const char *name, struct sc_error *err)
{
	const struct pb_export *export = pb_exports_find(unit->exports, name);
	const struct pb_target *t = unit->target;
	uint32_t sym = pb_target_find_global(t, name);

	if (is_plain_export(export))
		return 0;
	if (!sym && t != unit->vmlinux) {
		t = unit->vmlinux;
		sym = pb_target_find_global(t, name);
	}
	if (sym && pb_target_is_freed(t, sym))
		return refuse_freed(unit, name, err);
	if (sym)
		return add_ref(plan, t->name, name, name,
			       pb_target_sympos(t, sym), err);
	if (export && !*export->namespace)
		return pb_plan_add_need(plan, export->module)
			       ? sc_fail(err, "out of memory")
			       : 0;
	if (export)
		return sc_fail(
			err,
			"%.128s: %.128s is exported by %.64s in the namespace %.64s, which a patch cannot import",
			unit->name, name, export->module, export->namespace);
	return reference_cross(unit, name, err);
}

int pb_reference_place(struct pb_plan *plan, const struct pb_unit *unit,
		       const char *symbol, const struct pb_kernel_symbol *sym,
		       struct sc_error *err)
{
	const struct pb_target *t = unit->target;

	if (!sym->sympos && !t->name && !strcmp(symbol, sym->name) &&
	    is_plain_export(pb_exports_find(unit->exports, sym->name)))
		return 0;
	return add_ref(plan, t->name, symbol, sym->name, sym->sympos, err);
}

/* Does any symbol of that name lie at a sealed place? */
static bool has_sealed(const struct pb_target *t, const char *name)
{
	const uint32_t *first;
	size_t n = pb_target_find(t, name, &first);

	for (size_t i = 0; i < n; i++)
		if (pb_is_sealed(t, t->img->syms[first[i]].sec,
				 pb_target_address(t, first[i])))
			return true;
	return false;
}

bool pb_reference_is_sealed(const struct pb_unit *unit, const char *name)
{
	return has_sealed(unit->target, name) ||
	       has_sealed(unit->vmlinux, name);
}

int pb_reference_address(const struct pb_unit *unit, const char *name,
			 struct sc_error *err)
{
	const struct pb_cross_name *def =
		pb_cross_find(unit->cross, unit->name, name);

	if (def && def->was_there && def->is_code)
		return sc_fail(
			err,
			"%.128s: the change takes the address of %.128s, which was static in %.128s; call a new function that calls it",
			unit->name, name, def->unit);
	if (!pb_reference_is_sealed(unit, name))
		return 0;
	return sc_fail(
		err,
		"%.128s: the change takes the address of %.128s, which the kernel has sealed, so that an indirect call of it traps (IBT); call a function of the patch that calls it",
		unit->name, name);
}
