/* SPDX-License-Identifier: GPL-2.0-only */
/* The sections that variables of a patch lie in. */
#ifndef KPATCH_BUILDER_EMIT_SECTION_H
#define KPATCH_BUILDER_EMIT_SECTION_H

#include "kpatch/builder/emit_priv.h"

/*
 * The name of the patch's section for a variable of section @from. The kernel's
 * loader knows one section of variables for each CPU, and the object of a built-in
 * file has several. NULL with the error filled: the section means something that
 * a module cannot have.
 */
const char *pb_emit_data_section(const struct pb_emitter *e, uint32_t item,
				 const struct pb_section *from);

#endif
