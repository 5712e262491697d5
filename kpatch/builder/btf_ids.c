// SPDX-License-Identifier: GPL-2.0-only
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "kpatch/builder/btf_ids.h"
#include "kpatch/builder/prototype.h"
#include "kpatch/file.h"
#include "stackcheck/util/affix.h"

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

/* Both preprocessed forms of the source. */
struct texts {
	char *old, *new;
	size_t old_size, new_size;
};

static int check_prototype(const struct pb_unit *unit,
			   const struct texts *texts, const char *name,
			   struct sc_error *err)
{
	char *old = pb_prototype_find(texts->old, texts->old_size, name);
	char *new = pb_prototype_find(texts->new, texts->new_size, name);
	bool same = !old || !new || !strcmp(old, new);

	free(old);
	free(new);
	if (same)
		return 0;
	return sc_fail(
		err,
		"%.128s: %.128s gets other arguments or another result, and it is in a set of BTF ids: programs are checked against the kernel's old type data",
		unit->name, name);
}

/* "__BTF_ID__func__NAME__NUMBER": the name, which the caller frees. */
static char *read_function(const char *id)
{
	static const char begin[] = "__BTF_ID__func__";
	size_t len = strlen(id);

	if (!sc_starts_with(id, begin))
		return NULL;
	while (isdigit((unsigned char)id[len - 1]))
		len--;
	while (id[len - 1] == '_')
		len--;
	return len < sizeof(begin) ? NULL
				   : strndup(id + sizeof(begin) - 1,
					     len - (sizeof(begin) - 1));
}

/* Programs of BPF call such functions by the kernel's type data. */
static int check_prototypes(const struct pb_unit *unit,
			    const struct texts *texts, struct sc_error *err)
{
	const struct pb_object *obj = unit->new.obj;
	uint32_t sec = pb_object_section(obj, PB_BTF_IDS);
	int ret = 0;

	for (uint32_t i = 1; !ret && i < obj->nsyms; i++) {
		char *name = obj->syms[i].sec == sec
				     ? read_function(obj->syms[i].name)
				     : NULL;

		if (name)
			ret = check_prototype(unit, texts, name, err);
		free(name);
	}
	return ret;
}

static int compare_prototypes(const struct pb_unit *unit, struct sc_error *err)
{
	struct texts texts = { NULL };
	int ret = -1;

	texts.old = kp_read_file(unit->old_text, &texts.old_size, err);
	if (texts.old)
		texts.new = kp_read_file(unit->new_text, &texts.new_size, err);
	if (texts.new)
		ret = check_prototypes(unit, &texts, err);
	free(texts.old);
	free(texts.new);
	return ret;
}

int pb_btf_ids_check(const struct pb_unit *unit, struct sc_error *err)
{
	if (!has_same_ids(unit->old.obj, unit->new.obj))
		return sc_fail(
			err,
			"%.128s: the change gives a set of BTF ids other members or flags; the kernel's is in use, and a patch cannot change it",
			unit->name);
	return pb_object_section(unit->new.obj, PB_BTF_IDS)
		       ? compare_prototypes(unit, err)
		       : 0;
}
