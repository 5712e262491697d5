/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef STACKCHECK_ORC_ORDER_H
#define STACKCHECK_ORC_ORDER_H

#include <stddef.h>

#include "stackcheck/image/orc_table.h"

/*
 * Sort *@list, which was allocated, of @n entries; another may take its place.
 * Of entries for one place, those that say something come first. 0, or -1 when
 * out of memory; then nothing has changed.
 */
int sc_orc_sort(struct sc_orc_entry **list, size_t n);

#endif
