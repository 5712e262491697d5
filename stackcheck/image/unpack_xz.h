/* SPDX-License-Identifier: GPL-2.0-only */
/* xz, one stream or several */
#ifndef STACKCHECK_IMAGE_UNPACK_XZ_H
#define STACKCHECK_IMAGE_UNPACK_XZ_H

#include "stackcheck/image/unpack.h"

/* As sc_unpack_fn of unpack.h. */
int sc_unpack_xz(struct sc_rest *in, struct sc_buffer *out,
		 struct sc_error *err);

#endif
