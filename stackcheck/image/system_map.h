/* SPDX-License-Identifier: GPL-2.0-only */
/* System.map and /proc/kallsyms: lines of address, letter and name. */
#ifndef STACKCHECK_IMAGE_SYSTEM_MAP_H
#define STACKCHECK_IMAGE_SYSTEM_MAP_H

#include "stackcheck/image/linked.h"

/* Read a System.map or a copy of /proc/kallsyms. */
int sc_symfile_read(const struct sc_image *img, const char *file,
		    struct sc_named_list *list, struct sc_error *err);

#endif
