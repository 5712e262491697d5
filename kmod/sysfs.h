/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * sysfs.h - the files of /sys/kernel/kpatch that are about no patch alone
 */
#ifndef KPATCH_SYSFS_H
#define KPATCH_SYSFS_H

int kpatch_sysfs_init(void);
void kpatch_sysfs_exit(void);

#endif /* KPATCH_SYSFS_H */
