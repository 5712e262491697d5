/* SPDX-License-Identifier: GPL-2.0-only */
/* What the objects of the module share. */
#ifndef KT_OUTSIDE_H
#define KT_OUTSIDE_H

/* Counts the calls, by as much as a call is worth. */
int kt_outside_count(void);

#endif
