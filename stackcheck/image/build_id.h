/* SPDX-License-Identifier: GPL-2.0-only */
/* The build-id note, by which a trust table finds its image. */
#ifndef STACKCHECK_IMAGE_BUILD_ID_H
#define STACKCHECK_IMAGE_BUILD_ID_H

#include "stackcheck/image/image_priv.h"

void sc_build_id_find(struct sc_image *img);

#endif
