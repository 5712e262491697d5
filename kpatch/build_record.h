/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * What `kpatch build` writes into the .modinfo and a note of a patch: the kernel
 * that it is for, the diffs and source files that it was made from, and the
 * functions that it replaces. See kpatch/builder/glue.h.
 */
#ifndef KPATCH_BUILD_RECORD_H
#define KPATCH_BUILD_RECORD_H

#include <jansson.h>

#include "kpatch/file.h"
#include "kpatch/sysfs.h"
#include "stackcheck/image/image.h"

struct kp_built_function {
	char *object; /* vmlinux or a module */
	char *name;
	unsigned long pos; /* among those of the name, from 1 */
	uint64_t old_addr; /* link address; in a module, offset in its section */
	uint64_t old_size; /* bytes */
};

/* Owns all it points to until kp_build_record_free(). */
struct kp_build_record {
	char *kernel; /* build-id of its vmlinux; NULL: made by other means */
	char *diff; /* hash of the diffs, "sha256:..."; or NULL */
	struct kp_names sources; /* of the kernel, "fs/readdir.c" */
	struct kp_built_function *functions;
	size_t n;
};

/*
 * Read the lines of a module. One without such lines has an empty record. 0, or -1
 * with @err when a line is not as it should be; @rec is to be freed either way.
 */
int kp_build_record_read(struct kp_build_record *rec,
			 const struct sc_image *img, struct sc_error *err);
void kp_build_record_free(struct kp_build_record *rec);

/* The entry of a function; NULL: there is none. */
const struct kp_built_function *
kp_build_record_find(const struct kp_build_record *rec, const char *object,
		     const char *name, unsigned long pos);

/*
 * The objects of the record with their functions, for kp_objects_free(). 0, or -1
 * when out of memory; then some of them may be there.
 */
int kp_build_record_objects(const struct kp_build_record *rec,
			    struct kp_object **objects_ret, size_t *n_ret);

/* The record as JSON; null if it is empty. */
json_t *kp_build_record_json(const struct kp_build_record *rec);

#endif
