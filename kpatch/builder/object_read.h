/* SPDX-License-Identifier: GPL-2.0-only */
/* From the bytes of a relocatable object to its form in memory. */
#ifndef KPATCH_BUILDER_OBJECT_READ_H
#define KPATCH_BUILDER_OBJECT_READ_H

#include "kpatch/builder/object.h"
#include "stackcheck/util/error.h"

/*
 * Read a relocatable x86-64 object. Every index and offset is checked. Groups
 * of sections are left out. Returns NULL with @err filled. The caller frees the
 * object with pb_object_free().
 */
struct pb_object *pb_object_read(const char *path, struct sc_error *err);
/* The same of @size bytes in memory, aligned to 8; @path is for messages. */
struct pb_object *pb_object_parse(const char *path, const uint8_t *bytes,
				  size_t size, struct sc_error *err);

#endif
