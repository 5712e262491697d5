// SPDX-License-Identifier: GPL-2.0-only
/* Folders with all that is in them. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "kpatch/builder/tree.h"
#include "kpatch/file.h"
#include "stackcheck/util/affix.h"
#include "stackcheck/util/folder.h"

#define FLAGS (FTS_PHYSICAL | FTS_NOCHDIR)

static int fail_at(const char *path, struct sc_error *err)
{
	return sc_fail(err, "%.256s: %s", path, strerror(errno));
}

static int remove_entry(const FTSENT *e)
{
	if (e->fts_info == FTS_D)
		return 0;
	return e->fts_info == FTS_DP ? rmdir(e->fts_accpath)
				     : unlink(e->fts_accpath);
}

int pb_tree_remove(const char *path, struct sc_error *err)
{
	FTS *walk = sc_folder_open(path, FLAGS, NULL);
	int bad = walk ? 0 : fail_at(path, err);
	const FTSENT *e;

	while (!bad && (e = fts_read(walk)))
		if (remove_entry(e) && errno != ENOENT)
			bad = fail_at(e->fts_path, err);
	if (walk)
		fts_close(walk);
	return bad;
}

/* Blocks of 512 bytes for one of its names. */
static uint64_t share_of(const struct stat *st)
{
	uint64_t names = S_ISDIR(st->st_mode) || !st->st_nlink ? 1
							       : st->st_nlink;

	return (uint64_t)st->st_blocks / names;
}

uint64_t pb_tree_size(const char *path)
{
	FTS *walk = sc_folder_open(path, FLAGS, NULL);
	uint64_t blocks = 0;
	const FTSENT *e;

	while (walk && (e = fts_read(walk)))
		if (e->fts_info != FTS_DP && e->fts_statp)
			blocks += share_of(e->fts_statp);
	if (walk)
		fts_close(walk);
	return blocks * 512;
}

bool pb_tree_has(const char *path, const char *suffix)
{
	FTS *walk = sc_folder_open(path, FLAGS, NULL);
	bool found = false;
	const FTSENT *e;

	while (walk && !found && (e = fts_read(walk)))
		found = e->fts_info == FTS_F &&
			sc_ends_with(e->fts_name, suffix);
	if (walk)
		fts_close(walk);
	return found;
}

static bool has_same_bytes(const char *a, const char *b)
{
	size_t m = 0, n = 0;
	char *text = kp_read_file(a, &m, NULL), *other = NULL;
	bool same;

	if (text)
		other = kp_read_file(b, &n, NULL);
	same = text && other && m == n && !memcmp(text, other, m);
	free(text);
	free(other);
	return same;
}

static int share_file(const char *keep, const FTSENT *e, struct sc_error *err)
{
	struct stat st;

	if (lstat(keep, &st) || !S_ISREG(st.st_mode) ||
	    st.st_size != e->fts_statp->st_size ||
	    st.st_ino == e->fts_statp->st_ino ||
	    !has_same_bytes(keep, e->fts_path))
		return 0;
	if (unlink(e->fts_path) || link(keep, e->fts_path))
		return fail_at(e->fts_path, err);
	return 0;
}

int pb_tree_share(const char *path, const char *other, struct sc_error *err)
{
	FTS *walk = sc_folder_open(other, FLAGS, NULL);
	int bad = walk ? 0 : fail_at(other, err);
	struct kp_path keep;
	const FTSENT *e;

	while (!bad && (e = fts_read(walk))) {
		if (e->fts_info != FTS_F)
			continue;
		bad = kp_path(&keep, err, "%s%s", path,
			      e->fts_path + strlen(other));
		if (!bad)
			bad = share_file(keep.s, e, err);
	}
	if (walk)
		fts_close(walk);
	return bad;
}
