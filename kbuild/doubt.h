/* SPDX-License-Identifier: GPL-2.0-only */
/* Other objects that rest on what is no longer so: they are made anew. */
#ifndef KBUILD_DOUBT_H
#define KBUILD_DOUBT_H

#include "kbuild/keeper.h"

/*
 * Look at every object that may rest on a name that is gone. What has
 * a table is removed, and of the others there is a finding. 0, or -1 with the
 * error filled.
 */
int kb_keeper_visit(struct kb_keeper *k);

#endif
