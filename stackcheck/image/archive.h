/* SPDX-License-Identifier: GPL-2.0-only */
/* Archives: regular ones hold their members, thin ones only name the files. */
#ifndef STACKCHECK_IMAGE_ARCHIVE_H
#define STACKCHECK_IMAGE_ARCHIVE_H

#include "stackcheck/image/input_priv.h"

/* Add the members of an archive, or queue the archives among them. */
int sc_archive_expand(struct sc_collector *c, const struct sc_archive_ref *ref);

#endif
