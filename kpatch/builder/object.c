// SPDX-License-Identifier: GPL-2.0-only
/* Objects in memory: sections, symbols and relocations are added and found. */
#include <elf.h>
#include <stdlib.h>
#include <string.h>

#include "kpatch/builder/object.h"
#include "stackcheck/util/search.h"

/* Room for one more element of @size bytes in *@pptr; 0, or -1. */
static int grow_array(void *pptr, uint32_t n, uint32_t *cap, size_t size)
{
	void **ptr = pptr, *grown;
	uint32_t more = *cap ? *cap * 2 : 64;

	if (n < *cap)
		return 0;
	grown = realloc(*ptr, more * size);
	if (!grown)
		return -1;
	*ptr = grown;
	*cap = more;
	return 0;
}

struct pb_object *pb_object_new(const char *path)
{
	struct pb_object *obj = calloc(1, sizeof(*obj));

	if (!obj)
		return NULL;
	obj->path = strdup(path);
	if (!obj->path || pb_object_add_section(obj, "", SHT_NULL, 0, 0) ||
	    pb_object_add_symbol(obj, "", 0, 0, 0, STT_NOTYPE, STB_LOCAL) ||
	    !obj->nsecs || !obj->nsyms) {
		pb_object_free(obj);
		return NULL;
	}
	return obj;
}

void pb_object_free(struct pb_object *obj)
{
	if (!obj)
		return;
	for (uint32_t i = 0; i < obj->nsecs; i++) {
		free(obj->secs[i].name);
		free(obj->secs[i].data);
		free(obj->secs[i].relocs);
	}
	for (uint32_t i = 0; i < obj->nsyms; i++)
		free(obj->syms[i].name);
	free(obj->secs);
	free(obj->syms);
	free(obj->path);
	free(obj);
}

uint32_t pb_object_add_section(struct pb_object *obj, const char *name,
			       uint32_t type, uint64_t flags, uint64_t align)
{
	struct pb_section sec = { .type = type,
				  .flags = flags,
				  .align = align };

	if (grow_array(&obj->secs, obj->nsecs, &obj->secs_cap, sizeof(sec)))
		return 0;
	sec.name = strdup(name);
	if (!sec.name)
		return 0;
	obj->secs[obj->nsecs] = sec;
	return obj->nsecs++;
}

int64_t pb_object_append(struct pb_object *obj, uint32_t sec, const void *bytes,
			 uint64_t size)
{
	struct pb_section *s = &obj->secs[sec];
	uint64_t at = s->size;

	if (s->type != SHT_NOBITS && size) {
		uint8_t *grown = realloc(s->data, at + size);

		if (!grown)
			return -1;
		s->data = grown;
		if (bytes)
			memcpy(grown + at, bytes, size);
		else
			memset(grown + at, 0, size);
	}
	s->size = at + size;
	return (int64_t)at;
}

uint32_t pb_object_add_symbol(struct pb_object *obj, const char *name,
			      uint32_t sec, uint64_t value, uint64_t size,
			      uint8_t type, uint8_t bind)
{
	struct pb_symbol sym = { .value = value,
				 .size = size,
				 .sec = sec,
				 .type = type,
				 .bind = bind };

	if (grow_array(&obj->syms, obj->nsyms, &obj->syms_cap, sizeof(sym)))
		return 0;
	sym.name = strdup(name);
	if (!sym.name)
		return 0;
	obj->syms[obj->nsyms] = sym;
	return obj->nsyms++;
}

int pb_object_add_reloc(struct pb_object *obj, uint32_t sec,
			const struct pb_reloc *reloc)
{
	struct pb_section *s = &obj->secs[sec];

	if (s->nrelocs == s->relocs_cap) {
		size_t more = s->relocs_cap ? s->relocs_cap * 2 : 16;
		struct pb_reloc *grown =
			realloc(s->relocs, more * sizeof(*grown));

		if (!grown)
			return -1;
		s->relocs = grown;
		s->relocs_cap = more;
	}
	s->relocs[s->nrelocs++] = *reloc;
	return 0;
}

uint32_t pb_object_section(const struct pb_object *obj, const char *name)
{
	for (uint32_t i = 1; i < obj->nsecs; i++)
		if (!obj->secs[i].dead && !strcmp(obj->secs[i].name, name))
			return i;
	return 0;
}

uint32_t pb_object_symbol(const struct pb_object *obj, const char *name)
{
	for (uint32_t i = 1; i < obj->nsyms; i++)
		if (!obj->syms[i].dead && !strcmp(obj->syms[i].name, name) &&
		    obj->syms[i].type != STT_SECTION)
			return i;
	return 0;
}

uint32_t pb_object_section_symbol(struct pb_object *obj, uint32_t sec)
{
	for (uint32_t i = 1; i < obj->nsyms; i++)
		if (!obj->syms[i].dead && obj->syms[i].sec == sec &&
		    obj->syms[i].type == STT_SECTION)
			return i;
	return pb_object_add_symbol(obj, obj->secs[sec].name, sec, 0, 0,
				    STT_SECTION, STB_LOCAL);
}

size_t pb_object_reloc_at(const struct pb_object *obj, uint32_t sec,
			  uint64_t off)
{
	const struct pb_section *s = &obj->secs[sec];

	return SC_FIRST_NOT(i, 0, s->nrelocs, s->relocs[i].off < off);
}
