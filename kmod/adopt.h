/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * adopt.h - patches in the format of the kernel's own livepatch code, enabled by
 * kpatch.ko in its place
 */
#ifndef KPATCH_ADOPT_H
#define KPATCH_ADOPT_H

#include <linux/types.h>

struct module;

#ifdef CONFIG_LIVEPATCH
/* The file adopt in sysfs. After kpatch_sysfs_init(), before kpatch_sysfs_exit(). */
int kpatch_adopt_init(void);
void kpatch_adopt_exit(void);
/* @mod is about to be freed, and its patch is not registered any more. */
void kpatch_adopt_forget(const struct module *mod);
#else
static inline int kpatch_adopt_init(void)
{
	return 0;
}

static inline void kpatch_adopt_exit(void)
{
}

static inline void kpatch_adopt_forget(const struct module *mod)
{
}
#endif

#endif /* KPATCH_ADOPT_H */
