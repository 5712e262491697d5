/* SPDX-License-Identifier: GPL-2.0-only */
/* Symbols of a finished patch module that the loader has to find elsewhere. */
#ifndef KPATCH_BUILDER_VERIFY_SYMBOLS_H
#define KPATCH_BUILDER_VERIFY_SYMBOLS_H

#include <stdbool.h>

#include "kpatch/builder/object.h"
#include "stackcheck/util/error.h"

/* What a kernel exports. */
struct pb_exports {
	char *text; /* its Module.symvers, the caller's */
	bool versions; /* it has CONFIG_MODVERSIONS */
};

/* As pb_verify_module() tells. 0, or -1 with @err. */
int pb_verify_symbols(const struct pb_object *ko,
		      const struct pb_exports *exports, struct sc_error *err);

#endif
