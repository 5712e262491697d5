// SPDX-License-Identifier: GPL-2.0-only
/* What is added to an object, gathered until it is written. */
#include <elf.h>
#include <stdlib.h>
#include <string.h>

#include "stackcheck/elf_writer/elf_edit.h"
#include "stackcheck/util/vec.h"

static int fail_memory(const struct sc_edit *edit, struct sc_error *err)
{
	return sc_image_fail(edit->img, err, "out of memory");
}

/* The symbols that sections have. */
static void find_anchors(struct sc_edit *edit)
{
	const struct sc_image *img = edit->img;

	for (uint32_t i = img->nsyms; i-- > 1;)
		if (img->syms[i].type == STT_SECTION &&
		    img->syms[i].sec < img->nsecs)
			edit->anchors[img->syms[i].sec] = i;
}

int sc_edit_begin(struct sc_edit *edit, struct sc_image *img,
		  struct sc_error *err)
{
	*edit = (struct sc_edit){ .img = img };
	edit->anchors = calloc(img->nsecs + 1, sizeof(*edit->anchors));
	if (!edit->anchors)
		return fail_memory(edit, err);
	find_anchors(edit);
	return 0;
}

void sc_edit_free(struct sc_edit *edit)
{
	for (size_t i = 0; i < edit->nsyms; i++)
		free(edit->syms[i].name);
	for (size_t i = 0; i < edit->nowned; i++)
		free(edit->owned[i]);
	free(edit->secs);
	free(edit->syms);
	free(edit->sizes);
	free(edit->anchors);
	free(edit->owned);
	memset(edit, 0, sizeof(*edit));
}

void *sc_edit_alloc(struct sc_edit *edit, size_t n, size_t size,
		    struct sc_error *err)
{
	void *ptr = calloc(n ? n : 1, size);

	if (ptr && !SC_VEC_PUSH(edit->owned, edit->nowned, ptr))
		return ptr;
	free(ptr);
	fail_memory(edit, err);
	return NULL;
}

int sc_edit_add_section(struct sc_edit *edit, const struct sc_new_section *sec,
			struct sc_error *err)
{
	return SC_VEC_PUSH(edit->secs, edit->nsecs, *sec)
		       ? fail_memory(edit, err)
		       : 0;
}

int sc_edit_add_symbol(struct sc_edit *edit, const struct sc_new_symbol *sym,
		       struct sc_error *err)
{
	if (!SC_VEC_PUSH(edit->syms, edit->nsyms, *sym))
		return 0;
	free(sym->name);
	return fail_memory(edit, err);
}

int sc_edit_resize_symbol(struct sc_edit *edit, uint32_t sym, uint64_t size,
			  struct sc_error *err)
{
	struct sc_new_size new = { .sym = sym, .size = size };

	return SC_VEC_PUSH(edit->sizes, edit->nsizes, new)
		       ? fail_memory(edit, err)
		       : 0;
}

uint32_t sc_edit_anchor(struct sc_edit *edit, uint32_t sec,
			struct sc_error *err)
{
	struct sc_new_symbol sym = { .sec = sec,
				     .type = STT_SECTION,
				     .bind = STB_LOCAL };

	if (!edit->anchors[sec]) {
		if (sc_edit_add_symbol(edit, &sym, err))
			return 0;
		edit->anchors[sec] =
			edit->img->nsyms + (uint32_t)edit->nsyms - 1;
	}
	return edit->anchors[sec];
}
