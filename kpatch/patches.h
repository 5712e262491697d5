/* SPDX-License-Identifier: GPL-2.0-only */
/* The patches that are loaded, read from their folders. */
#ifndef KPATCH_PATCHES_H
#define KPATCH_PATCHES_H

#include "kpatch/sysfs.h"

/* All patches of both engines. 0, or -1 with @err. */
int kp_patches_read(const struct kp_ctx *ctx, struct kp_patches *patches,
		    struct sc_error *err);
void kp_patches_free(struct kp_patches *patches);

/* That of the name, or NULL. */
const struct kp_patch *kp_patches_find(const struct kp_patches *patches,
				       const char *name);

/* What a patch, or a file of one, changes; with all that it owns. */
void kp_objects_free(struct kp_object *objects, size_t n);

/* As in the schema, "objects" and "patch". New references. */
json_t *kp_objects_json(const struct kp_object *objects, size_t n);
json_t *kp_patch_json(const struct kp_patch *patch);

#endif
