// SPDX-License-Identifier: GPL-2.0-only
#include "stackcheck/trust_dump.h"

#include <elf.h>
#include <inttypes.h>
#include <string.h>

#include "stackcheck/escape.h"
#include "stackcheck/trust_make.h"

/* --- which code a region is */

struct spot {
	uint32_t sec; /* 0: not known */
	uint64_t off;
};

/* By the relocation that will fill in the region's reference. */
static struct spot spot_of_reloc(const struct sc_trust_view *v, uint32_t i)
{
	const uint8_t *ref = (const void *)&sc_trust_regions(v->table)[i].ref;
	const struct sc_reloc *r = sc_section_reloc(
		v->sec, v->at + (size_t)(ref - (const uint8_t *)v->table), 4);
	const struct sc_symbol *sym;

	if (!r)
		return (struct spot){ 0 };
	sym = &v->img->syms[r->sym];
	if (sym->sec == SC_SEC_UNDEF || sym->sec >= v->img->nsecs)
		return (struct spot){ 0 };
	return (struct spot){ sym->sec, sym->off + (uint64_t)r->addend };
}

static struct spot spot_of_addr(const struct sc_trust_view *v, uint32_t i)
{
	struct spot spot = { 0 };
	uint64_t text;

	if (sc_trust_text(v->img, &text))
		return spot;
	spot.sec = sc_image_find_addr(
		v->img, sc_trust_address(v->table, i, text), &spot.off);
	return spot;
}

static struct spot spot_of(const struct sc_trust_view *v, uint32_t i)
{
	const struct sc_trust_header *h = v->table;
	struct spot spot = { 0 };

	if (v->img && (h->flags & SC_TRUST_SELF_RELATIVE))
		spot = v->sec ? spot_of_reloc(v, i) : spot;
	else if (v->img)
		spot = spot_of_addr(v, i);
	return spot;
}

static bool is_stale(const struct sc_trust_view *v,
		     const struct sc_trust_region *r, const struct spot *spot)
{
	const struct sc_section *s;

	if (!r->hash || !v->img || !v->sec)
		return false;
	s = &v->img->secs[spot->sec];
	return !spot->sec || !s->data || spot->off > s->size ||
	       r->size > s->size - spot->off ||
	       sc_trust_code_hash(s, spot->off, r->size) != r->hash;
}

/* --- names */

/* A name for the place: a function's rather than a label's. */
static const char *name_at(const struct sc_image *img, uint32_t sec,
			   uint64_t off)
{
	const char *label = NULL;

	for (uint32_t i = 1; img && sec && i < img->nsyms; i++) {
		const struct sc_symbol *s = &img->syms[i];

		if (s->sec != sec || s->off != off || !s->name[0])
			continue;
		if (s->type == STT_FUNC && strncmp(s->name, "__pfx_", 6) &&
		    strncmp(s->name, "__cfi_", 6))
			return s->name;
		if (s->type == STT_NOTYPE)
			label = s->name;
	}
	return label;
}

static void list_range(const struct sc_trust_view *v, const struct spot *spot,
		       const struct sc_trust_hit *hit, unsigned int reason,
		       FILE *list)
{
	uint64_t off = spot->off + hit->start;
	const char *name = name_at(v->img, spot->sec, off);

	if (name)
		sc_escape_print(list, "  %s", name);
	else if (v->img && spot->sec)
		sc_escape_print(list, "  %s+0x%" PRIx64,
				v->img->secs[spot->sec].name, off);
	else
		fprintf(list, "  region %u+0x%" PRIx32, hit->region,
			hit->start);
	fprintf(list, " %" PRIu32 " bytes [%s]\n", hit->end - hit->start,
		sc_trust_reason_text(reason));
}

/* --- counting */

static bool is_nothing(unsigned int reason)
{
	return reason == SC_TRUST_R_PADDING || reason == SC_TRUST_R_UNREACHED ||
	       reason == SC_TRUST_R_NO_FUNCTION;
}

