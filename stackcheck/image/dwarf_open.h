/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Opening the DWARF of an image. libdwfl relocates that of objects that are not
 * linked, and writes to its input to do so: it gets a copy of the bytes, never
 * ours.
 */
#ifndef STACKCHECK_IMAGE_DWARF_OPEN_H
#define STACKCHECK_IMAGE_DWARF_OPEN_H

#include "stackcheck/image/dwarf_priv.h"
#include "stackcheck/image/image_priv.h"

/* Nothing opened yet; NULL when memory ran out. */
struct sc_dwarf *sc_dwarf_new(void);
/* Open the image's DWARF; dwarf->dw stays NULL when it cannot be read. */
void sc_dwarf_open(struct sc_image *img, struct sc_dwarf *dwarf);

/* Close the DWARF readers; NULL is fine. */
void sc_dwarf_free(struct sc_dwarf *dwarf);

#endif
