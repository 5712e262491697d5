/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Forms of the kernel's objects without a change, kept beside the prepared
 * kernel: another build with a change of the same source need not compile them.
 *	forms-FORMAT/fs/readdir.o.stock, .old	the two objects
 *	forms-FORMAT/fs/readdir.o.command	its command, and its module
 * The kernel's source and compiler do not change, so the name of an object says
 * all. Each file appears whole, or not at all. Whoever may not write there keeps
 * nothing, and that is no error.
 */
#ifndef KPATCH_BUILDER_KEPT_FORMS_H
#define KPATCH_BUILDER_KEPT_FORMS_H

#include "kpatch/builder/compile.h"

/*
 * The folder for the forms of @kernel. -1: there is none, as its source or
 * headers were given by hand, and may change.
 */
int pb_kept_folder(const struct pb_kernel *kernel, struct kp_path *path);

/*
 * Put the stock form of @compiled at its place, and fill in its module and
 * command. False, with neither filled in: it was not kept.
 */
bool pb_kept_take_stock(const struct pb_workshop *shop,
			struct pb_compiled *compiled);
/* Keep it, unless something was generated that other forms need as well. */
void pb_kept_put_stock(const struct pb_workshop *shop,
		       const struct pb_compiled *compiled);

/* The same for the base and the old form; what was kept goes to their places. */
bool pb_kept_take_old(const struct pb_workshop *shop,
		      const struct pb_compiled *compiled);
void pb_kept_put_old(const struct pb_workshop *shop,
		     const struct pb_compiled *compiled);

#endif
