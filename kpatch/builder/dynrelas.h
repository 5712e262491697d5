/* SPDX-License-Identifier: GPL-2.0-only */
/* The tables of struct kpatch_dynrela that the glue reserves are filled in. */
#ifndef KPATCH_BUILDER_DYNRELAS_H
#define KPATCH_BUILDER_DYNRELAS_H

#include "kpatch/builder/object.h"
#include "kpatch/builder/plan.h"
#include "stackcheck/util/error.h"

/* A relocation of a linked module that is to become an entry. */
struct pb_dynrela {
	uint32_t sec; /* of the place */
	struct pb_reloc reloc; /* as it was */
	size_t ref; /* of the plan: what it refers to */
};

/*
 * Write @relas into the tables of @ko, and how many there are into its objects.
 * The order is kept. The relocations themselves are not touched. Returns 0, or -1
 * with @err: kpatch.ko does not know the type, or the kernel reads or rewrites
 * the place before kpatch.ko can write it.
 */
int pb_dynrelas_write(struct pb_object *ko, const struct pb_plan *plan,
		      const struct pb_dynrela *relas, size_t n,
		      struct sc_error *err);

#endif
