// SPDX-License-Identifier: GPL-2.0-only
/* The bytes of a table, and the relocations that go with them. */
#include <elf.h>
#include <stdlib.h>
#include <string.h>

#include "stackcheck/trust/bytes.h"
#include "stackcheck/trust/write.h"
#include "stackcheck/util/vec.h"

static void fill_head(struct sc_trust_writer *w, size_t size)
{
	struct sc_trust_header *h = &w->head;

	h->magic = SC_TRUST_MAGIC;
	h->version = SC_TRUST_VERSION;
	h->header_size = sizeof(*h);
	h->size = (uint32_t)size;
	h->flags =
		(w->relative ? SC_TRUST_SELF_RELATIVE : 0) |
		(w->analysis->mode == SC_MODE_FRAME ? SC_TRUST_FRAME_RULE : 0);
	h->nregions = (uint32_t)w->nregions;
	h->nranges = (uint32_t)w->nranges;
	h->nrows = (uint32_t)w->rows->nrows;
	h->stream_size = (uint32_t)w->nstream;
	h->id_len = (uint32_t)w->target->id_len;
	if (h->id_len)
		memcpy(h->id, w->target->id, h->id_len);
}

static uint8_t *append_bytes(uint8_t *to, const void *data, size_t size)
{
	if (size)
		memcpy(to, data, size);
	return to + size;
}

int sc_trust_put_together(struct sc_trust_writer *w, struct sc_trust_table *ret)
{
	size_t regions = w->nregions * sizeof(*w->regions);
	size_t ranges = w->nranges * sizeof(*w->ranges);
	size_t rows = w->rows->nrows * sizeof(*w->rows->rows);
	size_t size = sizeof(w->head) + regions + ranges + rows + w->nstream;
	struct sc_trust_row *sorted;
	uint8_t *p;

	size = (size + SC_TRUST_ALIGN - 1) & ~(size_t)(SC_TRUST_ALIGN - 1);
	ret->bytes = calloc(1, size);
	if (!ret->bytes)
		return -1;
	ret->size = size;
	fill_head(w, size);
	p = append_bytes(ret->bytes, &w->head, sizeof(w->head));
	p = append_bytes(p, w->regions, regions);
	p = append_bytes(p, w->ranges, ranges);
	sorted = (struct sc_trust_row *)(void *)p;
	for (size_t i = 0; i < w->rows->nrows; i++)
		sorted[w->rank[i]] = w->rows->rows[i];
	append_bytes(p + rows, w->stream, w->nstream);
	w->head.sum = sc_trust_sum(ret->bytes);
	memcpy(ret->bytes, &w->head, sizeof(w->head));
	return 0;
}

uint32_t sc_trust_anchor(const struct sc_image *img, uint32_t sec)
{
	uint32_t any = 0;

	if (img->secs[sec].flags & SHF_GROUP)
		return 0;
	for (uint32_t i = 1; i < img->nsyms; i++) {
		const struct sc_symbol *s = &img->syms[i];

		if (s->sec != sec || s->bind == STB_WEAK)
			continue;
		if (s->type == STT_SECTION)
			return i;
		if (!any || s->bind == STB_LOCAL)
			any = i;
	}
	return any;
}

void sc_trust_add_relocs(struct sc_trust_writer *w, struct sc_trust_table *ret)
{
	const struct sc_image *img = w->analysis->obj->img;

	for (size_t i = 0; w->relative && i < w->nregions; i++) {
		const struct sc_trust_piece *p = &w->target->pieces[i];
		uint32_t sym = sc_trust_anchor(img, p->sec);
		struct sc_new_reloc reloc = {
			.off = sizeof(w->head) + i * sizeof(*w->regions),
			.type = img->arch->reloc_pc32,
			.sym = sym,
			.addend = (int64_t)(p->start - img->syms[sym].off),
		};

		if (SC_VEC_PUSH(ret->relocs, ret->nrelocs, reloc))
			w->failed = true;
	}
}
