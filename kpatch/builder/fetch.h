/* SPDX-License-Identifier: GPL-2.0-only */
/* From a package that was found to its file. */
#ifndef KPATCH_BUILDER_FETCH_H
#define KPATCH_BUILDER_FETCH_H

#include "kpatch/builder/cache.h"
#include "kpatch/builder/packages.h"

/*
 * Put the file of @package, which is not installed, into @to, checked. What is
 * downloaded stays in the cache's folder packages/, too. 0, or -1 with @err.
 */
int pb_package_fetch(const struct pb_package *package,
		     const struct pb_cache *cache, const char *to,
		     struct kp_path *file_ret, struct sc_error *err);

/* Remove it from the cache's folder packages/, where it need not be. */
void pb_package_forget(const struct pb_package *package,
		       const struct pb_cache *cache);

#endif
