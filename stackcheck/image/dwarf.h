/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Source positions and no-return declarations from DWARF. Nothing is opened
 * before the first question.
 */
#ifndef STACKCHECK_IMAGE_DWARF_H
#define STACKCHECK_IMAGE_DWARF_H

#include "stackcheck/image/image.h"

/*
 * Source position of a byte of section @sec, from DWARF. Returns false when
 * the image does not say. @file_ret lives as long as the image. Thread-safe.
 */
bool sc_image_line(struct sc_image *img, uint32_t sec, uint64_t off,
		   const char **file_ret, int *line_ret);

/*
 * Calls @fn with each function name that DWARF declares not to return
 * (DW_AT_noreturn), whether defined here or only declared. Returns 0, or -1
 * when memory ran out, and then names may be missing.
 */
int sc_image_dwarf_noreturn(struct sc_image *img,
			    void (*fn)(void *ctx, const char *name), void *ctx);

#endif
