// SPDX-License-Identifier: GPL-2.0-only
/* The source of an out-of-tree module. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "kpatch/builder/kbuild_path.h"
#include "kpatch/builder/outside.h"
#include "kpatch/builder/tree_copy.h"
#include "kpatch/patch_file.h"

static int check_release(const struct kp_file *file, const char *release,
			 struct sc_error *err)
{
	if (!strcmp(file->release, release))
		return 0;
	return sc_fail(err,
		       "%.256s: it was built for kernel %.100s, not for %.100s",
		       file->path, file->release, release);
}

static int read_name(struct pb_outside *outside, const char *release,
		     struct sc_error *err)
{
	struct kp_file file;
	int bad;

	if (kp_file_open(&file, outside->file, err))
		return -1;
	bad = check_release(&file, release, err);
	if (!bad) {
		outside->name = strdup(file.name);
		bad = outside->name ? 0 : sc_fail(err, "out of memory");
	}
	kp_file_close(&file);
	return bad;
}

static int find_source(struct pb_outside *outside, const char *source,
		       struct sc_error *err)
{
	outside->source = realpath(source, NULL);
	if (!outside->source)
		return sc_fail(err, "%.256s: %s", source, strerror(errno));
	return pb_kbuild_check_path(outside->source, err);
}

static int copy_source(struct pb_outside *outside, const char *work,
		       struct sc_error *err)
{
	return kp_path(&outside->copy, err, "%s/module", work) ||
			       pb_kbuild_check_path(outside->copy.s, err) ||
			       pb_tree_copy(outside->source, outside->copy.s,
					    err)
		       ? -1
		       : 0;
}

int pb_outside_open(struct pb_outside *outside, const char *file,
		    const char *source, const char *release, const char *work,
		    struct sc_error *err)
{
	int bad;

	*outside = (struct pb_outside){ .file = strdup(file) };
	bad = outside->file ? read_name(outside, release, err)
			    : sc_fail(err, "out of memory");
	if (!bad)
		bad = find_source(outside, source, err) ||
		      copy_source(outside, work, err);
	if (bad)
		pb_outside_close(outside);
	return bad ? -1 : 0;
}

void pb_outside_close(struct pb_outside *outside)
{
	free(outside->file);
	free(outside->name);
	free(outside->source);
	*outside = (struct pb_outside){ 0 };
}
