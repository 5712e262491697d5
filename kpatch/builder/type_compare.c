// SPDX-License-Identifier: GPL-2.0-only
/* The types of two sources, and the first that differs. */
#include <stdlib.h>
#include <string.h>

#include "kpatch/builder/enum_values.h"
#include "kpatch/builder/type_compare.h"
#include "kpatch/builder/type_fields.h"
#include "kpatch/builder/type_sizes.h"
#include "kpatch/builder/type_texts.h"
#include "kpatch/builder/type_variable.h"
#include "kpatch/file.h"
#include "stackcheck/util/affix.h"

/* Name the first tokens that are another in the new text. */
static int fail_differing(const struct pb_type_text *old,
			  const struct pb_type_text *new, struct sc_error *err)
{
	static const char advice[] =
		"the kernel has objects with the old layout; keep it, and use a shadow variable for what is new; or give it to --changed-types, if no object lives on";
	char field[160];
	size_t at = 0;

	if (pb_types_name_field(old->text, new->text, field, sizeof(field)))
		return sc_fail(err, "%.150s changes: %s: %s", old->name, field,
			       advice);
	while (old->text[at] && old->text[at] == new->text[at])
		at++;
	while (at && old->text[at - 1] != ' ')
		at--;
	return sc_fail(err,
		       "%.150s changes, from \"%.60s\" to \"%.60s\" on: %s",
		       old->name, old->text + at, new->text + at, advice);
}

static bool has_type(const struct pb_type_texts *types, const char *name)
{
	for (size_t i = 0; i < types->n; i++)
		if (!strcmp(types->list[i].name, name))
			return true;
	return false;
}

static bool has_fields(const struct pb_type_text *type)
{
	return strchr(type->text, '{') && strncmp(type->text, "enum", 4) != 0;
}

/*
 * A type that is gone, and a new one with its fields and others: it has another name
 * now, and objects of it exist.
 */
static int check_renamed(const struct pb_type_text *gone,
			 const struct pb_type_texts *old,
			 const struct pb_type_texts *new, struct sc_error *err)
{
	for (size_t i = 0; i < new->n; i++) {
		const struct pb_type_text *other = &new->list[i];

		if (has_fields(other) &&
		    pb_types_are_kin(gone->text, other->text) &&
		    !has_type(old, other->name))
			return sc_fail(
				err,
				"%.150s is gone, and %.150s has its fields and is another: the kernel has objects of the old one; keep that, and use a shadow variable for what is new",
				gone->name, other->name);
	}
	return 0;
}

/* An enum without a tag that begins with another value is not found again. */
static int check_enum(const struct pb_type_text *gone, struct sc_error *err)
{
	if (!sc_starts_with(gone->name, "enum with "))
		return 0;
	return sc_fail(
		err,
		"%.150s changes: sizes of types may depend on its values; keep it as it is",
		gone->name);
}

static int check_gone(const struct pb_type_text *gone,
		      const struct pb_type_texts *old,
		      const struct pb_type_texts *new, struct sc_error *err)
{
	if (has_fields(gone) && check_renamed(gone, old, new, err))
		return -1;
	return check_enum(gone, err);
}

/* Does the next of the list have the same name? */
static bool has_twin(const struct pb_type_texts *types, size_t i)
{
	return i + 1 < types->n &&
	       !strcmp(types->list[i].name, types->list[i + 1].name);
}

/* Is the name in the list, which has commas? */
static bool is_allowed(const char *list, const char *name)
{
	size_t len = strlen(name);

	while (list && *list) {
		size_t n = strcspn(list, ",");

		if (n == len && !memcmp(list, name, len))
			return true;
		list += n + (list[n] == ',');
	}
	return false;
}

/* A variable stays where it is: its structs and pointers must be the same. */
static int compare_variables(const struct pb_type_texts *old, size_t i,
			     const struct pb_type_texts *new, size_t j,
			     struct sc_error *err)
{
	unsigned int from = pb_variable_points_at(old, &old->list[i]);
	unsigned int to = pb_variable_points_at(new, &new->list[j]);
	char before[512], after[512];

