/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The C file of a patch module: the tables of kpatch.h, or those of the kernel's
 * livepatch code, by the plan's format; and lines of .modinfo that say what the module is for. What is in it besides the names of the plan:
 *
 *   kpatch_build_id=HEX     build-id of the vmlinux that it is for
 *   kpatch_diff=sha256:HEX  the diffs that it was made from
 *   kpatch_func=OBJECT:NAME,SYMPOS,0xADDRESS,SIZE  one for each function.
 *       OBJECT is vmlinux or a module. The address is the link address, or in
 *       a module the offset in the section. The size is in bytes, decimal.
 *
 * A note has the source files that change: see kpatch/sources.h.
 */
#ifndef KPATCH_BUILDER_GLUE_H
#define KPATCH_BUILDER_GLUE_H

#include "kpatch/builder/plan.h"
#include "stackcheck/util/error.h"

/* Symbols of the glue with tables of kpatch.h that post-link looks for. A number follows the first two:
 * of the target as pb_plan_targets() counts, and of the reference. */
#define PB_GLUE_RELAS "kpatch_glue_relas_"
#define PB_GLUE_NAME "kpatch_glue_name_"
#define PB_GLUE_OBJECTS "kpatch_glue_objects"

/* The structures of kpatch.h that post-link writes to; the glue asserts them. */
enum {
	PB_DYNRELA_SIZE = 56,
	PB_DYNRELA_DEST = 0,
	PB_DYNRELA_TYPE = 16,
	PB_DYNRELA_SYMPOS = 24,
	PB_DYNRELA_NAME = 32,
	PB_DYNRELA_ADDEND = 40,
	PB_OBJECT_SIZE = 88,
	PB_OBJECT_NR_DYNRELAS = 32,
};

/*
 * Write the file to @path. The plan's objects are read for the number of places
 * that refer to modules. 0, or -1 with @err filled.
 */
int pb_glue_write(const struct pb_plan *plan, const char *path,
		  struct sc_error *err);

#endif
