/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * shadow.h - more fields for objects of the kernel's
 */
#ifndef KPATCH_SHADOW_H
#define KPATCH_SHADOW_H

void kpatch_shadow_exit(void);

#endif /* KPATCH_SHADOW_H */
