/* SPDX-License-Identifier: GPL-2.0-only */
/* Names and addresses out of the kernel's own symbol tables. */
#ifndef STACKCHECK_IMAGE_KALLSYMS_READ_H
#define STACKCHECK_IMAGE_KALLSYMS_READ_H

#include "stackcheck/image/linked.h"

/* Read the names and addresses of the image's own tables. */
int sc_kallsyms_read(const struct sc_image *img, struct sc_named_list *list,
		     struct sc_error *err);

#endif