	if (pb_variable_is_const(&old->list[i]) &&
	    pb_variable_is_const(&new->list[j]))
		return 0;
	if (from && to && from != to)
		return sc_fail(
			err,
			"%.150s points at numbers of %u bytes, and after the change at those of %u: the kernel's is in use; give the new one another name",
			old->list[i].name, from, to);
	pb_variable_parts(old, &old->list[i], before, sizeof(before));
	pb_variable_parts(new, &new->list[j], after, sizeof(after));
	if (!strcmp(before, after))
		return 0;
	return sc_fail(
		err,
		"%.150s changes from \"%.60s\" to \"%.60s\": the kernel's is in use; give the new one another name",
		old->list[i].name, *before ? before : "a number",
		*after ? after : "a number");
}

static bool may_differ(const char *allowed, const struct pb_type_text *old,
		       const struct pb_type_text *new)
{
	return is_allowed(allowed, old->name) ||
	       pb_enum_only_grows(old->text, new->text);
}

static int check_size(const struct pb_type_text *type,
		      const struct pb_type_texts *old,
		      const struct pb_type_texts *new, const char *allowed,
		      struct sc_error *err)
{
	size_t len;
	const char *variable = pb_type_size_changes(type, old, new, &len);

	if (!variable || is_allowed(allowed, type->name))
		return 0;
	return sc_fail(
		err,
		"%.150s may change: it depends on the size of %.*s, which changes; leave that as it is, or give the type to --changed-types, if no object lives on",
		type->name, (int)(len < 100 ? len : 100), variable);
}

static int check_sizes(const struct pb_type_texts *old,
		       const struct pb_type_texts *new, const char *allowed,
		       struct sc_error *err)
{
	for (size_t i = 0; i < old->n; i++)
		if (strstr(old->list[i].text, "sizeof ") &&
		    check_size(&old->list[i], old, new, allowed, err))
			return -1;
	return 0;
}

/*
 * Both lists are sorted; a name that only one has is passed over. The new one may
 * have another type of a name as well, as a new header brings it.
 */
static int compare_lists(const struct pb_type_texts *old,
			 const struct pb_type_texts *new, const char *allowed,
			 struct sc_error *err)
{
	size_t i = 0, j = 0;

	while (i < old->n && j < new->n) {
		int order = strcmp(old->list[i].name, new->list[j].name);
		int differs =
			order ? 0
			      : strcmp(old->list[i].text, new->list[j].text);

		if (differs > 0 && has_twin(new, j)) {
			j++;
			continue;
		}
		if (differs && sc_starts_with(old->list[i].name, "variable ")) {
			if (compare_variables(old, i, new, j, err))
				return -1;
			differs = 0;
		}
		if (differs &&
		    may_differ(allowed, &old->list[i], &new->list[j]))
			differs = 0;
		if (differs)
			return fail_differing(&old->list[i], &new->list[j],
					      err);
		if (order < 0 && !is_allowed(allowed, old->list[i].name) &&
		    check_gone(&old->list[i], old, new, err))
			return -1;
		i += order <= 0;
		j += order >= 0;
	}
	for (; i < old->n; i++)
		if (!is_allowed(allowed, old->list[i].name) &&
		    check_gone(&old->list[i], old, new, err))
			return -1;
	return 0;
}

static int collect_file(const char *path, struct pb_type_texts *types,
			struct sc_error *err)
{
	size_t size;
	char *text = kp_read_file(path, &size, err);
	int ret = text ? pb_types_collect(text, size, types, err) : -1;

	free(text);
	return ret;
}

int pb_types_compare(const char *old_file, const char *new_file,
		     const char *allowed, struct sc_error *err)
{
	struct pb_type_texts old, new;
	int ret;

	if (collect_file(old_file, &old, err))
		return -1;
	ret = collect_file(new_file, &new, err);
	if (!ret) {
		ret = compare_lists(&old, &new, allowed, err) ||
				      check_sizes(&old, &new, allowed, err)
			      ? -1
			      : 0;
		pb_types_free(&new);
	}
	pb_types_free(&old);
	return ret;
}
