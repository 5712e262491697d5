/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * A linked module gets its references to what is not exported:
 *
 *  - Those to vmlinux become symbols of the kernel's livepatch code, and their
 *    relocations go to sections of their own. The loader resolves them before it
 *    uses any table of the module, so they work in all of them.
 *  - Those to modules become entries of tables that kpatch.ko reads. In a module
 *    for the kernel's livepatch code they are as those to vmlinux, by the name of
 *    the module. The kernel resolves them when that module is there.
 *
 * This comes after the step of kbuild, which has to know all symbols by their
 * plain names: it makes tables and the trust table from them.
 */
#ifndef KPATCH_BUILDER_POST_LINK_H
#define KPATCH_BUILDER_POST_LINK_H

#include "kpatch/builder/plan.h"
#include "stackcheck/util/error.h"

/*
 * Make @ko_out from @ko_in, which pb_link_module() made from @plan. Both may be
 * the same path. The same module gives the same bytes. Returns 0, or -1 with
 * @err, and then @ko_out is as it was.
 */
int pb_post_link(const struct pb_plan *plan, const char *ko_in,
		 const char *ko_out, struct sc_error *err);

#endif
