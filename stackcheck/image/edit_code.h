/* SPDX-License-Identifier: GPL-2.0-only */
/* Other instructions in an object, before anything is made of it. */
#ifndef STACKCHECK_IMAGE_EDIT_CODE_H
#define STACKCHECK_IMAGE_EDIT_CODE_H

#include "stackcheck/image/image.h"

/*
 * Put @len bytes over the code at @off of section @sec, and take away the
 * relocations of these bytes. The image has them from then on, and so have its
 * copies; the file that it was read from does not change. Returns 0, or -1 with
 * @err filled.
 */
int sc_image_edit_code(struct sc_image *img, uint32_t sec, uint64_t off,
		       const uint8_t *bytes, size_t len, struct sc_error *err);

#endif
