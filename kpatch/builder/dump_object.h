/* SPDX-License-Identifier: GPL-2.0-only */
/* What the stages emit, link and post-link have made: see dump.h. */
#ifndef KPATCH_BUILDER_DUMP_OBJECT_H
#define KPATCH_BUILDER_DUMP_OBJECT_H

#include "kpatch/builder/object.h"
#include "stackcheck/util/error.h"

/* STAGE.txt: sections, symbols and relocations of an object. */
int pb_dump_object(const char *folder, const char *stage,
		   const struct pb_object *obj, struct sc_error *err);
/* The same of the one in the file @path. */
int pb_dump_module(const char *folder, const char *stage, const char *path,
		   struct sc_error *err);

#endif
