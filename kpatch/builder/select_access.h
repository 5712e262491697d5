/* SPDX-License-Identifier: GPL-2.0-only */
/* Which side has what a function of the patch refers to. */
#ifndef KPATCH_BUILDER_SELECT_ACCESS_H
#define KPATCH_BUILDER_SELECT_ACCESS_H

#include "kpatch/builder/select.h"

/*
 * How the patch gets at an item that one of its functions refers to.
 */
enum pb_access {
	PB_ACCESS_OWN, /* the patch has it */
	PB_ACCESS_KERNEL, /* the kernel's: *@sym_ret names it */
};

/*
 * Of an item that is referred to. Returns -1 with @err filled if there is no
 * way to it.
 */
int pb_select_access(const struct pb_unit *unit,
		     const struct pb_selection *selection, uint32_t item,
		     enum pb_access *access_ret,
		     struct pb_kernel_symbol *sym_ret, struct sc_error *err);

#endif
