/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * The cache of prepared kernels:
 *	kernels/RELEASE-BUILDID/	a whole kernel; see kernel.h
 *	kernels/.RELEASE.new/		one that is being prepared, or was left
 *	packages/			packages that were downloaded
 *	locks/RELEASE			who holds it may prepare that release
 * Programs that are started while a lock is held hold it, too. So what was left
 * is removed only when none of them writes any more.
 */
#ifndef KPATCH_BUILDER_CACHE_H
#define KPATCH_BUILDER_CACHE_H

#include <stdint.h>

#include "kpatch/builder/progress.h"
#include "kpatch/file.h"
#include "stackcheck/util/error.h"

struct pb_cache {
	char *folder; /* absolute, without links; owned by the cache */
};

/*
 * Open the cache in @folder, and make it if it is not there. NULL: $KPATCH_CACHE,
 * else /var/cache/kpatch for root, else $XDG_CACHE_HOME/kpatch, else
 * ~/.cache/kpatch. A folder of another user is refused, and so is one that others
 * can write to. 0, or -1 with @err and nothing to close.
 */
int pb_cache_open(struct pb_cache *cache, const char *folder,
		  struct sc_error *err);
void pb_cache_close(struct pb_cache *cache);

/*
 * Lock @release. If somebody else holds the lock, tell @progress, and wait.
 * Returns a descriptor that holds the lock until it is closed; -1 with @err.
 */
int pb_cache_lock(const struct pb_cache *cache, const char *release,
		  const struct pb_progress *progress, struct sc_error *err);

/*
 * With the lock held: an empty folder to prepare @release in. What was left
 * there is removed. 0, or -1 with @err.
 */
int pb_cache_begin(const struct pb_cache *cache, const char *release,
		   struct kp_path *folder_ret, struct sc_error *err);

/*
 * With the lock held: write that folder to disk and make it kernels/@name, at one
 * moment. One of that name that was there is replaced. 0, or -1 with @err.
 */
int pb_cache_commit(const struct pb_cache *cache, const char *release,
		    const char *name, struct sc_error *err);

/* With the lock held: remove the folder of pb_cache_begin(). */
void pb_cache_discard(const struct pb_cache *cache, const char *release);

/* Remove what was left of other releases, if nobody holds their lock. */
void pb_cache_sweep(const struct pb_cache *cache);

/* -1 with @err if the disk has less than @bytes left. */
int pb_cache_room(const struct pb_cache *cache, uint64_t bytes,
		  struct sc_error *err);

#endif
