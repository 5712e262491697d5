/* SPDX-License-Identifier: GPL-2.0-only */
/* gzip, one member or several */
#ifndef STACKCHECK_IMAGE_UNPACK_GZIP_H
#define STACKCHECK_IMAGE_UNPACK_GZIP_H

#include "stackcheck/image/unpack.h"

/* As sc_unpack_fn of unpack.h. */
int sc_unpack_gzip(struct sc_rest *in, struct sc_buffer *out,
		   struct sc_error *err);

#endif
