// SPDX-License-Identifier: GPL-2.0-only
/* Symbols for the room that a build leaves before functions. */
#include <elf.h>
#include <stdio.h>
#include <string.h>

#include "stackcheck/elf_writer/elf_edit.h"
#include "stackcheck/sites/prefix_symbols.h"
#include "stackcheck/util/affix.h"

/* The length of the no-op at @off, 0 if there is none. */
static unsigned int nop_at(const struct sc_object *obj, uint32_t sec,
			   uint64_t off)
{
	uint32_t i;

	/* space of these bytes between functions is not decoded */
	if (obj->img->secs[sec].data[off] == obj->arch->nop)
		return 1;
	i = sc_insn_at(obj, sec, off);
	if (i == UINT32_MAX || obj->code[sec].insns[i].op != SC_OP_NOP ||
	    obj->arch->is_landing(obj->img->secs[sec].data + off,
				  obj->code[sec].insns[i].len))
		return 0;
	return obj->code[sec].insns[i].len;
}

bool sc_has_room(const struct sc_object *obj, uint32_t sec, uint64_t off,
		 unsigned int room)
{
	uint64_t at = off - room;

	if (off < room || off > obj->img->secs[sec].size)
		return false;
	while (at < off) {
		unsigned int len = nop_at(obj, sec, at);

		if (!len)
			return false;
		at += len;
	}
	return at == off;
}

static int add_prefix(struct sc_edit *edit, const struct sc_symbol *s,
		      unsigned int room, struct sc_error *err)
{
	struct sc_new_symbol sym = { .sec = s->sec,
				     .off = s->off - room,
				     .size = room,
				     .type = STT_FUNC,
				     .bind = s->bind };

	if (asprintf(&sym.name, "__pfx_%s", s->name) < 0)
		return sc_image_fail(edit->img, err, "out of memory");
	return sc_edit_add_symbol(edit, &sym, err);
}

static bool may_have_room(const struct sc_object *obj,
			  const struct sc_symbol *s)
{
	return s->type == STT_FUNC && s->sec != SC_SEC_UNDEF &&
	       s->sec < obj->img->nsecs && obj->code[s->sec].insns;
}

/* An object that went through a build has the symbols. */
static bool has_prefixes(const struct sc_image *img)
{
	for (uint32_t i = 1; i < img->nsyms; i++)
		if (sc_starts_with(img->syms[i].name, "__pfx_"))
			return true;
	return false;
}

int sc_prefix_symbols_add(const struct sc_object *obj, unsigned int room,
			  struct sc_edit *edit, struct sc_error *err)
{
	const struct sc_image *img = obj->img;

	if (has_prefixes(img))
		return 0;
	for (uint32_t i = 1; room && i < img->nsyms; i++) {
		const struct sc_symbol *s = &img->syms[i];

		if (may_have_room(obj, s) &&
		    sc_has_room(obj, s->sec, s->off, room) &&
		    add_prefix(edit, s, room, err))
			return -1;
	}
	return 0;
}