/* Rows of the range from @off on; *@why: why it is not to be trusted. */
static uint32_t count_range(const struct sc_trust_view *v, uint32_t region,
			    uint32_t off, struct sc_trust_count *c,
			    struct sc_trust_hit *hit, unsigned int *why)
{
	unsigned int first = SC_TRUST_R_NONE, serious = SC_TRUST_R_NONE;
	bool rows = false;
	uint32_t end;

	do {
		sc_trust_lookup(v->table, region, off, hit);
		end = hit->end;
		c->bytes[hit->reason] += hit->row_end - hit->row_start;
		if (hit->verdict == SC_TRUST_BY_FRAME)
			c->by_frame += hit->row_end - hit->row_start;
		rows |= hit->verdict != SC_TRUST_UNRELIABLE;
		if (hit->verdict == SC_TRUST_UNRELIABLE && !first)
			first = hit->reason;
		if (hit->verdict == SC_TRUST_UNRELIABLE &&
		    !is_nothing(hit->reason))
			serious = hit->reason;
		off = hit->row_end;
	} while (off < end);
	*why = serious ? serious : rows ? SC_TRUST_R_NONE : first;
	return end;
}

static void count_region(const struct sc_trust_view *v, uint32_t i,
			 struct sc_trust_count *c, FILE *list)
{
	const struct sc_trust_region *r = &sc_trust_regions(v->table)[i];
	struct spot spot = spot_of(v, i);
	uint32_t off = 0;

	c->stale += is_stale(v, r, &spot);
	while (off < r->size) {
		struct sc_trust_hit hit;
		unsigned int why;

		off = count_range(v, i, off, c, &hit, &why);
		c->nannotated += hit.annotated;
		if (!hit.function)
			continue;
		c->nfuncs++;
		c->nframed += hit.framed;
		c->ntrusted += !why;
		c->ranges[why]++;
		if (why && list)
			list_range(v, &spot, &hit, why, list);
	}
}

void sc_trust_count(const struct sc_trust_view *view,
		    struct sc_trust_count *count, FILE *list)
{
	const struct sc_trust_header *h = view->table;

	count->size += h->size;
	for (uint32_t i = 0; i < h->nregions; i++)
		count_region(view, i, count, list);
}

static double share(uint64_t part, uint64_t all)
{
	return all ? 100.0 * (double)part / (double)all : 100.0;
}

void sc_trust_print(const struct sc_trust_count *c, FILE *out)
{
	uint64_t text = 0, good = c->bytes[SC_TRUST_R_NONE] + c->by_frame;

	for (unsigned int i = 0; i < SC_TRUST_NREASONS; i++)
		if (i != SC_TRUST_R_PADDING)
			text += c->bytes[i];
	fprintf(out,
		"functions %" PRIu32 ", trusted %" PRIu32
		" (%.3f %%), framed %" PRIu32 ", annotated %" PRIu32 "\n",
		c->nfuncs, c->ntrusted, share(c->ntrusted, c->nfuncs),
		c->nframed, c->nannotated);
	fprintf(out,
		"text %" PRIu64 " bytes, with a row %" PRIu64
		" (%.3f %%), padding %" PRIu64 "\n",
		text, good, share(good, text), c->bytes[SC_TRUST_R_PADDING]);
	for (unsigned int i = 1; i < SC_TRUST_NREASONS; i++)
		if (c->ranges[i] || (c->bytes[i] && i != SC_TRUST_R_PADDING))
			fprintf(out,
				"  %-22s %7" PRIu32 " functions %9" PRIu64 " by"
				"tes"
				"\n",
				sc_trust_reason_text(i), c->ranges[i],
				c->bytes[i]);
	fprintf(out, "size %" PRIu64 " bytes", c->size);
	if (c->orc)
		fprintf(out, ", of the ORC tables %" PRIu64 " bytes (%.1f %%)",
			c->orc, share(c->size, c->orc));
	fputc('\n', out);
	if (c->stale)
		fprintf(out,
			"%" PRIu32 " regions are not the code that was "
			"checked\n",
			c->stale);
}
