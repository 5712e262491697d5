// SPDX-License-Identifier: GPL-2.0-only
/* All that refer to a string or constant refer to one copy. */
#include <elf.h>
#include <string.h>

#include "kpatch/builder/emit_bytes.h"
#include "kpatch/builder/emit_ref.h"
#include "stackcheck/util/vec.h"

/*
 * UBSAN keeps the path of a file as it was compiled, whatever -fmacro-prefix-map
 * says. A patch does not tell where it was built.
 */
static void cut_top(const struct pb_emitter *e, struct pb_ref *ref)
{
	size_t len = strlen(e->unit->top);

	if (ref->size <= len + 1 || memcmp(ref->bytes, e->unit->top, len) ||
	    ref->bytes[len] != '/')
		return;
	ref->bytes += len + 1;
	ref->size -= len + 1;
}

/* The copy of these bytes; NULL: there is none yet. */
static const struct pb_bytes_place *
find_copy(const struct pb_emitter *e, const uint8_t *bytes, uint64_t size)
{
	for (size_t i = 0; i < e->ncopied; i++)
		if (e->copied[i].bytes == bytes && e->copied[i].size == size)
			return &e->copied[i];
	return NULL;
}

/*
 * Copy bytes to the section of the same name. Its strings stay as they are and where
 * they are: a pointer may lead to the end of one, and linkers that merge strings move
 * such a pointer elsewhere.
 */
static const struct pb_bytes_place *copy_bytes(struct pb_emitter *e,
					       const struct pb_section *from,
					       const uint8_t *bytes,
					       uint64_t size)
{
	struct pb_bytes_place to = { .bytes = bytes, .size = size };
	uint64_t align = from->entsize ? from->entsize : from->align;
	int64_t at;

	to.sec = pb_emit_section(e, from->name, from);
	if (!to.sec || pb_emit_align(e, to.sec, align))
		return NULL;
	e->out->secs[to.sec].flags &= ~(uint64_t)(SHF_MERGE | SHF_STRINGS);
	e->out->secs[to.sec].entsize = 0;
	at = pb_object_append(e->out, to.sec, bytes, size);
	to.off = (uint64_t)at;
	if (at < 0 || SC_VEC_PUSH(e->copied, e->ncopied, to))
		return NULL;
	return &e->copied[e->ncopied - 1];
}

int pb_emit_bytes(struct pb_emitter *e, struct pb_ref *ref, struct pb_reloc *r)
{
	const struct pb_section *from = &e->items->obj->secs[ref->sec];
	const struct pb_bytes_place *to;
	const uint8_t *bytes;
	uint64_t size;

	cut_top(e, ref);
	bytes = ref->bytes - ref->before;
	size = ref->before + ref->size;
	to = find_copy(e, bytes, size);
	if (!to)
		to = copy_bytes(e, from, bytes, size);
	if (!to)
		return -1;
	r->sym = pb_object_section_symbol(e->out, to->sec);
	r->addend = (int64_t)(to->off + ref->before) + ref->delta;
	return 0;
}
