// SPDX-License-Identifier: GPL-2.0-only
#include <ctype.h>
#include <string.h>

#include "kpatch/builder/btf_ids.h"

/* The bytes of .BTF_ids; its ids are filled in when the kernel is built. */
static const struct pb_section *btf_ids(const struct pb_object *obj)
{
	return &obj->secs[pb_object_section(obj, PB_BTF_IDS)];
}

static bool has_same_bytes(const struct pb_section *a,
			   const struct pb_section *b)
{
	return a->size == b->size &&
	       (!a->size || !memcmp(a->data, b->data, a->size));
}

/* How many symbols of the section have this name, but for the number behind it? */
static size_t count_ids(const struct pb_object *obj, const char *name)
{
	uint32_t sec = pb_object_section(obj, PB_BTF_IDS);
	size_t len = strlen(name), n = 0;

	while (len && isdigit((unsigned char)name[len - 1]))
		len--;
	for (uint32_t i = 1; i < obj->nsyms; i++) {
		const char *other = obj->syms[i].name;

		n += obj->syms[i].sec == sec && !strncmp(other, name, len) &&
		     !other[len + strspn(other + len, "0123456789")];
	}
	return n;
}

static bool has_same_ids(const struct pb_object *old,
			 const struct pb_object *new)
{
	uint32_t sec = pb_object_section(new, PB_BTF_IDS);

	for (uint32_t i = 1; i < new->nsyms; i++)
		if (sec && new->syms[i].sec == sec &&
		    count_ids(old, new->syms[i].name) !=
			    count_ids(new, new->syms[i].name))
			return false;
	return has_same_bytes(btf_ids(old), btf_ids(new));
}

int pb_btf_ids_check(const struct pb_unit *unit, struct sc_error *err)
{
	if (has_same_ids(unit->old.obj, unit->new.obj))
		return 0;
	return sc_fail(
		err,
		"%.128s: the change gives a set of BTF ids other members or flags; the kernel's is in use, and a patch cannot change it",
		unit->name);
}
