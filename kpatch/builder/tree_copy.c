// SPDX-License-Identifier: GPL-2.0-only
/* A folder of sources is copied. */
#include <errno.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "kpatch/builder/tree_copy.h"
#include "kpatch/file.h"
#include "stackcheck/util/affix.h"
#include "stackcheck/util/folder.h"
#include "stackcheck/util/output.h"

/* Does kbuild make it, from something else that is there? */
static bool is_made(const char *name)
{
	static const char *const ends[] = { ".o", ".a", ".ko", ".mod",
					    ".mod.c" };

	for (size_t i = 0; i < sizeof(ends) / sizeof(ends[0]); i++)
		if (sc_ends_with(name, ends[i]))
			return true;
	return !strcmp(name, "modules.order") ||
	       !strcmp(name, "Module.symvers");
}

static int copy_file(const char *from, const char *to, struct sc_error *err)
{
	size_t size;
	char *bytes = kp_read_file(from, &size, err);
	int bad = bytes ? sc_output_put(to, bytes, size, err) : -1;

	free(bytes);
	return bad;
}

static int copy_entry(FTS *walk, FTSENT *e, const char *to,
		      struct sc_error *err)
{
	switch (e->fts_info) {
	case FTS_D:
		if (e->fts_level && *e->fts_name == '.') {
			fts_set(walk, e, FTS_SKIP);
			return 0;
		}
		return kp_make_folder(to, err);
	case FTS_F:
		return *e->fts_name == '.' || is_made(e->fts_name)
			       ? 0
			       : copy_file(e->fts_path, to, err);
	case FTS_DC:
		return sc_fail(err, "%.256s: a link leads back to %.256s",
			       e->fts_path, e->fts_cycle->fts_path);
	case FTS_DNR:
	case FTS_ERR:
	case FTS_NS:
		return sc_fail(err, "%.256s: %s", e->fts_path,
			       strerror(e->fts_errno));
	default:
		return 0;
	}
}

int pb_tree_copy(const char *from, const char *to, struct sc_error *err)
{
	FTS *walk = sc_folder_open(from, FTS_LOGICAL | FTS_NOCHDIR, NULL);
	struct kp_path place;
	int bad = 0;
	FTSENT *e;

	if (!walk)
		return sc_fail(err, "%.256s: %s", from, strerror(errno));
	while (!bad && (e = fts_read(walk)))
		bad = kp_path(&place, err, "%s%s", to,
			      e->fts_path + strlen(from)) ||
		      copy_entry(walk, e, place.s, err);
	fts_close(walk);
	return bad ? -1 : 0;
}
