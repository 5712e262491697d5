/* SPDX-License-Identifier: GPL-2.0-only */
/* The ELF symbol table, with every symbol placed in a section or in none. */
#ifndef STACKCHECK_IMAGE_SYMBOLS_H
#define STACKCHECK_IMAGE_SYMBOLS_H

#include "stackcheck/image/image_priv.h"

int sc_symbols_load(struct sc_image *img, const struct sc_image_options *opt,
		    struct sc_error *err);

#endif
