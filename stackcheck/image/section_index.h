/* SPDX-License-Identifier: GPL-2.0-only */
/* Overlap checks over sorted section ranges, and the searches they allow. */
#ifndef STACKCHECK_IMAGE_SECTION_INDEX_H
#define STACKCHECK_IMAGE_SECTION_INDEX_H

#include "stackcheck/image/image.h"
#include "stackcheck/image/image_priv.h"

/* First section of that name, or NULL. */
const struct sc_section *sc_image_section(const struct sc_image *img,
					  const char *name);

/*
 * The relocation of @sec with off <= its field < off + len, or NULL; the
 * first one if several. Binary search.
 */
const struct sc_reloc *sc_section_reloc(const struct sc_section *sec,
					uint64_t off, uint64_t len);

/*
 * Linked images: the index of the section that holds @addr, 0 if none; the
 * offset in it goes to *@off_ret. Binary search.
 */
uint32_t sc_image_find_addr(const struct sc_image *img, uint64_t addr,
			    uint64_t *off_ret);

int sc_sections_index(struct sc_image *img, struct sc_error *err);

#endif
