/* SPDX-License-Identifier: GPL-2.0-only */
/* What the files of a build share. */
#ifndef KPATCH_BUILDER_BUILD_PRIV_H
#define KPATCH_BUILDER_BUILD_PRIV_H

#include "kpatch/builder/build.h"
#include "kpatch/builder/changes.h"
#include "kpatch/builder/compile.h"
#include "kpatch/builder/outside.h"
#include "kpatch/builder/unit_build.h"

/* One build in progress. */
struct pb_build {
	const struct pb_request *req;
	struct pb_workshop shop;
	struct kp_path forms;
	struct pb_outside outside; /* if the request has one */
	struct pb_changes changes;
	struct pb_shadow shadow;
	struct pb_kernel_side kernel;
	struct pb_words sources; /* whose objects may change */
	struct pb_result *result;
	struct sc_error *err;
};

#endif
