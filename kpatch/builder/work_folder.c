// SPDX-License-Identifier: GPL-2.0-only
/* The folder that a build works in. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "kpatch/builder/work_folder.h"

int pb_work_make(const char *keep, struct kp_path *work, struct sc_error *err)
{
	const char *tmp = getenv("TMPDIR");
	struct kp_path path;

	if (keep) {
		if (kp_make_folder(keep, err) ||
		    kp_path(&path, err, "%s", keep))
			return -1;
	} else if (kp_path(&path, err, "%s/kpatch-build.XXXXXX",
			   tmp ? tmp : "/tmp")) {
		return -1;
	} else if (!mkdtemp(path.s)) {
		return sc_fail(err, "%.300s: %s", path.s, strerror(errno));
	}
	if (realpath(path.s, work->s))
		return 0;
	return sc_fail(err, "%.300s: %s", path.s, strerror(errno));
}
