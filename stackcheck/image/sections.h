/* SPDX-License-Identifier: GPL-2.0-only */
/* ELF headers and section headers. */
#ifndef STACKCHECK_IMAGE_SECTIONS_H
#define STACKCHECK_IMAGE_SECTIONS_H

#include "stackcheck/image/image_priv.h"

/* The parts of loading, in their order; each relies on those before it. */
int sc_sections_load(struct sc_image *img, struct sc_error *err);

/* Whether the section holds DWARF, and so gets no relocations. */
bool sc_section_is_debug(const struct sc_section *sec);

#endif
