// SPDX-License-Identifier: GPL-2.0-only
/*
 * A copy of an object with sections replaced. Sections are laid out anew in
 * the order they have in the file, then the new ones, then the headers. What
 * follows the sections of a signed module is left out: the signature of the
 * original would not fit the copy.
 */
#include <stdio.h>
#include <stdlib.h>

#include "stackcheck/elf_writer/elf_edit.h"
#include "stackcheck/elf_writer/elf_plan.h"
#include "stackcheck/elf_writer/elf_write.h"
#include "stackcheck/image/image.h"
#include "stackcheck/util/output.h"

/* Section contents are aligned in the file for whoever maps it. */
#define MAX_ALIGN 4096

struct place {
	uint64_t offset; /* in the original; new sections after all others */
	size_t sec;
};

static int by_offset(const void *a, const void *b)
{
	const struct place *x = a, *y = b;

	if (x->offset != y->offset)
		return x->offset < y->offset ? -1 : 1;
	return x->sec < y->sec ? -1 : x->sec > y->sec;
}

static uint64_t align_up(uint64_t at, uint64_t align)
{
	if (align & (align - 1) || align > MAX_ALIGN)
		align = MAX_ALIGN;
	return align ? (at + align - 1) & -align : at;
}

/*
 * Give each section its offset, and list them by it in *@order_ret, which the
 * caller frees. Returns where the headers go, 0 when memory ran out.
 */
static uint64_t lay_out(const struct sc_image *img, struct sc_plan *plan,
			struct place **order_ret)
{
	struct place *order = calloc(plan->nsecs, sizeof(*order));
	uint64_t at = sizeof(Elf64_Ehdr);
	size_t i;

	*order_ret = order;
	if (!order)
		return 0;
	for (i = 0; i < plan->nsecs; i++) {
		order[i].sec = i;
		order[i].offset = i < img->nsecs ? plan->secs[i].sh.sh_offset
						 : UINT64_MAX;
	}
	qsort(order, plan->nsecs, sizeof(*order), by_offset);
	for (i = 0; i < plan->nsecs; i++) {
		struct sc_plan_section *sec = &plan->secs[order[i].sec];

		if (!order[i].sec)
			continue;
		if (sec->data)
			at = align_up(at, sec->sh.sh_addralign);
		sec->sh.sh_offset = at;
		if (sec->data)
			at += sec->sh.sh_size;
	}
	return align_up(at, 8);
}

/* Write without seeking, as a pipe wants it; *@at is where the file is. */
static void put_bytes(FILE *out, uint64_t *at, const void *data, uint64_t size)
{
	*at += fwrite(data, 1, size, out);
}

static void pad_to(FILE *out, uint64_t *at, uint64_t to)
{
	static const char zeros[MAX_ALIGN];

	if (*at < to)
		put_bytes(out, at, zeros, to - *at);
}

static Elf64_Ehdr make_header(const struct sc_image *img, struct sc_plan *plan,
			      uint64_t at)
{
	Elf64_Ehdr eh = img->priv->ehdr;

	eh.e_shoff = at;
	eh.e_phoff = 0;
	eh.e_phnum = 0;
	/* A count that does not fit goes to the first section header. */
	eh.e_shnum = plan->nsecs < SHN_LORESERVE ? plan->nsecs : 0;
	plan->secs[0].sh.sh_size = eh.e_shnum ? 0 : plan->nsecs;
	return eh;
}

/* -1 when memory ran out; failed writes are the output's to tell. */
static int write_all(const struct sc_image *img, struct sc_plan *plan,
		     FILE *out)
{
	struct place *order;
	uint64_t headers = lay_out(img, plan, &order), at = 0;
	Elf64_Ehdr eh = make_header(img, plan, headers);

	if (!headers) {
		free(order);
		return -1;
	}
	put_bytes(out, &at, &eh, sizeof(eh));
	for (size_t i = 0; i < plan->nsecs; i++) {
		const struct sc_plan_section *sec = &plan->secs[order[i].sec];

		if (!order[i].sec || !sec->data)
			continue;
		pad_to(out, &at, sec->sh.sh_offset);
		put_bytes(out, &at, sec->data, sec->sh.sh_size);
	}
	free(order);
	pad_to(out, &at, headers);
	for (size_t i = 0; i < plan->nsecs; i++)
		put_bytes(out, &at, &plan->secs[i].sh, sizeof(Elf64_Shdr));
	return 0;
}

static int write_file(const struct sc_image *img, struct sc_plan *plan,
		      const char *path, struct sc_error *err)
{
	struct sc_output out;

	if (sc_output_open(&out, path, err))
		return -1;
	out.transient = img->transient;
	if (!write_all(img, plan, out.file))
		return sc_output_commit(&out, err);
	sc_output_discard(&out);
	return sc_image_fail(img, err, "out of memory");
}

int sc_edit_write(struct sc_edit *edit, const char *out_path,
		  struct sc_error *err)
{
	struct sc_plan plan = { 0 };
	int ret;

	if (edit->img->linked)
		return sc_image_fail(
			edit->img, err,
			"a linked image cannot be changed; write a separate file for it");
	ret = sc_plan_make(edit, &plan, err);
	if (!ret)
		ret = write_file(edit->img, &plan, out_path, err);
	sc_plan_free(&plan);
	return ret;
}

int sc_image_write_copy(struct sc_image *img, const char *out_path,
			const struct sc_new_section *secs, size_t nsecs,
			struct sc_error *err)
{
	/* what a plan reads of an edit, and nothing to be freed */
	struct sc_edit edit = {
		.img = img,
		.secs = (struct sc_new_section *)secs,
		.nsecs = nsecs,
	};

	return sc_edit_write(&edit, out_path, err);
}
