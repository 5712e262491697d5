// SPDX-License-Identifier: GPL-2.0-only
#include "stackcheck/image/section_index.h"
#include "stackcheck/trust/dump.h"

#include <elf.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "stackcheck/trust/table.h"
#include "stackcheck/trust/targets.h"
#include "stackcheck/util/escape.h"
#include "stackcheck/util/plural.h"
#include "stackcheck/util/search.h"

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
	       sc_trust_code_hash(v->img, s, spot->off, r->size) != r->hash;
}

/* --- names */

/* Symbols with a name, by section and offset. */
struct names {
	const struct sc_image *img;
	uint32_t *syms; /* indexes, owned; NULL: there are none to list by */
	uint32_t n;
};

static int compare_places(const void *a, const void *b, void *ctx)
{
	const struct sc_symbol *syms = ctx;
	const struct sc_symbol *x = &syms[*(const uint32_t *)a];
	const struct sc_symbol *y = &syms[*(const uint32_t *)b];

	if (x->sec != y->sec)
		return x->sec < y->sec ? -1 : 1;
	if (x->off != y->off)
		return x->off < y->off ? -1 : 1;
	return *(const uint32_t *)a < *(const uint32_t *)b ? -1 : 1;
}

/* Without memory for it there are no names; sc_memory_failed() tells. */
static struct names find_names(const struct sc_image *img)
{
	struct names names = { .img = img };

	if (img)
		names.syms = malloc((img->nsyms + 1) * sizeof(*names.syms));
	if (!names.syms)
		return names;
	for (uint32_t i = 1; i < img->nsyms; i++)
		if (img->syms[i].name[0])
			names.syms[names.n++] = i;
	qsort_r(names.syms, names.n, sizeof(*names.syms), compare_places,
		img->syms);
	return names;
}

/* The first of them at the place or behind it. */
static uint32_t find_first(const struct names *names, uint32_t sec,
			   uint64_t off)
{
	const struct sc_symbol *syms = names->img->syms;

	return SC_FIRST_NOT(i, 0, names->n,
			    SC_IS_BEFORE(syms[names->syms[i]], sec, off));
}

/* A name for the place: a function's rather than a label's. */
static const char *name_at(const struct names *names, uint32_t sec,
			   uint64_t off)
{
	const char *label = NULL;
	uint32_t i = sec ? find_first(names, sec, off) : names->n;

	for (; i < names->n; i++) {
		const struct sc_symbol *s = &names->img->syms[names->syms[i]];

		if (s->sec != sec || s->off != off)
			break;
		if (s->type == STT_FUNC && strncmp(s->name, "__pfx_", 6) &&
		    strncmp(s->name, "__cfi_", 6))
			return s->name;
		if (s->type == STT_NOTYPE)
			label = s->name;
	}
	return label;
}

/* --- counting */

/* A walk over all rows of a region, range by range. */
struct counter {
	const struct sc_trust_view *v;
	const struct names *names;
	struct sc_trust_count *c;
	FILE *list; /* NULL: nothing is listed */
	struct spot spot; /* of the region */
	/* of the range so far: why it is not to be trusted */
	unsigned int first, serious;
	bool rows;
};

static void list_range(const struct counter *k, const struct sc_trust_hit *hit,
		       unsigned int reason)
{
	uint64_t off = k->spot.off + hit->start;
	const char *name = name_at(k->names, k->spot.sec, off);

	if (name)
		sc_escape_print(k->list, "  %s", name);
	else if (k->v->img && k->spot.sec)
		sc_escape_print(k->list, "  %s+0x%" PRIx64,
				k->v->img->secs[k->spot.sec].name, off);
	else
		fprintf(k->list, "  region %u+0x%" PRIx32, hit->region,
			hit->start);
	fprintf(k->list, " %" PRIu32 " bytes [%s]\n", hit->end - hit->start,
		sc_trust_reason_text(reason));
}

static bool is_nothing(unsigned int reason)
{
	return reason == SC_TRUST_R_PADDING || reason == SC_TRUST_R_UNREACHED ||
	       reason == SC_TRUST_R_NO_FUNCTION;
}

static void count_range(struct counter *k, const struct sc_trust_hit *hit)
{
	unsigned int why = k->serious ? k->serious
			   : k->rows  ? SC_TRUST_R_NONE
				      : k->first;

	k->c->nannotated += hit->annotated;
	if (!hit->function)
		return;
	k->c->nfuncs++;
	k->c->nframed += hit->framed;
	k->c->ntrusted += !why;
	k->c->ranges[why]++;
	if (why && k->list)
		list_range(k, hit, why);
}

static void count_row(const struct sc_trust_hit *hit, void *data)
{
	struct counter *k = data;
	uint32_t size = hit->row_end - hit->row_start;

	if (hit->row_start == hit->start) {
		k->first = k->serious = SC_TRUST_R_NONE;
		k->rows = false;
	}
	k->c->bytes[hit->reason] += size;
	if (hit->verdict == SC_TRUST_BY_FRAME)
		k->c->by_frame += size;
	if (hit->verdict != SC_TRUST_UNRELIABLE)
		k->rows = true;
	else if (!k->first)
		k->first = hit->reason;
	if (hit->verdict == SC_TRUST_UNRELIABLE && !is_nothing(hit->reason))
		k->serious = hit->reason;
	if (hit->row_end == hit->end)
		count_range(k, hit);
}

void sc_trust_count(const struct sc_trust_view *view,
		    struct sc_trust_count *count, FILE *list)
{
	const struct sc_trust_header *h = view->table;
	struct names names = find_names(list ? view->img : NULL);
	struct counter k = { view, &names, count, list, { 0 }, 0, 0, false };

	count->size += h->size;
	for (uint32_t i = 0; i < h->nregions; i++) {
		k.spot = spot_of(view, i);
		count->stale += is_stale(
			view, &sc_trust_regions(view->table)[i], &k.spot);
		sc_trust_each_row(view->table, i, count_row, &k);
	}
	free(names.syms);
}

static double percent_of(uint64_t part, uint64_t all)
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
		c->nfuncs, c->ntrusted, percent_of(c->ntrusted, c->nfuncs),
		c->nframed, c->nannotated);
	fprintf(out,
		"text %" PRIu64 " bytes, with a row %" PRIu64
		" (%.3f %%), padding %" PRIu64 "\n",
		text, good, percent_of(good, text),
		c->bytes[SC_TRUST_R_PADDING]);
	for (unsigned int i = 1; i < SC_TRUST_NREASONS; i++)
		if (c->ranges[i] || (c->bytes[i] && i != SC_TRUST_R_PADDING))
			fprintf(out,
				"  %-22s %7" PRIu32 " functions %9" PRIu64
				" bytes\n",
				sc_trust_reason_text(i), c->ranges[i],
				c->bytes[i]);
	fprintf(out, "size %" PRIu64 " bytes", c->size);
	if (c->orc)
		fprintf(out, ", of the ORC tables %" PRIu64 " bytes (%.1f %%)",
			c->orc, percent_of(c->size, c->orc));
	fputc('\n', out);
	if (c->stale)
		fprintf(out,
			"not the code that was checked: %" PRIu32 " region%s\n",
			c->stale, sc_plural(c->stale));
}
