/* SPDX-License-Identifier: GPL-2.0-only */
/* Does a format fit what lies in an image's tables? */
#ifndef STACKCHECK_IMAGE_FORMAT_FIT_H
#define STACKCHECK_IMAGE_FORMAT_FIT_H

#include "stackcheck/core/arch.h"
#include "stackcheck/image/image.h"

#define SC_ORC_ENTRY 6 /* bytes of an ORC entry, in all formats */

/* Entries that make sense, of those that can tell. */
struct sc_fit {
	size_t good, all;
};

/* Good enough: a damaged entry is the table's fault, and not the format's. */
static inline bool sc_fit_is_good(struct sc_fit fit)
{
	return fit.good * 4 >= fit.all * 3;
}

/* Rows that count from where the stack leads; @rows may be NULL. */
struct sc_fit sc_fit_orc(const struct sc_section *rows,
			 const struct sc_format *f);
/* Hints that do. */
struct sc_fit sc_fit_hints(const struct sc_image *img,
			   const struct sc_format *f);
/* Entries of a bug table that lie on a trap. */
struct sc_fit sc_fit_bugs(const struct sc_image *img, uint32_t sec,
			  uint64_t off, uint64_t end,
			  const struct sc_bug_layout *l);
/* Alternatives that lie on code. */
struct sc_fit sc_fit_alternatives(const struct sc_image *img, uint32_t sec,
				  const struct sc_alt_layout *l);

/*
 * What the self-relative field of 4 bytes at @off of section @sec points to,
 * as a place in a section. False: to none, or, in an object, no relocation is
 * there.
 */
bool sc_image_field(const struct sc_image *img, uint32_t sec, uint64_t off,
		    uint32_t *sec_ret, uint64_t *off_ret);

#endif
