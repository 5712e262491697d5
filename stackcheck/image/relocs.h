/* SPDX-License-Identifier: GPL-2.0-only */
/* Relocation tables. */
#ifndef STACKCHECK_IMAGE_RELOCS_H
#define STACKCHECK_IMAGE_RELOCS_H

#include "stackcheck/image/image_priv.h"

int sc_relocs_load(struct sc_image *img, struct sc_error *err);

#endif
