/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Objects of the kernel are compiled one by one, with the commands that the
 * kernel's own kbuild gives for them. Nothing else of the kernel is built.
 */
#ifndef KPATCH_BUILDER_COMPILE_H
#define KPATCH_BUILDER_COMPILE_H

#include "kpatch/builder/compiler.h"
#include "kpatch/builder/kernel.h"
#include "kpatch/builder/outside.h"
#include "kpatch/builder/saved_command.h"
#include "kpatch/builder/shadow.h"
#include "kpatch/file.h"

/* A folder in which objects are compiled. All belongs to the caller. */
struct pb_workshop {
	const struct pb_kernel *kernel;
	const struct pb_compiler *compiler;
	const char *work; /* the folder; it exists */
	unsigned int jobs; /* compilers that may run at a time */
	const char *forms; /* of pb_kept_folder(); NULL: nothing is kept */
	const char *source; /* top of what is compiled; of a module: a copy */
	const char *changed_types; /* see build.h */
	const struct pb_outside *outside; /* NULL: the kernel's own source */
};

/* One object. pb_compiled_free() frees it. */
struct pb_compiled {
	char *name; /* "fs/readdir.o" */
	char *source; /* "fs/readdir.c" */
	/* "fs/ext4/ext4" for fs/ext4/ext4.ko; NULL: built in. Of an
	 * out-of-tree module, its name. */
	char *module;
	struct pb_saved_command command;
	struct kp_path folder; /* that the command runs in */
	struct kp_path stock, base, fixed, old, new; /* objects; see unit.h */
	struct kp_path old_text, new_text; /* the preprocessed source */
};

/*
 * Compile the object of @source ("fs/readdir.c"), which may be assembly, as the
 * kernel has it. 0, or -1 with @err and nothing to free.
 */
int pb_compile_any(const struct pb_workshop *shop, const char *source,
		   struct pb_compiled *compiled, struct sc_error *err);

/*
 * The same for a source that is to be patched: assembly is refused, too. Either
 * fails also if this kernel does not have that object.
 */
int pb_compile_stock(const struct pb_workshop *shop, const char *source,
		     struct pb_compiled *compiled, struct sc_error *err);
void pb_compiled_free(struct pb_compiled *compiled);

/* Where the command of the object is recorded, once it is compiled. 0, or -1. */
int pb_command_path(const struct pb_workshop *shop,
		    const struct pb_compiled *compiled, struct kp_path *path,
		    struct sc_error *err);

#endif
