/* SPDX-License-Identifier: GPL-2.0-only */
/* zstd, one frame or several */
#ifndef STACKCHECK_IMAGE_UNPACK_ZSTD_H
#define STACKCHECK_IMAGE_UNPACK_ZSTD_H

#include "stackcheck/image/unpack.h"

/* As sc_unpack_fn of unpack.h. */
int sc_unpack_zstd(struct sc_rest *rest, struct sc_buffer *out,
		   struct sc_error *err);

#endif
