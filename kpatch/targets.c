// SPDX-License-Identifier: GPL-2.0-only
/*
 * The tables of a patch in its file: kpatch_this and what it points to, as
 * kmod/kpatch.h lays them out. Pointers are relocations there. Nothing in the
 * file is trusted; what cannot be followed is left out, and told to be.
 */
#include <elf.h>
#include <stdlib.h>
#include <string.h>

#include "kpatch/patch_file.h"
#include "stackcheck/core/arch.h"
#include "kpatch/targets.h"
#include "stackcheck/image/section_index.h"

/* Offsets in and sizes of the structures; tests/kpatch compares them. */
enum {
	MODULE_OBJECTS = 8,
	MODULE_NR_OBJECTS = 16,
	OBJECT_SIZE = 88,
	OBJECT_NAME = 0,
	OBJECT_FUNCS = 8,
	OBJECT_NR_FUNCS = 16,
	FUNC_SIZE = 56,
	FUNC_NAME = 0,
	FUNC_SYMPOS = 40,
};

struct place {
	const struct sc_section *sec;
	uint64_t off;
};

static bool read_bytes(struct place at, uint64_t off, void *to, size_t n)
{
	const struct sc_section *sec = at.sec;

	if (!sec->data || at.off > sec->size || off > sec->size - at.off ||
	    n > sec->size - at.off - off)
		return false;
	memcpy(to, sec->data + at.off + off, n);
	return true;
}

/* Where the pointer at @at + @off leads; false: nowhere. */
static bool follow_pointer(const struct sc_image *img, struct place at,
			   uint64_t off, struct place *to)
{
	const struct sc_reloc *reloc =
		sc_section_reloc(at.sec, at.off + off, 1);
	const struct sc_symbol *sym;

	if (!reloc || img->arch->reloc_kind(reloc->type) != SC_RELOC_ABS64)
		return false;
	sym = &img->syms[reloc->sym];
	if (sym->sec == SC_SEC_UNDEF || sym->sec >= img->nsecs)
		return false;
	to->sec = &img->secs[sym->sec];
	to->off = sym->off + (uint64_t)reloc->addend;
	return to->off < to->sec->size;
}

/* The string that the pointer at @at leads to; NULL if none is there. */
static const char *string_at(const struct sc_image *img, struct place at,
			     uint64_t off)
{
	struct place to;
	const char *text;

	if (!follow_pointer(img, at, off, &to) || !to.sec->data)
		return NULL;
	text = (const char *)to.sec->data + to.off;
	return *text && memchr(text, '\0', to.sec->size - to.off) ? text : NULL;
}

static bool is_null(struct place at, uint64_t off)
{
	uint64_t value;

	return !sc_section_reloc(at.sec, at.off + off, 8) &&
	       read_bytes(at, off, &value, sizeof(value)) && !value;
}

/* The functions of one object; false: not all could be told. */
static bool read_functions(const struct sc_image *img, struct place object,
			   struct kp_object *obj)
{
	uint32_t n, i;
	struct place fn;

	if (!read_bytes(object, OBJECT_NR_FUNCS, &n, sizeof(n)))
		return false;
	if (!n)
		return true;
	if (!follow_pointer(img, object, OBJECT_FUNCS, &fn) ||
	    n > (fn.sec->size - fn.off) / FUNC_SIZE)
		return false;
	obj->functions = calloc(n, sizeof(*obj->functions));
	for (i = 0; obj->functions && i < n; i++, fn.off += FUNC_SIZE) {
		struct kp_function *to = &obj->functions[obj->nfunctions];
		const char *name = string_at(img, fn, FUNC_NAME);
		uint64_t pos;

		if (!name || !read_bytes(fn, FUNC_SYMPOS, &pos, sizeof(pos)))
			continue;
		to->name = strdup(name);
		to->pos = pos ? pos : 1;
		if (to->name)
			obj->nfunctions++;
	}
	return obj->nfunctions == n;
}

static bool read_object(const struct sc_image *img, struct place at,
			struct kp_object *obj)
{
	const char *name = string_at(img, at, OBJECT_NAME);

	if (!name && is_null(at, OBJECT_NAME))
		name = "vmlinux";
	if (name)
		obj->name = strdup(name);
	return obj->name && read_functions(img, at, obj);
}

static bool find_this(const struct sc_image *img, struct place *at)
{
	for (uint32_t i = 1; i < img->nsyms; i++) {
		const struct sc_symbol *sym = &img->syms[i];

		if (strcmp(sym->name, "kpatch_this") ||
		    sym->sec == SC_SEC_UNDEF || sym->sec >= img->nsecs)
			continue;
		at->sec = &img->secs[sym->sec];
		at->off = sym->off;
		return true;
	}
	return false;
}

int kp_file_targets(struct kp_file *file, struct sc_error *err)
{
	const struct sc_image *img = file->img;
	struct place this, at;
	uint32_t n;

	file->all_told = false;
	if (!find_this(img, &this) ||
	    !follow_pointer(img, this, MODULE_OBJECTS, &at) ||
	    !read_bytes(this, MODULE_NR_OBJECTS, &n, sizeof(n)) ||
	    n > (at.sec->size - at.off) / OBJECT_SIZE)
		return 0;
	file->objects = calloc(n ? n : 1, sizeof(*file->objects));
	if (!file->objects)
		return sc_fail(err, "%.256s: out of memory", file->path);
	file->all_told = true;
	for (; n; n--, at.off += OBJECT_SIZE) {
		struct kp_object *obj = &file->objects[file->nobjects];

		if (!read_object(img, at, obj))
			file->all_told = false;
		if (obj->name)
			file->nobjects++;
	}
	return 0;
}
