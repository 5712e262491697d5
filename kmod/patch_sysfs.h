/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * patch_sysfs.h - the memory of a patch, and its directory in sysfs
 */
#ifndef KPATCH_PATCH_SYSFS_H
#define KPATCH_PATCH_SYSFS_H

struct kpatch_module;
struct kpatch_patch;

struct kpatch_patch *kpatch_patch_create(struct kpatch_module *kpmod);
int kpatch_patch_show(struct kpatch_patch *patch);
/* What has a name already that @kpmod wants in sysfs; NULL: nothing. */
const char *kpatch_name_taken(const struct kpatch_module *kpmod);
void kpatch_patch_destroy(struct kpatch_patch *patch);

#endif /* KPATCH_PATCH_SYSFS_H */
