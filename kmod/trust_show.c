// SPDX-License-Identifier: GPL-2.0-only
/*
 * trust_show.c - which images are covered, how much of them, and what is not
 */
#include <linux/kallsyms.h>
#include <linux/mutex.h>

#include "compat.h"
#include "images.h"
#include "symbols.h"
#include "strbuf.h"
#include "trust_show.h"
#include "../include/stackcheck/trust.h"

/* Sums of an image's live regions, as `stackcheck trust --dump` counts. */
struct sums {
	u64 text;		/* bytes that are meant to run */
	u64 covered;
	unsigned int functions;
	unsigned int trusted;

	/* The function being gone through. */
	unsigned long base;	/* where its region is */
	bool rows;		/* something of it is covered */
	unsigned int first;	/* reasons; 0: none */
	unsigned int serious;

	const char *image;	/* where lines about functions go, or NULL */
	struct kpatch_text *out;
};

static const char *image_name(const struct kpatch_image *image)
{
	return image->mod ? image->mod->name : "vmlinux";
}

static bool is_nothing(unsigned int reason)
{
	return reason == SC_TRUST_R_PADDING || reason == SC_TRUST_R_UNREACHED ||
	       reason == SC_TRUST_R_NO_FUNCTION;
}

static void list_function(const struct sums *s, const struct sc_trust_hit *hit,
			  unsigned int reason)
{
	unsigned long start = s->base + hit->start;
	char symbol[KSYM_SYMBOL_LEN];

	kpatch_name_code(symbol, sizeof(symbol), start, true);
	symbol[strcspn(symbol, "+ ")] = '\0';
	kpatch_add_word(s->out, "image", s->image);
	kpatch_add_word(s->out, " function", symbol);
	kpatch_add_address(s->out, " start", start);
	kpatch_add(s->out, " size=%u reason=%s\n", hit->end - hit->start,
		   sc_trust_reason_text(reason));
}

static void end_function(struct sums *s, const struct sc_trust_hit *hit)
{
	unsigned int reason = s->serious ?: s->rows ? 0 : s->first;

	s->functions++;
	s->trusted += !reason;
	if (reason && s->out)
		list_function(s, hit, reason);
}

static void sum_row(const struct sc_trust_hit *hit, void *data)
{
	struct sums *s = data;
	unsigned int size = hit->row_end - hit->row_start;

	if (hit->row_start == hit->start) {
		s->rows = false;
		s->first = 0;
		s->serious = 0;
	}
	if (hit->verdict != SC_TRUST_UNRELIABLE) {
		s->rows = true;
		s->covered += size;
	} else {
		s->first = s->first ?: hit->reason;
		if (!is_nothing(hit->reason))
			s->serious = hit->reason;
	}
	if (hit->verdict != SC_TRUST_UNRELIABLE ||
	    hit->reason != SC_TRUST_R_PADDING)
		s->text += size;
	if (hit->function && hit->row_end == hit->end)
		end_function(s, hit);
}

static void sum_image(const struct kpatch_image *image, struct sums *s)
{
	unsigned int i, k;

	s->image = image_name(image);
	for (i = 0; i < image->nr; i++) {
		const struct sc_trust_header *h = image->tables[i].table;

		for (k = 0; k < h->nregions; k++)
			if (kpatch_region_is_live(image, h, k, &s->base))
				sc_trust_each_row(h, k, sum_row, s);
	}
}

static void show_image(struct kpatch_text *text,
		       const struct kpatch_image *image)
{
	const char *state = image->nr ? "loaded" : "none";
	unsigned long start, end;
	struct sums s = {};
	u64 size = 0;
	unsigned int i;

	sum_image(image, &s);
	for (i = 0; i < image->nr; i++)
		size += image->tables[i].size;
	/* Code that no table speaks of is not covered either. */
	if (image->mod) {
		kpatch_module_text(image->mod, &start, &end);
		if (!image->nr)
			s.text = end - start;
	}
	kpatch_add_word(text, "image", image_name(image));
	kpatch_add(text, " table=%s build_id=", image->error ? "refused" : state);
	if (!image->mod && image->nr) {
		const struct sc_trust_header *h = image->tables[0].table;

		kpatch_add(text, "%*phN", (int)h->id_len, h->id);
	} else {
		kpatch_add(text, "-");
	}
	kpatch_add(text, " text=%llu covered=%llu functions=%u trusted=%u size=%llu",
		   s.text, s.covered, s.functions, s.trusted, size);
	kpatch_add_word(text, " error", image->error);
	kpatch_add(text, "\n");
}

static const struct kpatch_image no_vmlinux;

void kpatch_show_images(struct kpatch_text *text)
{
	const struct kpatch_image *image;
	bool vmlinux = false;

	mutex_lock(&kpatch_images_lock);
	list_for_each_entry(image, &kpatch_images, list) {
		vmlinux |= !image->mod;
		show_image(text, image);
	}
	mutex_unlock(&kpatch_images_lock);
	/* Nobody has looked for its table yet, or there is none. */
	if (!vmlinux)
		show_image(text, &no_vmlinux);
}

void kpatch_show_uncovered(struct kpatch_text *text)
{
	const struct kpatch_image *image;

	mutex_lock(&kpatch_images_lock);
	list_for_each_entry(image, &kpatch_images, list) {
		struct sums s = { .out = text };

		sum_image(image, &s);
	}
	mutex_unlock(&kpatch_images_lock);
}
