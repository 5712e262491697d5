/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Data that the compiler makes for itself, as UBSAN's descriptions of places. Its
 * labels are local, so the assembler leaves no symbol; only the section has the
 * name: ".data..Lubsan_data24".
 */
#ifndef KPATCH_BUILDER_LOCAL_DATA_H
#define KPATCH_BUILDER_LOCAL_DATA_H

#include "kpatch/builder/object.h"
#include "stackcheck/util/error.h"

/*
 * Give each such section a symbol, "ubsan_data.24": the number is only a count of
 * what the file has. 0, or -1 with @err.
 */
int pb_local_data_name(struct pb_object *obj, struct sc_error *err);

#endif
