/* SPDX-License-Identifier: GPL-2.0-only */
/* What is behind the last byte that the ELF headers account for. */
#ifndef STACKCHECK_IMAGE_TAIL_H
#define STACKCHECK_IMAGE_TAIL_H

#include "stackcheck/image/image_priv.h"

/* Sets has_signature; -1 with @err if anything else follows the ELF file. */
int sc_tail_check(struct sc_image *img, struct sc_error *err);

#endif
