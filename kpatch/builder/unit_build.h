/* SPDX-License-Identifier: GPL-2.0-only */
/* From one changed source to an object of the patch. */
#ifndef KPATCH_BUILDER_UNIT_BUILD_H
#define KPATCH_BUILDER_UNIT_BUILD_H

#include "kpatch/builder/build.h"
#include "kpatch/builder/compile.h"
#include "kpatch/builder/cross.h"
#include "kpatch/builder/exports.h"
#include "kpatch/builder/target.h"

/* What of the kernel's packages the units are compared with. */
struct pb_kernel_side {
	struct pb_target *vmlinux;
	struct pb_target **modules; /* those that were needed so far */
	size_t nmodules;
	struct pb_exports *exports;
};

/* 0, or -1 with @err; pb_kernel_side_close() is needed in both cases. */
int pb_kernel_side_open(const struct pb_kernel *kernel,
			struct pb_kernel_side *side, struct sc_error *err);
void pb_kernel_side_close(struct pb_kernel_side *side);

/* The module in the file @path, called @name, is one of them. 0, or -1 with @err. */
int pb_kernel_side_add(struct pb_kernel_side *side, const char *path,
		       const char *name, struct sc_error *err);

/*
 * What of @kernel the object @compiled is part of: vmlinux or a module. It stays
 * @side's. NULL with @err filled.
 */
const struct pb_target *pb_kernel_side_find(struct pb_kernel_side *side,
					    const struct pb_kernel *kernel,
					    const struct pb_compiled *compiled,
					    struct sc_error *err);

/* What all units of a build share. */
struct pb_unit_job {
	const struct pb_workshop *shop;
	const struct pb_shadow *shadow;
	struct pb_kernel_side *kernel;
	struct pb_cross *cross; /* grows with each unit that is compiled */
	const char *dump; /* folder for dumps; NULL: none are wanted */
	struct pb_result *result; /* its plan and warnings grow */
};

/*
 * Compile @source, as "fs/readdir.c", in all forms. *@same_ret: the change does not
 * reach it, and there are no other forms than the first. 0, or -1 with @err and
 * nothing to free; else pb_compiled_free() frees @compiled.
 */
int pb_unit_compile(const struct pb_unit_job *job, const char *source,
		    struct pb_compiled *compiled, bool *same_ret,
		    struct sc_error *err);

/*
 * Add what changes to the plan of the result, once all units are compiled. Nothing
 * is added if no code changes. 0, or -1 with @err.
 */
int pb_unit_build(const struct pb_unit_job *job,
		  const struct pb_compiled *compiled, struct sc_error *err);

#endif
