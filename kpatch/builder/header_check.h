/* SPDX-License-Identifier: GPL-2.0-only */
/* What a change of a header must leave as it is. */
#ifndef KPATCH_BUILDER_HEADER_CHECK_H
#define KPATCH_BUILDER_HEADER_CHECK_H

#include "kpatch/builder/header_users.h"

/* -1 with @err if a type that the C source @source defines gets another layout. */
int pb_header_check_types(const struct pb_header_job *job, const char *source,
			  struct sc_error *err);

/* -1 with @err if the assembly @source gets other code. */
int pb_header_check_assembly(const struct pb_header_job *job,
			     const char *source, struct sc_error *err);

#endif
