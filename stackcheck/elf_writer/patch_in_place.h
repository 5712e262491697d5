/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A linked image cannot be laid out anew, but sections of it can be given other
 * contents of the same size.
 */
#ifndef STACKCHECK_ELF_WRITER_PATCH_IN_PLACE_H
#define STACKCHECK_ELF_WRITER_PATCH_IN_PLACE_H

#include "stackcheck/image/image.h"

/*
 * Write a copy of a linked @img, unpacked, with other contents in some of its
 * sections, to @out_path as above. Returns 0, or -1 with @err filled.
 */
int sc_image_write_patched(struct sc_image *img, const char *out_path,
			   const struct sc_patch *patches, size_t n,
			   struct sc_error *err);

#endif
