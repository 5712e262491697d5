// SPDX-License-Identifier: GPL-2.0-only
/* Whether a plan can become a module, and what it consists of. */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "kpatch/builder/plan_check.h"

/* The kernel keeps the name of a module in 56 bytes. */
#define MODULE_NAME_MOST 55

/* Letters, digits and those of @more: nothing that C or make would read. */
static bool is_plain_name(const char *s, const char *more)
{
	if (!s || !*s)
		return false;
	for (; *s; s++)
		if (!isalnum((unsigned char)*s) && !strchr(more, *s))
			return false;
	return true;
}

static bool is_hexadecimal(const char *s)
{
	return s && *s && strspn(s, "0123456789abcdef") == strlen(s);
}

static int refuse_name(struct sc_error *err, const char *what, const char *name)
{
	return sc_fail(
		err,
		"plan of the patch: %s '%.128s' has characters that are not known there; no module was made",
		what, name ? name : "");
}

static int check_object(const char *object, struct sc_error *err)
{
	if (object &&
	    (!is_plain_name(object, "_-") || strlen(object) > MODULE_NAME_MOST))
		return refuse_name(err, "the module", object);
	return 0;
}

static int check_func(const struct pb_plan_func *func, struct sc_error *err)
{
	if (!is_plain_name(func->name, "_.$"))
		return refuse_name(err, "the function", func->name);
	if (!is_plain_name(func->symbol, "_.$"))
		return refuse_name(err, "the new function", func->symbol);
	return check_object(func->object, err);
}

static bool is_patched(const struct pb_plan *plan, const char *object)
{
	for (size_t i = 0; i < plan->nfuncs; i++)
		if (pb_is_same_target(plan->funcs[i].object, object))
			return true;
	return false;
}

static int check_ref(const struct pb_plan *plan, const struct pb_plan_ref *ref,
		     struct sc_error *err)
{
	if (!is_plain_name(ref->symbol, "_.$"))
		return refuse_name(err, "the symbol", ref->symbol);
	if (!is_plain_name(ref->name, "_.$"))
		return refuse_name(err, "the symbol", ref->name);
	if (check_object(ref->object, err))
		return -1;
	if (ref->object && !is_patched(plan, ref->object))
		return sc_fail(
			err,
			"plan of the patch: %.128s is a symbol of the module %.64s, in which no function changes; no module was made",
			ref->name, ref->object);
	return 0;
}

static int check_header(const struct pb_plan *plan, struct sc_error *err)
{
	if (!is_plain_name(plan->name, "_") ||
	    strlen(plan->name) > MODULE_NAME_MOST ||
	    !strcmp(plan->name, "kpatch") || !strcmp(plan->name, "vmlinux"))
		return refuse_name(err, "the patch module", plan->name);
	if (!is_hexadecimal(plan->build_id))
		return refuse_name(err, "the build-id", plan->build_id);
	if (!is_hexadecimal(plan->diff_hash))
		return refuse_name(err, "the hash of the diffs",
				   plan->diff_hash);
	if (!plan->nfuncs)
		return sc_fail(
			err,
			"plan of the patch: it changes no function; no module was made");
	return 0;
}

int pb_plan_check(const struct pb_plan *plan, struct sc_error *err)
{
	if (check_header(plan, err))
		return -1;
	for (size_t i = 0; i < plan->nsources; i++)
		if (!is_plain_name(plan->sources[i], "_./-+,"))
			return refuse_name(err, "the source file",
					   plan->sources[i]);
	for (size_t i = 0; i < plan->nfuncs; i++)
		if (check_func(&plan->funcs[i], err))
			return -1;
	for (size_t i = 0; i < plan->nrefs; i++)
		if (check_ref(plan, &plan->refs[i], err))
			return -1;
	return 0;
}

bool pb_is_same_target(const char *a, const char *b)
{
	if (!a || !b)
		return a == b;
	for (; *a && *b; a++, b++)
		if (*a != *b && !(strchr("-_", *a) && strchr("-_", *b)))
			return false;
	return *a == *b;
}

static bool has_target(const char **targets, size_t n, const char *object)
{
	for (size_t i = 0; i < n; i++)
		if (pb_is_same_target(targets[i], object))
			return true;
	return false;
}

const char **pb_plan_targets(const struct pb_plan *plan, size_t *n_ret)
{
	const char **targets = calloc(plan->nfuncs + 1, sizeof(*targets));
	size_t n = 0;

	if (!targets)
		return NULL;
	if (is_patched(plan, NULL))
		targets[n++] = NULL;
	for (size_t i = 0; i < plan->nfuncs; i++)
		if (!has_target(targets, n, plan->funcs[i].object))
			targets[n++] = plan->funcs[i].object;
	*n_ret = n;
	return targets;
}

bool pb_plan_needs_livepatch(const struct pb_plan *plan)
{
	for (size_t i = 0; i < plan->nrefs; i++)
		if (!plan->refs[i].object)
			return true;
	return plan->format == PB_PLAN_LIVEPATCH;
}
