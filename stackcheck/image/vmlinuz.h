/* SPDX-License-Identifier: GPL-2.0-only */
/* The kernel inside a boot image. */
#ifndef STACKCHECK_IMAGE_VMLINUZ_H
#define STACKCHECK_IMAGE_VMLINUZ_H

#include "stackcheck/image/unpack.h"

/* The lz4 legacy format, in which the kernel packs itself. */
int sc_unpack_lz4(const uint8_t *bytes, size_t size, struct sc_buffer *out,
		  struct sc_error *err);

/* Whether this is a bzImage or another boot image with a kernel inside. */
bool sc_is_boot_image(const uint8_t *bytes, size_t size);

/* Unpack the kernel inside a boot image; as sc_unpack() otherwise. */
int sc_unpack_boot_image(const uint8_t *bytes, size_t size, uint8_t **data_ret,
			 size_t *size_ret, struct sc_error *err);

#endif
