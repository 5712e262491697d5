/* SPDX-License-Identifier: GPL-2.0-only */
/* What of two images is compared, each in a file of its own. */
#ifndef TESTS_OBJTOOL_COMPARE_H
#define TESTS_OBJTOOL_COMPARE_H

#include "stackcheck/image/image.h"

/* Print that @what is equal, with @n entries. */
void tell(const char *what, size_t n);

/* Print how @what differs. compare ends with 1 then. */
void tell_differs(const char *what, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

/* Where a relocation leads, into @buf: a name, or a section and an offset. */
void words_of(const struct sc_image *img, const struct sc_reloc *r, char *buf,
	      size_t size);

/* Do both lead to the same? Print them if not. */
bool same_reloc(const struct sc_image *a, const struct sc_reloc *ra,
		const struct sc_image *b, const struct sc_reloc *rb);

/* Compare the table @name; @any_order: its entries may stand in any. */
void compare_table(const struct sc_image *a, const struct sc_image *b,
		   const char *name, bool any_order);

/*
 * Compare what ORC says at each place where one of them begins an entry.
 * @in_a: for each section of @b the one of @a.
 */
void compare_orc(const struct sc_image *a, const struct sc_image *b,
		 const uint32_t *in_a);

#endif
