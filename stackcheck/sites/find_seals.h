/* SPDX-License-Identifier: GPL-2.0-only */
/* Landings of functions that nothing jumps to. */
#ifndef STACKCHECK_SITES_FIND_SEALS_H
#define STACKCHECK_SITES_FIND_SEALS_H

#include "stackcheck/sites/sites.h"

/*
 * Fill the table of functions that begin with a landing and whose address
 * nothing takes: the kernel takes these landings away. The object must be
 * linked: what other objects of the module take does not show in it. 0, or -1
 * when out of memory.
 */
int sc_seals_find(const struct sc_object *obj, struct sc_sites *sites);

#endif
