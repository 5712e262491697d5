/* SPDX-License-Identifier: GPL-2.0-only */
/* "#pragma pack", which says how the fields of the types behind it are packed. */
#ifndef KPATCH_BUILDER_C_PACK_H
#define KPATCH_BUILDER_C_PACK_H

#include <stddef.h>

#include "kpatch/builder/c_token.h"

/* More than that are not pushed at a time. */
#define PB_PACKS_MOST 16

/* What is in force at one place of a preprocessed source. All zeros: nothing. */
struct pb_c_pack {
	struct pb_c_token now[PB_PACKS_MOST]; /* the number, or a length of 0 */
	size_t depth; /* of pushes */
};

/*
 * Read the lines of the preprocessor between @at and @end, as gcc does: "pack(N)",
 * "pack()", "pack(push)", "pack(push, N)" and "pack(pop)". 0, or -1: a line is none
 * of these.
 */
int pb_c_pack_read(struct pb_c_pack *pack, const char *at, const char *end);

/* The number in force, which points into the source; a length of 0: none. */
struct pb_c_token pb_c_pack_now(const struct pb_c_pack *pack);

#endif
