/* SPDX-License-Identifier: GPL-2.0-only */
/* Finding the kernel's own symbol tables in its read-only data. */
#ifndef STACKCHECK_IMAGE_KALLSYMS_H
#define STACKCHECK_IMAGE_KALLSYMS_H

#include "stackcheck/image/linked.h"

/*
 * Search @sec for the tables of names. *@steps, which the search counts down,
 * bounds the walks over what might be names, so that no data makes it endless.
 */
bool sc_kallsyms_find(const struct sc_section *sec, struct sc_kallsyms *ks,
		      size_t *steps);

/* The length at *@pos, which moves past it; 0 when it is damaged. */
size_t sc_kallsyms_len(const struct sc_kallsyms *ks, size_t *pos, size_t end);

#endif
