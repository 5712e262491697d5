/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Which of the formats an image's kernel has, by what the image says: its
 * .orc_header, its vermagic or the kernel's banner, then by what the caller
 * knows, and else by what fits. Each choice is checked against the data.
 */
#ifndef STACKCHECK_IMAGE_FORMAT_H
#define STACKCHECK_IMAGE_FORMAT_H

#include "stackcheck/core/format.h"
#include "stackcheck/image/image.h"

/*
 * Set img->format, which is never NULL afterwards if the architecture has
 * any. Returns 0, or -1 with @err: the image says that it has a format that is
 * not known, or its tables do not fit what it says.
 */
int sc_format_find(struct sc_image *img, const struct sc_image_options *opt,
		   struct sc_error *err);

/*
 * The layout of the bug table in bytes [@off, @end) of section @sec. False: it
 * has none that is known, and *@ret is the most likely.
 */
bool sc_format_bugs(const struct sc_image *img, uint32_t sec, uint64_t off,
		    uint64_t end, struct sc_bug_layout *ret);

/* The same for the alternatives that section @sec is full of. */
bool sc_format_alternatives(const struct sc_image *img, uint32_t sec,
			    struct sc_alt_layout *ret);

#endif
