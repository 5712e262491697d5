/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * From diffs to a patch module. The stages run in this order:
 *	changes	the diffs are applied, in memory
 *	users	the objects that include a changed header, and use what changes
 *	compile	each object that changes: as it is, and as it will be
 *	match	the kernel has the code that the source gives
 *	select	which functions differ, and what they need
 *	emit	the objects of the patch
 *	link	the module, by the kernel's own kbuild
 *	verify	the module is read again
 */
#ifndef KPATCH_BUILDER_BUILD_H
#define KPATCH_BUILDER_BUILD_H

#include "kpatch/builder/compiler.h"
#include "kpatch/builder/kernel.h"
#include "kpatch/builder/plan.h"
#include "kpatch/builder/progress.h"

/* What to build. All belongs to the caller. */
struct pb_request {
	const struct pb_kernel *kernel;
	const struct pb_compiler *compiler;
	char *const *patches; /* paths of diffs, to be applied in this order */
	size_t npatches;
	enum pb_plan_format format;
	unsigned int fuzz; /* lines of context that need not fit, 0 to 2 */
	/* An out-of-tree module and the folder of its source, which the diffs
	 * change; or both NULL: they change the kernel's source. */
	const char *module, *module_source;
	size_t most_objects; /* that changes of headers may lead to */
	/* Types whose layout may change, as "struct a,union b"; or NULL. The user
	 * knows that no object of them lives on beside the patch. */
	const char *changed_types;
	const char *name; /* of the module; NULL: from the first diff */
	const char *output; /* folder for the module; it exists */
	const char *symvers; /* kpatch.ko or a Module.symvers; or NULL */
	/* Folder to work in and to leave, with dumps; NULL: a temporary one. */
	const char *keep;
	unsigned int jobs; /* compilers that may run at a time; at least 1 */
	const struct pb_progress *progress; /* or NULL */
};

/* What was built. pb_result_free() frees it. */
struct pb_result {
	char *path; /* of the module; NULL: the diffs change no code */
	struct pb_plan *plan;
	char **warnings; /* what was left out, and why */
	size_t nwarnings;
};

/* Build it. 0, or -1 with @err and nothing to free. */
int pb_build(const struct pb_request *request, struct pb_result *result,
	     struct sc_error *err);
void pb_result_free(struct pb_result *result);

#endif
