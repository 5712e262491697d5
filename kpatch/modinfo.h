/* SPDX-License-Identifier: GPL-2.0-only */
/* Lines of a module's .modinfo. */
#ifndef KPATCH_MODINFO_H
#define KPATCH_MODINFO_H

#include <stddef.h>
#include <stdint.h>

#include "stackcheck/image/image.h"

/*
 * What follows the next @start in .modinfo, from *@at on, which is 0 at first; its
 * length is in *@len_ret. It is the image's. NULL: no more lines begin so.
 */
const char *kp_modinfo_next(const struct sc_image *img, const char *start,
			    uint64_t *at, size_t *len_ret);

/* The value of the first "KEY="; new string, NULL when there is none. */
char *kp_modinfo_value(const struct sc_image *img, const char *key);

#endif
