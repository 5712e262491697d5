// SPDX-License-Identifier: GPL-2.0-only
/* What a table is tied to: places in a linked image, or a hash of its code. */
#include <elf.h>
#include <stdlib.h>
#include <string.h>

#include "stackcheck/trust/table.h"
#include "stackcheck/trust/targets.h"
#include "stackcheck/util/vec.h"

int sc_trust_text(const struct sc_image *img, uint64_t *text_ret)
{
	for (uint32_t i = 1; i < img->nsyms; i++) {
		const struct sc_symbol *s = &img->syms[i];

		if (strcmp(s->name, "_text") || s->sec == SC_SEC_UNDEF)
			continue;
		*text_ret = s->off;
		if (s->sec < img->nsecs)
			*text_ret += img->secs[s->sec].addr;
		return 0;
	}
	return -1;
}

static int add_piece(struct sc_trust_target *t, uint32_t sec, uint32_t start,
		     uint32_t end, int64_t at, struct sc_error *err)
{
	struct sc_trust_piece p = { sec, start, end, at };

	return SC_VEC_PUSH(t->pieces, t->npieces, p)
		       ? sc_fail(err, "out of memory")
		       : 0;
}

int sc_trust_target_sections(const struct sc_object *obj,
			     struct sc_trust_target *ret, struct sc_error *err)
{
	const struct sc_image *img = obj->img;

	*ret = (struct sc_trust_target){ 0 };
	for (uint32_t i = 1; i < img->nsecs; i++)
		if (obj->code[i].nfuncs &&
		    add_piece(ret, i, 0, (uint32_t)img->secs[i].size, 0, err))
			return -1;
	return 0;
}

int sc_trust_target_id(struct sc_trust_target *t, const struct sc_image *img,
		       uint64_t *text_ret, struct sc_error *err)
{
	if (sc_trust_text(img, text_ret))
		return sc_fail(err, "%s: no symbol _text to count from",
			       img->path);
	if (!img->build_id || img->build_id_len > SC_TRUST_ID_MAX)
		return sc_fail(err, "%s: no build-id to know the image by",
			       img->path);
	t->id = img->build_id;
	t->id_len = img->build_id_len;
	return 0;
}

int sc_trust_target_own(const struct sc_object *obj,
			struct sc_trust_target *ret, struct sc_error *err)
{
	uint64_t text = 0;

	if (sc_trust_target_sections(obj, ret, err) ||
	    sc_trust_target_id(ret, obj->img, &text, err))
		return -1;
	for (size_t i = 0; i < ret->npieces; i++)
		ret->pieces[i].at =
			(int64_t)(obj->img->secs[ret->pieces[i].sec].addr -
				  text);
	return 0;
}

void sc_trust_target_free(struct sc_trust_target *target)
{
	free(target->pieces);
}

uint64_t sc_trust_code_hash(const struct sc_image *img,
			    const struct sc_section *sec, uint64_t off,
			    uint64_t size)
{
	static const uint8_t zeros[8];
	uint64_t hash = SC_TRUST_HASH_START, at = off, end = off + size;

	for (size_t i = 0; i < sec->nrelocs; i++) {
		uint64_t from = sec->relocs[i].off;
		unsigned int len = img->arch->reloc_width(sec->relocs[i].type);

		if (from < at || from + len > end)
			continue;
		hash = sc_trust_hash(hash, sec->data + at, from - at);
		hash = sc_trust_hash(hash, zeros, len);
		at = from + len;
	}
	hash = sc_trust_hash(hash, sec->data + at, end - at);
	return hash ? hash : 1;
}

bool sc_trust_is_filler(const struct sc_object *obj, const struct sc_func *f)
{
	const struct sc_code *code = &obj->code[f->sec];

	for (uint32_t i = f->first; i < f->first + f->ninsns; i++)
		if (!sc_code_is_padding(code, i) ||
		    (code->mark[i] & SC_M_REACHED))
			return false;
	return f->kind == SC_FUNC_GAP;
}
